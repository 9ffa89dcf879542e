import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { preparingClient } from './preparing-client.js';
import { SnakeNamingStrategy } from './snake-naming.strategy.js';
import { SteadyClient } from './steady-client.js';
import { AS_JOB } from './walls/roles.js';

/** How every process reaches the database. `synchronize` stays off: the schema is what the migrations say. */
export const dataSourceOptions = (
  url: string,
  poolSize = 16,
  settings?: string,
  client = SteadyClient,
): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTransactionMode: 'each',
  namingStrategy: new SnakeNamingStrategy(),
  synchronize: false,
  logging: false,
  poolSize,
  applicationName: 'truyvet',
  extra: {
    Client: client,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    ...(settings && { options: settings }),
  },
});

/** @param settings of each session, as PostgreSQL's start-up packet takes them: `-c name=value` */
export const makeDataSource = (url: string, poolSize?: number, settings?: string): DataSource =>
  new DataSource(dataSourceOptions(url, poolSize, settings));

/**
 * For few short statements that come all the time: each connection plans each of them once, for any number of rows. Every
 * text with parameters has to be a constant of the program, and find its rows by an index: a plan made while a table was
 * small is not made again before the table is analysed.
 */
export function preparingDataSource(url: string, poolSize: number): DataSource {
  const settings = `${AS_JOB} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off`;
  return new DataSource(dataSourceOptions(url, poolSize, settings, preparingClient({ often: 1, most: Infinity })));
}
