import { makeDataSource, migrate } from '@app/database';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** Closes the data source and drops the database. */
  close: () => Promise<void>;
}

const TEMPLATE = 'truyvet_template';
const LOCK = 727_002;
const urlOf = (name: string): string => {
  const url = new URL(process.env['TEST_DATABASE_URL']!);
  url.pathname = `/${name}`;
  return url.href;
};

/** A migrated database of one's own: a clone of a template that the first caller of the run makes. */
export async function testDatabase(): Promise<TestDatabase> {
  const admin = await makeDataSource(urlOf('postgres'), 2).initialize();
  await ensureTemplate(admin);
  const name = `t_${randomBytes(8).toString('hex')}`;
  await admin.query(`create database ${name} template ${TEMPLATE}`);
  const dataSource = await makeDataSource(urlOf(name), 8).initialize();
  const close = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await admin.query(`drop database ${name} with (force)`);
    await admin.destroy();
  };
  return { url: urlOf(name), dataSource, close };
}

async function ensureTemplate(admin: DataSource): Promise<void> {
  const runner = admin.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [LOCK]);
    const found = (await runner.query('select 1 from pg_database where datname = $1', [TEMPLATE])) as unknown[];
    if (found.length > 0) return;
    await runner.query(`create database ${TEMPLATE}_new`);
    const template = await makeDataSource(urlOf(`${TEMPLATE}_new`), 2).initialize();
    await migrate(template);
    await template.destroy();
    await runner.query(`alter database ${TEMPLATE}_new rename to ${TEMPLATE}`);
  } finally {
    await runner.query('select pg_advisory_unlock_all()');
    await runner.release();
  }
}
