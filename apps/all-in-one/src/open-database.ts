import { checkDatabase } from '@app/database';
import { type Environment, type Shutdown, StartUpError } from '@app/platform';
import type { DataFolder } from './data-folder.js';
import { startEmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';

/**
 * The PostgreSQL of DATABASE_URL when that is set, else the embedded one, which is ended with the process and whose
 * loss ends the process.
 * @throws StartUpError when it cannot be reached, is too old, or does not start.
 */
export async function openDatabase(
  environment: Environment,
  folder: DataFolder,
  shutdown: Shutdown,
): Promise<{ name: string; url: string }> {
  if (environment.DATABASE_URL) {
    await checkDatabase(environment.DATABASE_URL);
    return { name: 'The PostgreSQL of DATABASE_URL', url: environment.DATABASE_URL };
  }
  const { server, url } = await startEmbeddedPostgres(folder);
  shutdown.add({ name: 'PostgreSQL', close: () => server.stop(), kill: () => server.kill() });
  void server.lost.then((words) => shutdown.fail(new StartUpError(`${words}. See ${folder.databaseLog}.`)));
  return { name: 'PostgreSQL', url };
}
