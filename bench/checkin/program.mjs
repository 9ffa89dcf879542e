// A server in a process of its own, until it says where it listens.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from '../../dist/apps/all-in-one/src/embedded-postgres/free-port.js';

export class Program {
  /** @param settings environment on top of what keeps a service quiet and alone */
  static async start(main, settings) {
    const env = {
      ...{ ...process.env, PORT: String(await freePort()), HOST: '127.0.0.1', LOG_LEVEL: 'warn', DEMO: 'false' },
      ...{ REDIS_URL: '', PUBLIC_URL: '', HTTPS: '', TLS_CERT: '', TLS_KEY: '', ...settings },
    };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 2] });
    process.once('exit', () => child.kill());
    for await (const line of createInterface({ input: child.stdout })) {
      const ready = /is ready: (\S+)$/.exec(line);
      if (!ready) continue;
      child.stdout.resume();
      return new Program(ready[1], child);
    }
    throw new Error(`${main} ended before it was ready.`);
  }

  constructor(url, child) {
    Object.assign(this, { url, child });
  }

  async stop() {
    const ended = once(this.child, 'exit');
    if (this.child.exitCode === null && this.child.kill()) await ended;
  }
}
