// The product itself: from an officer's request to the stored list, over HTTP, on the loaded database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../dist/apps/all-in-one/src/embedded-postgres/free-port.js';

const MAIN = fileURLToPath(new URL('../../dist/apps/all-in-one/src/main.js', import.meta.url));

/** The built product in a process of its own, on a database and a data folder that are there. */
export class Product {
  static async start(databaseUrl, folder, settings = {}) {
    const env = {
      ...{ ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder, PORT: String(await freePort()) },
      ...{ HOST: '127.0.0.1', DEMO: 'false', LOG_LEVEL: 'warn', REDIS_URL: '', KEY_FILE: '', PUBLIC_URL: '' },
      ...{ HTTPS: '', TLS_CERT: '', TLS_KEY: '', ...settings },
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 2] });
    process.once('exit', () => child.kill());
    for await (const line of createInterface({ input: child.stdout })) {
      const ready = /is ready: (\S+)$/.exec(line);
      if (!ready) continue;
      child.stdout.resume();
      return new Product(ready[1], child);
    }
    throw new Error('The product ended before it was ready.');
  }

  constructor(baseUrl, child) {
    Object.assign(this, { baseUrl, child });
  }

  async stop() {
    const ended = once(this.child, 'exit');
    if (this.child.exitCode === null && this.child.kill()) await ended;
  }
}
