import { childEnvironment } from '@app/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../embedded-postgres/free-port.js';
import { readCredentials } from '../first-start/credentials.js';
import type { Account } from './api-client.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** The built product in a process of its own, on a throw-away data directory and a free port. */
export class Product {
  private constructor(
    readonly baseUrl: string,
    readonly admin: Account,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** @throws Error when it ends before it is ready; what it said is on stderr */
  static async start(): Promise<Product> {
    // the product makes it, with the rights that its PostgreSQL needs
    const data = join(tmpdir(), `truyvet-demo-${randomBytes(6).toString('hex')}`);
    const env = childEnvironment({
      ...{ DATA_DIR: data, PORT: String(await freePort()), HOST: '127.0.0.1', DEMO: 'false', LOG_LEVEL: 'warn' },
      ...{ DATABASE_URL: '', REDIS_URL: '', KEY_FILE: '', PUBLIC_URL: '', HTTPS: '', TLS_CERT: '', TLS_KEY: '' },
    });
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    // whoever ends the demo ends the product with it
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
    process.once('exit', () => child.kill('SIGTERM'));
    const baseUrl = await readyUrl(child);
    return new Product(baseUrl, readCredentials(join(data, 'credentials.json'))!.accounts[0]!, data, child);
  }

  /** Ends it as an operator would, and removes its data. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.kill('SIGTERM')) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const ready = /is ready: (\S+)$/.exec(line);
    if (!ready) continue;
    child.stdout!.resume();
    return ready[1]!;
  }
  throw new Error('The product ended before it was ready.');
}
