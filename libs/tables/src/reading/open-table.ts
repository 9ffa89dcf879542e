import { DomainError } from '@app/platform';
import { existsSync } from 'node:fs';
import type { ByteSource } from './byte-source.js';
import { FileFault } from './file-fault.js';
import { openRows } from './open-rows.js';
import { ReadingThread } from './reading-thread.js';
import type { RowBatches, Table, TableOptions, TableRow } from './table.js';

const THREAD = new URL('./table-thread.js', import.meta.url);
/** Only what is built has a file that a thread can run; from the sources (unit tests) files are read in place. */
const isBuilt = existsSync(THREAD);

/**
 * Opens a .csv or .xlsx and reads its header, in a thread of its own whose memory is bounded.
 * @throws empty_file, wrong_encoding, too_many_columns (422), too_large (413), unsupported_file (415); while the rows are
 *   read also truncated_file, wrong_encoding, too_many_rows
 */
export async function openTable(source: ByteSource, options: TableOptions = {}): Promise<Table> {
  try {
    return isBuilt ? await readApart(source, options) : await readHere(source, options);
  } catch (error) {
    throw asRefusal(error);
  }
}

async function readHere(source: ByteSource, options: TableOptions): Promise<Table> {
  const table = await openRows(source, options);
  return { ...table, batches: refusing(table.batches) };
}

async function readApart(source: ByteSource, options: TableOptions): Promise<Table> {
  const thread = new ReadingThread(THREAD, source, options);
  try {
    const opened = await thread.take();
    if (opened.kind !== 'opened') throw new Error('A reading thread began without a header.');
    let fraction = 0;
    const batches = refusing(batchesOf(thread, (share) => (fraction = share)));
    const finish = batches.return.bind(batches);
    return {
      format: opened.format,
      header: opened.header,
      // a generator that was never begun has nothing to run when it is ended, but its thread is there
      batches: Object.assign(batches, { return: () => thread.end().then(finish) }),
      fraction: () => fraction,
    };
  } catch (error) {
    await thread.end();
    throw error;
  }
}

async function* batchesOf(thread: ReadingThread, onFraction: (share: number) => void): RowBatches {
  try {
    for (;;) {
      thread.askForNext();
      const found = await thread.take();
      if (found.kind !== 'batch') return;
      onFraction(found.fraction);
      yield found.rows;
    }
  } finally {
    await thread.end();
  }
}

async function* refusing(batches: RowBatches): AsyncGenerator<TableRow[], void, undefined> {
  try {
    yield* batches;
  } catch (error) {
    throw asRefusal(error);
  }
}

const asRefusal = (error: unknown): unknown =>
  error instanceof FileFault ? new DomainError(error.code, error.detail, error.faults) : error;
