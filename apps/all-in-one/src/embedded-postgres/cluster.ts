import { StartUpError } from '@app/platform';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DataFolder } from '../data-folder.js';
import type { RunAs } from './run-as.js';

/** How the product reaches its own server; kept in DATA_DIR, mode 0600. */
export interface DatabaseAccess {
  user: string;
  password: string;
  database: string;
}

export const urlOf = ({ user, password, database }: DatabaseAccess, port: number): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

/** @throws StartUpError when the file is gone, or not this user's to read. */
export function readAccess({ databaseFile }: DataFolder): DatabaseAccess {
  try {
    return JSON.parse(readFileSync(databaseFile, 'utf8')) as DatabaseAccess;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartUpError(`The password of the database is not readable: ${databaseFile} (${code ?? 'malformed'}).`);
  }
}

function give(path: string, { uid, gid }: RunAs): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/**
 * Makes the database cluster, once: in a folder beside, which becomes the real one when it is complete, so that a run
 * that was killed half-way leaves nothing to trip over.
 * @throws StartUpError with initdb's own words.
 */
export async function makeCluster(folder: DataFolder, initdb: string, who: RunAs): Promise<void> {
  const unfinished = `${folder.cluster}.unfinished`;
  const passwordFile = join(unfinished, 'password');
  const access = { user: 'truyvet', password: randomBytes(24).toString('hex'), database: 'truyvet' };
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  give(unfinished, who);
  writeFileSync(passwordFile, access.password, { mode: 0o600 });
  give(passwordFile, who);
  const cluster = join(unfinished, 'cluster');
  const making = promisify(execFile)(
    initdb,
    [
      ...[`--pgdata=${cluster}`, `--username=${access.user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C.UTF-8', '--lc-messages=C', '--data-checksums'],
    ],
    { ...who, cwd: '/', env: { LC_ALL: 'C' } },
  );
  const end = (): void => void making.child.kill();
  process.on('exit', end);
  await making.catch((error: { stderr?: string; message: string }) => {
    throw new StartUpError(`PostgreSQL could not make its data folder: ${lastLine(error.stderr) ?? error.message}`);
  });
  process.off('exit', end);
  writeFileSync(folder.databaseFile, JSON.stringify(access), { mode: 0o600 });
  renameSync(cluster, folder.cluster);
  rmSync(unfinished, { recursive: true, force: true });
}

export const clusterExists = (folder: DataFolder): boolean => existsSync(join(folder.cluster, 'PG_VERSION'));

/** Names and whereabouts lie in it as they are. @throws StartUpError when anybody but its owner may look into it */
export function refuseOpenCluster({ cluster }: DataFolder): void {
  if ((statSync(cluster).mode & 0o077) === 0) return;
  throw new StartUpError(`The database folder ${cluster} is open to others: run chmod 700 ${cluster}.`);
}

const lastLine = (text = ''): string | undefined =>
  text
    .split('\n')
    .filter((line) => line.includes('error:') || line.includes('FATAL:'))
    .pop();
