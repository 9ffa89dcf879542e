import { PlaceNumbers, type PlaceRow } from './place-numbers.js';

const row = (no: number, kind: string, parent_no: number | null, site_id: string | null = 's'): PlaceRow => ({
  ...{ no, kind, parent_no, site_id, id: `p${no}` },
});
const ancestors = (numbers: PlaceNumbers, place: number): string[] => {
  const parent = numbers.tree.parent[place]!;
  return parent < 0 ? [] : [numbers.ids[parent]!, ...ancestors(numbers, parent)];
};

it('hangs a place without a parent under its site, and a shared one under nothing', () => {
  const numbers = new PlaceNumbers([row(1, 'workshop', null), row(2, 'line', 1), row(3, 'bus', null, null)]);
  expect(ancestors(numbers, numbers.at(2, 0))).toEqual(['p1', 's']);
  expect(ancestors(numbers, numbers.at(3, 0))).toEqual([]);
});

it('keeps a stay under the parents that the place had when it began', () => {
  const rows = [row(1, 'workshop', null), row(2, 'workshop', null), row(3, 'line', 2), row(4, 'workstation', 3)];
  const numbers = new PlaceNumbers(rows, new Map([[3, [{ place_no: 3, from_parent_no: 1, at: 1000 }]]]));
  expect(ancestors(numbers, numbers.at(4, 999))).toEqual(['p3', 'p1', 's']);
  expect(ancestors(numbers, numbers.at(4, 1000))).toEqual(['p3', 'p2', 's']);
  expect(ancestors(numbers, numbers.at(3, 5))).toEqual(['p1', 's']);
});

it('knows no place that is not there', () => {
  expect(new PlaceNumbers([row(1, 'bus', null, null)]).at(7, 0)).toBe(-1);
});

it('keeps apart what stood in what before and after two places changed roles', () => {
  // 1 stood in 2 until 1000; from 2000 on 2 stands in 1
  const rows = [row(1, 'workshop', null), row(2, 'workshop', 1), row(3, 'line', 2)];
  const moves = new Map([
    [1, [{ place_no: 1, from_parent_no: 2, at: 1000 }]],
    [2, [{ place_no: 2, from_parent_no: null, at: 2000 }]],
  ]);
  const numbers = new PlaceNumbers(rows, moves);
  expect(ancestors(numbers, numbers.at(1, 999))).toEqual(['p2', 's']);
  expect(ancestors(numbers, numbers.at(3, 1500))).toEqual(['p2', 's']);
  expect(ancestors(numbers, numbers.at(1, 2000))).toEqual(['s']);
  expect(ancestors(numbers, numbers.at(3, 2000))).toEqual(['p2', 'p1', 's']);
});

it('refuses a place that stands in itself, by name', () => {
  const circle = [row(1, 'workshop', 3), row(2, 'line', 1), row(3, 'line', 2), row(4, 'line', 2)];
  expect(() => new PlaceNumbers(circle)).toThrow('The place p1 stands in itself.');
  expect(() => new PlaceNumbers([row(1, 'line', 1)])).toThrow('The place p1 stands in itself.');
});

it('keeps the numbers of an earlier state, and says from when on one no longer holds', () => {
  const before = new PlaceNumbers([row(1, 'workshop', null), row(2, 'workshop', null), row(3, 'line', 1)]);
  const rows = [row(1, 'workshop', null), row(2, 'workshop', null), row(3, 'line', 2), row(4, 'line', 2)];
  const after = new PlaceNumbers(rows, new Map([[3, [{ place_no: 3, from_parent_no: 1, at: 1000 }]]]), before);
  expect([after.at(3, 999), after.changedSince(before)]).toEqual([before.at(3, 0), 1000]);
  expect(after.changedSince(after)).toBe(Infinity);
  expect(new PlaceNumbers(rows.slice(1), new Map(), after).changedSince(after)).toBe(-Infinity);
});
