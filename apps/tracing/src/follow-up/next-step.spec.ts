import { stepped, type Steps } from './next-step.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 29, hour));
const told = stepped(undefined, 'notified', at(1));
const apart = stepped(told, 'quarantined', at(3));

it('who is put apart at once was told then', () =>
  expect(stepped(undefined, 'quarantined', at(2))).toMatchObject({ notifiedAt: at(2), quarantinedAt: at(2) }));

it('the first time counts: telling somebody twice moves nothing', () =>
  expect(stepped(told, 'notified', at(5)).notifiedAt).toEqual(at(1)));

it.each<[Steps['state'], string | null]>([
  ['to_notify', '2026-11-29'],
  ['notified', '2026-11-29'],
  ['quarantined', '2026-12-13'],
  ['released', null],
  ['lost', null],
])('after %s the next step is due on %s', (state, day) => expect(stepped(told, state, at(4)).dueOn).toBe(day));

it('a day that the officer gives is that of the next step', () =>
  expect(stepped(told, 'quarantined', at(4), '2026-12-20').dueOn).toBe('2026-12-20'));

it('going back takes away what came later', () =>
  expect(stepped(apart, 'notified', at(6))).toMatchObject({ notifiedAt: at(1), quarantinedAt: null }));

it('who is not found any more keeps what was done', () =>
  expect(stepped(apart, 'lost', at(6))).toMatchObject({ notifiedAt: at(1), quarantinedAt: at(3) }));
