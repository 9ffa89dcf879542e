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
