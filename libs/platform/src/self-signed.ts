import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const DAY = 86_400_000;
/** iOS takes no certificate that is valid for longer than 825 days. */
const VALID_DAYS = 820;
const RENEW_DAYS = 30;

/** Every name and address under which a phone in the same network may call this machine. */
export function ownNames(publicUrl?: string): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const local = addresses.filter(({ scopeid }) => !scopeid).map(({ address }) => address);
  const name = hostname();
  const asked = publicUrl ? [new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')] : [];
  return [...new Set(['localhost', '127.0.0.1', '::1', name, `${name.split('.')[0]}.local`, ...local, ...asked])];
}

/** True when the certificate is used up, or will be soon. */
export const isEnding = (pem: Buffer, now = Date.now()): boolean =>
  Date.parse(new X509Certificate(pem).validTo) < now + RENEW_DAYS * DAY;

/** Writes cert.pem and key.pem (mode 0600) into the folder: ECDSA P-256, valid for this machine's names. */
export async function makeSelfSigned(folder: string, publicUrl?: string): Promise<void> {
  const altNames = ownNames(publicUrl).map((name) =>
    isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  const pair = await generate([{ name: 'commonName', value: 'Truy Vet' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'key.pem'), pair.private, { mode: 0o600 });
  writeFileSync(join(folder, 'cert.pem'), pair.cert, { mode: 0o600 });
}
