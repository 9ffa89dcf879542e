import type { Condition } from './scope.js';

/**
 * The parameters of a statement that is put together of what was asked for. Conditions that nobody asked for are left out
 * rather than switched off (`$1 is null or …`): then a plan fits whatever the values are, and is made once.
 */
export class Parameters {
  readonly values: unknown[] = [];

  /** Takes a value in. @returns how the statement refers to it: `$1`, … */
  put(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** A condition whose parameters begin wherever this one's end. */
  condition(make: (first: number) => Condition): string {
    const { sql, parameters } = make(this.values.length + 1);
    this.values.push(...parameters);
    return sql;
  }
}

/** A limit to stand in a statement itself: where it were a parameter, a plan for all values would expect a tenth of the table. */
export function wholeLimit(rows: number): string {
  if (!Number.isSafeInteger(rows)) throw new RangeError('a limit is a whole number');
  return String(rows);
}
