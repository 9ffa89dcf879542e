import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from '../../apps/all-in-one/src/embedded-postgres/free-port.js';

export interface TestRedis {
  url: string;
  /** Ends the server as if its machine had lost power. */
  stop: () => Promise<void>;
  /** Starts it again, on the same port, with nothing in it. */
  start: () => Promise<void>;
  close: () => Promise<void>;
}

/** Whether tests can start a Redis of their own. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis on a free port, in a folder that is thrown away. */
export async function testRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'truyvet-redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', [...settings, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    process.once('exit', () => server?.kill('SIGKILL'));
    await eventually(() => accepts(port));
  };
  const stop = async (): Promise<void> => {
    if (!server) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    server = undefined;
  };
  const close = async (): Promise<void> => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, start, stop, close };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const answer = (open: boolean) => (): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}
