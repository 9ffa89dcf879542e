import type { CopyValue, WorkerCipher } from '@app/database';
import { type OpenedImport, readRow, rejectOf, type RejectedRow, type SealCells, type TableRow } from '@app/tables';
import { type CodeField, References, UNKNOWN } from '../workers/references.js';
import { type ParsedWorker, parseWorker } from './parse-worker.js';
import type { SealedWorkers } from './sealed-workers.js';
import type { WorkerColumn } from './worker-columns.js';

/** Columns of the staging table that are copied into it; the first six are of every row. */
export const STAGED_COLUMNS = [
  ...['row', 'state', 'code', 'column_name', 'reason', 'cells'],
  ...['id', 'full_name', 'search_name', 'kind', 'birth_date', 'sex'],
  ...['identity_number', 'identity_hash', 'phone', 'phone_index', 'address'],
  ...['site_id', 'place_no', 'shift', 'room_no', 'bus_no', 'start_date', 'end_date'],
] as const;

/** Counts of rows as they are read. */
export interface Tally {
  read: number;
  rejected: number;
  duplicate: number;
}

export interface StagingContext {
  references: References;
  sealed: SealedWorkers;
  cipher: WorkerCipher;
  sealCells: SealCells;
  /** Rows as somebody has mended them, in place of the file's own. */
  mended: ReadonlyMap<number, string[]>;
  today: string;
  /** Called after each batch; may throw to stop. */
  onBatch: () => void;
}

/** The rows of a file as rows of the staging table: those taken over and those rejected, without the duplicates. */
export async function* stagedRows(
  { table, columns }: OpenedImport<WorkerColumn>,
  context: StagingContext,
  tally: Tally,
): AsyncGenerator<CopyValue[], void, undefined> {
  const { references, sealed, mended, today, onBatch } = context;
  const codes = new Set<string>();
  for await (const batch of table.batches) {
    const read = batch.map((own) => {
      const row = mendedRow(columns, own, mended.get(own.row));
      return { row, result: readRow(columns, row, (cell) => parseWorker(cell, today)) };
    });
    const good = read.flatMap(({ result }) => (result.ok ? [result.value] : []));
    await references.load(good);
    await sealed.load(good.map(({ code }) => code));
    for (const { row, result } of read) {
      tally.read++;
      const unknown = result.ok ? references.unknownIn(result.value) : undefined;
      if (!result.ok || unknown) {
        tally.rejected++;
        const reject = result.ok ? unknownCode(columns, row, unknown!) : result.reject;
        yield rejected(reject, columns.cell(row.cells, 'code'), context);
      } else if (codes.has(result.value.code)) tally.duplicate++;
      else {
        codes.add(result.value.code);
        yield taken(row.row, result.value, context);
      }
    }
    onBatch();
  }
}

/** Mended cells are those of the columns kept, in their order. */
function mendedRow({ kept }: OpenedImport<WorkerColumn>['columns'], own: TableRow, mended?: string[]): TableRow {
  if (!mended) return own;
  const cells: string[] = [];
  kept.forEach((position, at) => (cells[position] = mended[at] ?? ''));
  return { row: own.row, cells: Array.from(cells, (cell) => cell ?? '') };
}

const unknownCode = (columns: OpenedImport<WorkerColumn>['columns'], row: TableRow, field: CodeField): RejectedRow =>
  rejectOf(columns, row, UNKNOWN[field], field);

/** The code stays with a rejected row: its worker stands in the file all the same. */
const rejected = (reject: RejectedRow, code: string, { sealCells }: StagingContext): CopyValue[] => [
  ...[reject.row, 'rejected', code || null, reject.column, reject.reason, sealCells(reject)],
  ...Array<null>(STAGED_COLUMNS.length - 6).fill(null),
];

function taken(row: number, worker: ParsedWorker, { references, sealed, cipher }: StagingContext): CopyValue[] {
  const { code, fullName, searchName, kind, birthDate, sex } = worker;
  const { id, identityNumber, phone, phoneIndex, address } = sealed.seal(code, worker);
  return [
    ...[row, 'new', code, null, null, null],
    ...[id, fullName, searchName, kind, birthDate, sex, identityNumber],
    ...[cipher.identityHash(worker.identityNumber), phone, phoneIndex, address],
    ...[references.siteId(worker.siteCode), references.placeNo('placeCode', worker.placeCode)],
    ...[worker.shift, references.placeNo('dormitoryRoom', worker.dormitoryRoom)],
    ...[references.placeNo('busCode', worker.busCode), worker.startDate, worker.endDate],
  ];
}
