import type { CompletenessAnswer } from '@app/contracts';
import { completenessOf } from './completeness';

const NOW = Date.parse('2026-11-29T04:00:00Z');
const NOTHING: CompletenessAnswer = {
  ...{ organisationId: 'a', at: '2026-11-29T04:00:00Z', sites: 0, places: 0, gates: 0, rooms: 0, devices: 0 },
  workers: { active: 0, withPhone: 0, withPlace: 0, withShift: 0, withRoom: 0 },
  ...{ rosteredUntil: null, lastImportAt: null, lastCheckInAt: null },
};
const ALL: CompletenessAnswer = {
  ...{ ...NOTHING, sites: 1, places: 9, gates: 1, rooms: 4, devices: 1 },
  workers: { active: 200, withPhone: 200, withPlace: 200, withShift: 200, withRoom: 20 },
  ...{ lastImportAt: '2026-11-20T04:00:00Z', lastCheckInAt: '2026-11-28T23:00:00Z' },
};
const of = (told: Partial<CompletenessAnswer>) => completenessOf({ ...ALL, ...told }, NOW);
const workers = (told: Partial<CompletenessAnswer['workers']>) => of({ workers: { ...ALL.workers, ...told } });

it('is nothing for who has told nothing, and a hundred for who has told all', () => {
  expect(completenessOf(NOTHING, NOW).score).toBe(0);
  expect(of({})).toMatchObject({ score: 100, next: undefined });
});

it('sends first to what everything else rests on: a site, its places, the people', () => {
  expect(completenessOf(NOTHING, NOW).next?.name).toBe('sites');
  expect(completenessOf({ ...NOTHING, sites: 1 }, NOW).next?.name).toBe('places');
  expect(completenessOf({ ...NOTHING, sites: 1, places: 1 }, NOW).next?.name).toBe('workers');
});

it('sends then to what brings most, and says of how many something is missing', () => {
  expect(workers({ withPhone: 0, withPlace: 150 }).next).toMatchObject({ name: 'phones', missing: 200 });
  expect(workers({ withPhone: 190, withPlace: 150 }).next).toMatchObject({ name: 'workPlaces', missing: 50 });
  expect(workers({ withPhone: 199 }).score).toBe(99);
});

it('takes a roster that reaches today for the shifts of all, and an old one for none', () => {
  const shifts = { ...ALL.workers, withShift: 0 };
  expect(of({ workers: shifts, rosteredUntil: '2026-11-29' }).score).toBe(100);
  expect(of({ workers: shifts, rosteredUntil: '2026-11-28' }).next?.name).toBe('shifts');
});

it('asks for rooms only where there are some, and for a new list after a month', () => {
  expect(of({ rooms: 0, workers: { ...ALL.workers, withRoom: 0 } }).score).toBe(100);
  expect(workers({ withRoom: 0 }).next?.name).toBe('rooms');
  expect(of({ lastImportAt: '2026-10-20T04:00:00Z' }).next?.name).toBe('fresh');
  expect(of({ lastCheckInAt: '2026-11-25T16:00:00Z' }).next?.name).toBe('checkIns');
});
