import { dataSourceOptions, migrate } from '@app/database';
import { StartUpError } from '@app/platform';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, type MigrationInterface } from 'typeorm';
import { Progress } from '../progress.js';
import { Counting } from './counting.js';
import { type BackupHeader, decodeFrames, FORMAT_VERSION, type Frame, header as headerSchema } from './frames.js';
import { countRows, readSchemaVersion, readTables, SESSION } from './schema.js';

/** What a start makes by itself: it gives way to the backup's. Rows anywhere else mean that the database is in use. */
const MADE_AT_START = new Set([
  ...['administrative_unit', 'unit_succession', 'preset', 'gate_rule', 'plausibility_rule', 'work', 'outbox'],
]);

/**
 * Loads a backup into an empty database, in one transaction: all of it or nothing. The schema is brought to the
 * backup's first, and to this version's afterwards.
 * @returns the header, each of whose counts was found again in the database
 * @throws StartUpError when the file is no backup, damaged or too new, or the database holds data
 */
export async function restoreBackup(url: string, path: string): Promise<BackupHeader> {
  const frames = readFrames(path);
  const header = await readHeader(frames, path);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(SESSION);
    await prepareSchema(client, url, header.schema);
    await client.query('begin');
    await clear(client);
    await load(client, header, frames);
    await verify(client, header);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
  await migrateTo(url);
  return header;
}

const noBackup = (path: string): StartUpError => new StartUpError(`${path} is not a backup of Truy Vết.`);

async function* readFrames(path: string): AsyncGenerator<Frame> {
  const unzipped = createGunzip();
  pipeline(createReadStream(path), unzipped).catch((error: Error) => unzipped.destroy(error));
  try {
    yield* decodeFrames(unzipped as AsyncIterable<Buffer>);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (message === 'incorrect header check') throw noBackup(path);
    if (code?.startsWith('Z_')) throw new StartUpError(`${path} is damaged or cut short. Nothing was restored.`);
    throw error;
  }
}

async function readHeader(frames: AsyncGenerator<Frame>, path: string): Promise<BackupHeader> {
  const first = await frames.next();
  const parsed =
    first.done || first.value.kind !== 'H' ? undefined : headerSchema.safeParse(JSON.parse(String(first.value.body)));
  if (!parsed?.success) throw noBackup(path);
  if (parsed.data.version > FORMAT_VERSION)
    throw new StartUpError(`${path} was made by a newer Truy Vết: restore it with that.`);
  return parsed.data;
}

type Migration = new () => MigrationInterface;

/** Runs the migrations up to the named one, or all. */
async function migrateTo(url: string, last?: string): Promise<void> {
  const options = dataSourceOptions(url);
  const all = options.migrations as Migration[];
  const end = last === undefined ? all.length : all.findIndex((one) => nameOf(one) === last) + 1;
  const dataSource = await new DataSource({ ...options, migrations: all.slice(0, end) }).initialize();
  await migrate(dataSource).finally(() => dataSource.destroy());
}

const nameOf = (migration: Migration): string => new migration().name ?? migration.name;

async function prepareSchema(client: pg.Client, url: string, wanted: string): Promise<void> {
  const known = (dataSourceOptions(url).migrations as Migration[]).map(nameOf);
  if (!known.includes(wanted))
    throw new StartUpError(
      `The backup has the schema ${wanted}, which this version does not know: restore it with a newer one.`,
    );
  const present = await readSchemaVersion(client);
  if (present === undefined) await migrateTo(url, wanted);
  else if (present !== wanted)
    throw new StartUpError(
      `The backup has the schema ${wanted}, the database ${present}: restore into a new database.`,
    );
}

async function clear(client: pg.Client): Promise<void> {
  const tables = await readTables(client);
  for (const { name } of tables) {
    if (MADE_AT_START.has(name)) continue;
    const { rowCount } = await client.query(`select from ${client.escapeIdentifier(name)} limit 1`);
    if (rowCount) throw new StartUpError(`The database already holds data (table ${name}): restore into an empty one.`);
  }
  for (const { name } of tables.reverse())
    if (MADE_AT_START.has(name)) await client.query(`delete from ${client.escapeIdentifier(name)}`);
}

async function load(client: pg.Client, header: BackupHeader, frames: AsyncGenerator<Frame>): Promise<void> {
  const counting = new Counting(new Progress());
  for (const { name, columns, days = [], rows } of header.tables) {
    for (const day of days) await client.query('select ensure_day_partition($1, $2::date)', [name, day]);
    const start = await frames.next();
    if (start.done || start.value.kind !== 'T')
      throw new StartUpError('The backup does not hold what its header says.');
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const target = client.query(copyFrom(`copy ${client.escapeIdentifier(name)} (${list}) from stdin`));
    await pipeline(counting.rowsOf(name, rows, bodies(frames)), target);
  }
  // the digest comes last: reading to the end checks it
  if (!(await frames.next()).done) throw new StartUpError('The backup does not hold what its header says.');
  for (const { name, next } of header.sequences)
    await client.query('select setval($1::regclass, $2::bigint, false)', [client.escapeIdentifier(name), next]);
}

async function* bodies(frames: AsyncGenerator<Frame>): AsyncGenerator<Buffer> {
  for (let frame = await frames.next(); !frame.done && frame.value.kind === 'D'; frame = await frames.next())
    yield frame.value.body;
}

async function verify(client: pg.Client, header: BackupHeader): Promise<void> {
  for (const { name, rows } of header.tables) {
    const found = await countRows(client, name);
    if (found !== rows)
      throw new StartUpError(`${name}: ${found} rows were loaded, the backup says ${rows}. Nothing was restored.`);
  }
}
