import type { Scope } from '@app/contracts';
import type { Condition } from '@app/database';
import type { SealedField } from '@app/platform';
import type { PieceReader } from '@app/presence';
import type { TraceBasis } from './trace-basis.queries.js';

/** A cell as it is exported; instants are ISO 8601 in UTC, dates `YYYY-MM-DD`, booleans `true` and `false`. */
export type Cell = string | number | boolean | null;

/**
 * Name of a column and the SQL that gives it (text, number, boolean, timestamptz). Of a sealed one also the field, and the
 * SQL of the row that its values are bound to.
 */
export type ListColumn = readonly [name: string, sql: string, sealed?: readonly [field: SealedField, row: string]];

/**
 * A list as SQL. `from` and `where` alone decide which rows there are; `joins` add to them and must neither lose nor
 * repeat one, which the count taken without them and the rows written with them prove every time.
 */
export interface ListQuery {
  columns: readonly ListColumn[];
  /** SQL of whom a row is about; columns that are fields of a person show what the asker may see of that person. */
  person: { id: string; organisationId: string };
  from: string;
  where: string;
  joins: string;
  order: string;
  /** SQL: number of the worker whose row it is; null where none is known. */
  subject: string;
  /** SQL: whether the row belongs to an exercise. */
  exercise: string;
  /** SQL: whether an earlier list did not hold the row; it is the column `added`, too. Null: there is nothing to compare with. */
  added?: string;
  parameters: unknown[];
  /** SQL of what `finish` needs besides the columns. */
  extras?: readonly string[];
  /** Changes the cells of a batch of rows where SQL alone cannot. */
  finish?: (rows: readonly ListRow[]) => Promise<void>;
}

/** A row as it was read, and what `extras` gave. */
export interface ListRow {
  cells: Cell[];
  extras: readonly unknown[];
}

/** What bounds a list: taken from the export as it was stored, and from the trace as the snapshot shows it. */
export interface ListBounds {
  scope: Scope;
  traceId: string | null;
  basis: TraceBasis | null;
  /** Finds what explains the contacts of a trace; a list that is only counted does without. */
  pieces?: PieceReader;
}

/** Collects the numbered parameters of a statement while its text is put together. */
export class Bindings {
  readonly parameters: unknown[] = [];

  bind(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  /** A condition that numbers its own parameters, from the next free one. */
  condition(make: (first: number) => Condition): string {
    const { sql, parameters } = make(this.parameters.length + 1);
    this.parameters.push(...parameters);
    return sql;
  }

  /** `and …` for each part of a filter that is there. */
  also(parts: Record<string, unknown>): string {
    return Object.entries(parts)
      .filter(([, value]) => value !== undefined)
      .map(([sql, value]) => ` and ${sql.replace('?', this.bind(value))}`)
      .join('');
  }
}

/** Only the province's own exports have a scope without bounds; `ExportsService.create` refuses all others. */
export const isUnbounded = (scope: Scope): boolean => !scope.organisationId && !scope.unitCodes;

/** The place, room or bus that a worker belongs to today. `worker` is the SQL of its number. */
export const assignedPlace = (alias: string, kind: 'place' | 'room' | 'bus', worker: string): string => `
  left join lateral (select p.code, p.name from assignment a join place p on p.no = a.place_no
    where a.worker_no = ${worker} and a.kind = '${kind}' and a.valid_from <= current_date
      and (a.valid_to is null or a.valid_to > current_date)
    order by a.valid_from desc, a.id desc limit 1) ${alias} on true`;

/** A sealed column of the worker `w`. */
export const ofWorker = (name: string, field: SealedField): ListColumn => [
  ...([name, `w.${field.slice('worker.'.length)}`, [field, 'w.id::text']] as const),
];
