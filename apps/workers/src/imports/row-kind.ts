import type { PlaceKind, Role } from '@app/contracts';
import type { CopyValue } from '@app/database';
import type { CodeBook, ImportKind } from '@app/tables';
import type { EntityManager } from 'typeorm';
import type { RowCells } from './row-cells.js';

/** What a row is read against. */
export interface RowContext {
  organisationId: string;
  recordedBy: string;
  codes: CodeBook;
  /** The organisation's shift codes. */
  shifts: ReadonlySet<string>;
  /** The local date. */
  today: string;
}

/** The table that rows become: each column with its SQL type. A row that repeats a key brings the values up to date. */
export interface RowTarget {
  table: string;
  key: Readonly<Record<string, string>>;
  /** The rows among which the key is unique, where those are not all. */
  where?: string;
  values: Readonly<Record<string, string>>;
  /** Stored with a new row, and no reason to change one. */
  noted?: Readonly<Record<string, string>>;
}

/** A kind of file whose every row is a row of one table. */
export interface RowKind extends ImportKind {
  /** The column that names a place, and the kinds of place it may be. */
  place?: { column: string; kinds?: readonly PlaceKind[] };
  /** Whose files these are, where not everybody's who may send files. */
  roles?: readonly Role[];
  target: RowTarget;
  /** Values of the target's columns in their order: key, values, noted. @throws CellFault */
  parse: (cells: RowCells, context: RowContext) => CopyValue[];
  /** What else changes with the rows; `stage` is the table that has them. */
  settle?: (manager: EntityManager, stage: string) => Promise<unknown>;
}
