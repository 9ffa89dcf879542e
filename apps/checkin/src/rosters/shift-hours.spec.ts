import { ALWAYS, dayNumberOfDate, EVERY_DAY, startOfDate } from '@app/contracts';
import { shiftHours, type Timed } from './shift-hours.js';

const pattern = (given: Partial<Timed> = {}): Timed => ({
  ...{ code: 'A', startMinute: 360, endMinute: 840, cycle: null, days: EVERY_DAY, validFrom: ALWAYS, validTo: null },
  ...given,
});
/** Hours of the start on each of some days, or undefined. */
const starts = (patterns: Timed[], dates: string[], code = 'A') =>
  dates.map((date) => {
    const hours = shiftHours(patterns)(code, dayNumberOfDate(date));
    return hours && (hours.start - startOfDate(date)) / 3_600;
  });

it('are the usual ones of an organisation that has none of its own, and only its own else', () => {
  expect(starts([], ['2026-05-12'], 'C')).toEqual([22]);
  expect(starts([pattern()], ['2026-05-12'], 'C')).toEqual([undefined]);
});

it('come on days of the week', () => {
  const saturdays = [pattern({ days: [6] })];
  expect(starts(saturdays, ['2026-05-15', '2026-05-16', '2026-05-17', '1969-12-27'])).toEqual([
    ...[undefined, 6, undefined, undefined],
  ]);
});

it('come round in a cycle from the first day', () => {
  const fourOnTwoOff = [pattern({ cycle: 6, days: [1, 2, 3, 4], validFrom: '2026-05-30' })];
  const dates = ['2026-05-29', '2026-05-30', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05'];
  expect(starts(fourOnTwoOff, dates)).toEqual([undefined, 6, 6, undefined, undefined, 6]);
});

it('are replaced from a day on, and end with their last', () => {
  const dated = [
    pattern({ startMinute: 420, validFrom: '2026-05-10', validTo: '2026-05-20' }),
    pattern({ validTo: '2026-05-25' }),
  ];
  const dates = ['2026-05-09', '2026-05-10', '2026-05-20', '2026-05-21', '2026-05-26'];
  expect(starts(dated, dates)).toEqual([6, 7, 7, 6, undefined]);
});
