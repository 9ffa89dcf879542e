import { StartUpError } from '@app/platform';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Counting } from './counting.js';
import { Progress } from '../progress.js';
import { type BackupHeader, dataFrame, encodeFrames, FORMAT, FORMAT_VERSION, type Frame, jsonFrame } from './frames.js';
import { countRows, readSchemaVersion, readSequences, readTables, SESSION } from './schema.js';

/** Fast rather than small: at this level gzip keeps up with COPY. */
const GZIP_LEVEL = 3;

/**
 * Writes every table of schema public, as of one instant, into a gzip file of frames (mode 0600); memory stays bounded.
 * What is queued is in it, as rows of work; the queue itself is not: its jobs are rung anew from those rows.
 * @param keys the fingerprint of the key file, which is not part of the backup
 * @returns the header, with the rows of each table
 */
export async function writeBackup(url: string, path: string, keys: string | null): Promise<BackupHeader> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(SESSION);
    await client.query('begin isolation level repeatable read, read only');
    const header = await describe(client, keys);
    const target = createWriteStream(path, { mode: 0o600, flush: true });
    await pipeline(encodeFrames(framesOf(client, header)), createGzip({ level: GZIP_LEVEL }), target);
    await client.query('commit');
    return header;
  } finally {
    await client.end();
  }
}

async function describe(client: pg.Client, keys: string | null): Promise<BackupHeader> {
  const schema = await readSchemaVersion(client);
  if (!schema) throw new StartUpError('There is nothing to back up: the database has no tables of Truy Vết.');
  const tables: BackupHeader['tables'] = [];
  for (const table of await readTables(client)) tables.push({ ...table, rows: await countRows(client, table.name) });
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    schema,
    madeAt: new Date().toISOString(),
    keys,
    tables,
    sequences: await readSequences(client),
  };
}

async function* framesOf(client: pg.Client, header: BackupHeader): AsyncGenerator<Frame> {
  const counting = new Counting(new Progress());
  yield jsonFrame('H', header);
  for (const { name, columns, rows } of header.tables) {
    yield jsonFrame('T', { name });
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const source = client.query(copyTo(`copy (select ${list} from ${client.escapeIdentifier(name)}) to stdout`));
    for await (const chunk of counting.rowsOf(name, rows, source as AsyncIterable<Buffer>)) yield dataFrame(chunk);
    if (source.rowCount !== rows)
      throw new Error(`${name}: ${source.rowCount} rows were copied, ${rows} were counted in the same snapshot`);
    yield jsonFrame('E', { name, rows });
  }
}
