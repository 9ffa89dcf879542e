import { ContactGraphError } from '../errors.js';
import { NEVER, toColumnTime } from '../time.js';

/** A recorded isolation; `to` null: not ended. Epoch seconds. */
export interface Isolation {
  readonly person: number;
  readonly from: number;
  readonly to: number | null;
}

/** Isolations by person, merged, ascending: pairs of column times [from, to, from, to, …]. */
export class IsolationTable {
  /** By person: 1 where there is any. */
  readonly isolated: Uint8Array;
  private readonly cuts = new Map<number, number[]>();

  /** Throws `unknown_person`, `invalid_instant` or `end_not_after_start` with the position of the row. */
  constructor(isolations: Iterable<Isolation>, personCount: number) {
    const raw = new Map<number, [number, number][]>();
    let row = 0;
    for (const { person, from, to } of isolations) {
      if (person >>> 0 !== person || person >= personCount)
        throw new ContactGraphError('unknown_person', { row, person });
      const cut: [number, number] = [toColumnTime(from), to === null ? NEVER : toColumnTime(to)];
      if (cut[1] <= cut[0]) throw new ContactGraphError('end_not_after_start', { row });
      const cuts = raw.get(person);
      if (cuts) cuts.push(cut);
      else raw.set(person, [cut]);
      row++;
    }
    this.isolated = new Uint8Array(personCount);
    for (const [person, cuts] of raw) {
      this.cuts.set(person, merged(cuts));
      this.isolated[person] = 1;
    }
  }

  /** The isolations of a person; undefined for nearly everybody. */
  of(person: number): readonly number[] | undefined {
    return this.cuts.get(person);
  }
}

function merged(cuts: [number, number][]): number[] {
  cuts.sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [from, to] of cuts) {
    const last = out.length - 1;
    if (last > 0 && from <= out[last]!) out[last] = Math.max(out[last]!, to);
    else out.push(from, to);
  }
  return out;
}

/** Calls `emit` for each piece of [from, to) that is outside the given isolations. */
export function cutOut(from: number, to: number, cuts: readonly number[], emit: (from: number, to: number) => void) {
  for (let i = 0; i < cuts.length && from < to; i += 2) {
    if (cuts[i + 1]! <= from) continue;
    if (cuts[i]! >= to) break;
    if (cuts[i]! > from) emit(from, cuts[i]!);
    from = Math.max(from, cuts[i + 1]!);
  }
  if (from < to) emit(from, to);
}
