import { type Environment, inCall, StartUpError } from '@app/platform';
import type { DataSource } from 'typeorm';
import { makeDataSource } from '../data-source.js';
import { migrate } from '../migrate.js';
import { OPEN_TABLES } from './open-tables.js';
import { wallRequests } from './request-connections.js';
import { AS_JOB, checkRoles, PROVISION, REQUEST_ROLE } from './roles.js';

/**
 * The migrated database as a service uses it: its jobs see every row, its requests what their actors may.
 * @throws StartUpError naming the role, right or policy that is missing
 */
export async function openWalled(url: string, environment: Environment): Promise<DataSource> {
  const { DATABASE_POOL: size, DATABASE_REQUEST_URL: requestUrl = url } = environment;
  const owner = await makeDataSource(url, 2).initialize();
  try {
    await migrate(owner);
    const runner = owner.createQueryRunner();
    await checkRoles(runner, Object.keys(OPEN_TABLES));
    await runner.release();
  } finally {
    await owner.destroy();
  }
  const dataSource = await makeDataSource(url, size, AS_JOB).initialize();
  wallRequests(dataSource, requestUrl, size);
  await reachAsRequest(dataSource).catch(async (error: unknown) => {
    await dataSource.destroy();
    throw error;
  });
  return dataSource;
}

/** Those who log in for requests may be others than the owner. */
async function reachAsRequest(dataSource: DataSource): Promise<void> {
  try {
    await inCall({}, () => dataSource.query('select from organisation limit 1'));
  } catch (error) {
    const { code } = error as { code?: string };
    throw new StartUpError(
      `Requests cannot use the database (${code ?? 'no answer'}): may the role of DATABASE_REQUEST_URL, or of DATABASE_URL ` +
        `where that is not set, become ${REQUEST_ROLE}? ${PROVISION}`,
    );
  }
}
