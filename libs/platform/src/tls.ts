import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { TlsFiles } from './bootstrap.js';
import type { Environment } from './environment.js';
import { StartUpError } from './start-up-error.js';

function read(variable: 'TLS_CERT' | 'TLS_KEY', path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartUpError(`${variable} names ${resolve(path)}, which cannot be read (${code}).`);
  }
}

/**
 * Certificate and key to serve HTTPS with: TLS_CERT and TLS_KEY, else HTTPS=self-signed, whose pair is made once and
 * kept in DATA_DIR/tls, else none.
 * @throws StartUpError for a missing, unreadable or mismatched pair.
 */
export async function readTls(environment: Environment): Promise<TlsFiles | undefined> {
  const { TLS_CERT, TLS_KEY, HTTPS, DATA_DIR } = environment;
  if (!TLS_CERT !== !TLS_KEY) throw new StartUpError('TLS_CERT and TLS_KEY belong together: one of them is missing.');
  if (!TLS_CERT || !TLS_KEY) return HTTPS ? selfSigned(join(resolve(DATA_DIR), 'tls'), environment) : undefined;
  const files = { cert: read('TLS_CERT', TLS_CERT), key: read('TLS_KEY', TLS_KEY) };
  try {
    createSecureContext(files);
  } catch {
    throw new StartUpError('TLS_CERT and TLS_KEY are not a certificate and its key (PEM).');
  }
  return files;
}

async function selfSigned(folder: string, environment: Environment): Promise<TlsFiles> {
  const { isEnding, makeSelfSigned } = await import('./self-signed.js'); // its package takes long to load
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  if (!existsSync(cert) || !existsSync(key) || isEnding(readFileSync(cert)))
    await makeSelfSigned(folder, environment.PUBLIC_URL);
  return { cert: readFileSync(cert), key: readFileSync(key) };
}
