import { dayNumberOfDate, startOfDate } from '@app/contracts';
import { shiftHours } from '../rosters/shift-hours.js';
import { shiftEndOf } from './shifts.js';

const day = dayNumberOfDate('2026-05-12');
const midnight = startOfDate('2026-05-12');
const hours = (given: string, hour: number): number | undefined => {
  const shiftOn = (on: number) => (on === day ? given : undefined);
  const end = shiftEndOf(shiftOn, shiftHours([]))(midnight + hour * 3_600);
  return end === undefined ? undefined : (end - midnight) / 3_600;
};

describe('the end of a shift', () => {
  it('is known to who checks in during it, or up to two hours before', () => {
    expect([hours('A', 4), hours('A', 13.9), hours('HC', 8), hours('B', 14)]).toEqual([14, 14, 16.5, 22]);
    expect([hours('A', 3.9), hours('A', 14)]).toEqual([undefined, undefined]);
  });

  it('lies on the next day for who works at night', () => {
    expect([hours('C', 21), hours('C', 29.5)]).toEqual([30, 30]);
  });

  it('is not known on days without the shift, nor for a code nobody knows', () => {
    expect([hours('A', 30), hours('?', 8)]).toEqual([undefined, undefined]);
  });
});
