import type { Role, Scope } from '@app/contracts';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface Credential {
  role: Role;
  username: string;
  password: string;
  /** Of officers and administrators: what their authenticator knows, base32. */
  totpSecret?: string;
  scope: Scope;
}

/** `DATA_DIR/credentials.json`: the accounts of the first start, with their passwords (api.md, Running). */
export interface Credentials {
  baseUrl: string;
  accounts: Credential[];
}

export const readCredentials = (file: string): Credentials | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Credentials) : undefined;

/** Written once, for the owner alone. */
export const writeCredentials = (file: string, credentials: Credentials): void =>
  writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });

/** 120 random bits, easy to copy. */
export const newPassword = (): string => randomBytes(15).toString('base64url');
