import type { GraphNode } from '@app/contracts';
import { isShown, placesIn, type Shown } from './graph-filter';

const person = (given: Partial<GraphNode>): GraphNode => ({
  ...{ id: 'p', level: 1, code: 'A1', score: 0.5, organisationId: 'o', place: { id: 'line', name: 'Chuyền 1' } },
  ...given,
});
const all: Shown = { levels: [0, 1, 2], minScore: 0, organisationId: null, placeId: null };

it('leaves out by level, score, organisation and place, and each filter by itself', () => {
  expect(isShown(person({}), all)).toBe(true);
  expect(isShown(person({ level: 3 }), all)).toBe(false);
  expect(isShown(person({}), { ...all, minScore: 0.6 })).toBe(false);
  expect([
    isShown(person({}), { ...all, organisationId: 'o' }),
    isShown(person({}), { ...all, organisationId: 'x' }),
  ]).toEqual([true, false]);
  expect([isShown(person({}), { ...all, placeId: 'line' }), isShown(person({}), { ...all, placeId: 'bus' })]).toEqual([
    true,
    false,
  ]);
  expect(isShown(person({ place: null }), { ...all, placeId: 'line' })).toBe(false);
});

it('keeps the cases that the rest is around, unless their level is left out', () => {
  const index = person({ level: 0, score: 0, place: null });
  expect(isShown(index, { ...all, minScore: 1, organisationId: 'x', placeId: 'bus' })).toBe(true);
  expect(isShown(index, { ...all, levels: [1] })).toBe(false);
});

it('names places once, those of most people first, of one organisation if asked', () => {
  const bus = { id: 'bus', name: 'Xe 7' };
  const nodes = [
    person({}),
    person({ place: bus }),
    person({ place: bus, organisationId: 'x' }),
    person({ place: null }),
  ];
  expect(placesIn(nodes, null)).toEqual([bus, { id: 'line', name: 'Chuyền 1' }]);
  expect(placesIn(nodes, 'x')).toEqual([bus]);
});
