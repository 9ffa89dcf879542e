import type { DynamicModule, Type } from '@nestjs/common';
import { createService } from './bootstrap.js';
import { type Environment, readEnvironment } from './environment.js';
import { Keys } from './keys.js';
import { keyFileOf } from './platform.module.js';
import { checkPort, listen } from './port.js';
import { checkSecrets } from './secrets.js';
import { Shutdown } from './shutdown.js';
import { StartUpError } from './start-up-error.js';
import { readTls } from './tls.js';

/** A service's modules; asked for once the settings are known, so that it may check what it depends on. */
export type Modules = (environment: Environment) => Promise<(Type | DynamicModule)[]>;

/** Settings of a process, read once; a fault is an operator's to cure. */
export function readSettings(): Environment {
  try {
    const environment = readEnvironment();
    checkSecrets(environment);
    return environment;
  } catch (error) {
    throw new StartUpError((error as Error).message);
  }
}

/**
 * Runs one service by itself: against the PostgreSQL of DATABASE_URL and with the keys of KEY_FILE, which all services
 * share. Ends on SIGTERM or Ctrl-C; never returns before. What hinders it is one sentence on stderr and exit code 1.
 */
export async function runService(name: string, modules: Modules): Promise<void> {
  const shutdown = new Shutdown();
  try {
    const environment = readSettings();
    await checkPort(environment);
    checkKeys(environment);
    const tls = await readTls(environment);
    const app = await createService(environment, await modules(environment), tls);
    shutdown.add({ name: 'the service', close: () => app.close() });
    const url = await listen(app, environment, tls !== undefined);
    process.stdout.write(`Truy Vết (${name}) is ready: ${url}\n`);
  } catch (error) {
    await shutdown.fail(error);
  }
}

function checkKeys(environment: Environment): void {
  if (!environment.KEY_FILE)
    throw new StartUpError(
      'KEY_FILE is missing: every service needs the same key file. npm run keys -- FILE makes one.',
    );
  Keys.load(keyFileOf(environment));
}
