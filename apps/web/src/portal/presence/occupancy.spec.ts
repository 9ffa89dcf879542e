import type { PlaceAnswer } from '@app/contracts';
import { loadsOf, type Occupancy } from './occupancy';

const place = (placeId: string, inside: number) => ({
  placeId,
  code: placeId,
  name: placeId,
  kind: 'line' as const,
  inside,
});
const at = (...places: Occupancy['places']): Occupancy => ({ siteId: 's', at: '', inside: 0, places });
const holds = (id: string, capacity: number | null) => ({ id, capacity }) as PlaceAnswer;

it('shows who is over capacity first, then the fullest, and counts the empty', () => {
  const { loads, empty } = loadsOf(at(place('a', 40), place('b', 9), place('c', 0), place('d', 50)), [holds('b', 8)]);
  expect(loads.map(({ name, isOver }) => [name, isOver])).toEqual([
    ...[
      ['b', true],
      ['d', false],
      ['a', false],
    ],
  ]);
  expect(empty).toBe(1);
});

it('measures a place by its capacity, and by the fullest where it has none', () => {
  const { loads } = loadsOf(at(place('a', 25), place('d', 50)), [holds('a', 100)]);
  expect(loads.map(({ share }) => share)).toEqual([1, 0.25]);
});
