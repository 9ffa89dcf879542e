import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { ensureRoles } from './walls/roles.js';

/** Key of the advisory lock under which processes that start together migrate one after the other. */
const MIGRATION_LOCK = 727_001;

/**
 * Brings the schema up to date, once, however many processes start at the same time.
 * @throws Error when the server is older than PostgreSQL 15.
 */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    const [{ version }] = (await runner.query(`select current_setting('server_version_num')::int as version`)) as [
      { version: number },
    ];
    if (version < 150_000) throw new Error('PostgreSQL 15 or newer is needed.');
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(runner);
    await dataSource.runMigrations();
  } finally {
    await runner.query('select pg_advisory_unlock_all()');
    await runner.release();
  }
}

/**
 * SQL that would bring the schema to what the entities say; empty when they agree (the drift check). Its connection
 * pipelines, because TypeORM asks about all tables at once.
 */
export async function schemaDrift(url: string): Promise<string[]> {
  const options = dataSourceOptions(url, 1);
  const extra = { ...(options.extra as object), pipeline: true };
  const dataSource = await new DataSource({ ...options, extra }).initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await dataSource.destroy();
  }
}
