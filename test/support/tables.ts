import { DomainError } from '@app/platform';
import { bytesOf, openTable, type TableOptions, type TableRow } from '@app/tables';

/** A whole file of rows. */
export async function readRows(file: string | Buffer, options?: TableOptions) {
  const table = await openTable(bytesOf(file), options);
  const rows: TableRow[] = [];
  for await (const batch of table.batches) for (const row of batch) rows.push(row);
  return { header: table.header, rows, fraction: table.fraction() };
}

/** The refusal that reading a file ends with. */
export async function refusalOf(file: string | Buffer): Promise<DomainError> {
  try {
    await readRows(file);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('The file was read.');
}

export async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
