import type { WorkerFileColumn } from '@app/contracts';

/** What each column of a file is; null is not read. */
export type Columns = readonly (WorkerFileColumn | null)[];

/** Without these nobody could say who a row is. */
const REQUIRED: readonly WorkerFileColumn[] = ['code', 'fullName'];

/** What keeps a file from being read: columns that have to be there and are not, and those that are there twice. */
export function faultsOf(columns: Columns): { missing: WorkerFileColumn[]; twice: WorkerFileColumn[] } {
  const given = columns.filter((name) => name !== null);
  return {
    missing: REQUIRED.filter((name) => !given.includes(name)),
    twice: [...new Set(given.filter((name, at) => given.indexOf(name) < at))],
  };
}

/** As the service takes it. Headers that a file has twice cannot be told apart by name: the first one counts. */
export function mappingOf(headers: readonly string[], columns: Columns): Record<string, WorkerFileColumn | null> {
  const mapping: Record<string, WorkerFileColumn | null> = {};
  headers.forEach((header, at) => {
    if (!Object.hasOwn(mapping, header)) mapping[header] = columns[at] ?? null;
  });
  return mapping;
}

/** The position of the column at fault in a rejected row; -1 for a fault of the whole row, or a column that is not there. */
export const faultAt = (headers: readonly string[], column: string | null): number =>
  column === null ? -1 : headers.indexOf(column);
