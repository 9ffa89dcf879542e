import { random } from './random.js';

/** Where each record sits, and of which group each vehicle or room is. */
export interface Seats {
  /** Per record the number of its bus or room, −1 for none. */
  of: Int32Array;
  /** Per bus or room its group. */
  groups: number[];
}

/**
 * Fills buses or rooms of `capacity`. Records of one organisation and group come in small parties of `party`, as
 * neighbours and colleagues do; the parties of a group are shuffled, so that one bus or room mixes organisations.
 * `groupOf` says who may share: −1 for those who have no seat. `bounds` are the organisations' first records.
 */
export function allocate(
  seed: number,
  bounds: readonly number[],
  groupOf: (record: number) => number,
  { party, capacity }: { party: number; capacity: number },
): Seats {
  const total = bounds[bounds.length - 1] ?? 0;
  const of = new Int32Array(total).fill(-1);
  const groups: number[] = [];
  parties(bounds, groupOf, party).forEach((list, group) => {
    shuffle(list, random(seed + group));
    list.flat().forEach((record, position) => {
      if (position % capacity === 0) groups.push(group);
      of[record] = groups.length - 1;
    });
  });
  return { of, groups };
}

function parties(bounds: readonly number[], groupOf: (record: number) => number, size: number): number[][][] {
  const all: number[][][] = [];
  for (let at = 0; at + 1 < bounds.length; at++) {
    const open = new Map<number, number[]>();
    for (let record = bounds[at] ?? 0; record < (bounds[at + 1] ?? 0); record++) {
      const group = groupOf(record);
      if (group < 0) continue;
      let members = open.get(group);
      if (!members || members.length === size) {
        members = [];
        open.set(group, members);
        (all[group] ??= []).push(members);
      }
      members.push(record);
    }
  }
  return all;
}

/** Fisher–Yates, in place. */
export function shuffle(items: unknown[], next: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [items[at], items[other]] = [items[other], items[at]];
  }
}
