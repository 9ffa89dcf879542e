import { readDate, readMoment, showDate, showMoment, showStretch } from './dates';

const NOW = Date.parse('2026-11-29T04:00:00Z');

it.each([
  ['27/11/2026', '2026-11-27'],
  ['27/11/26', '2026-11-27'],
  ['27.11', '2026-11-27'],
  ['7-1', '2026-01-07'],
  ['27112026', '2026-11-27'],
])('reads %s as day, month and year', (typed, date) => expect(readDate(typed, NOW)).toBe(date));

it('takes a day without a year for the latest one that has been', () => {
  expect(readDate('29/11', NOW)).toBe('2026-11-29');
  expect(readDate('30/11', NOW)).toBe('2025-11-30');
});

it('takes a day to come without a year for the next one', () => {
  expect(readDate('29/11', NOW, true)).toBe('2026-11-29');
  expect(readDate('5/1', NOW, true)).toBe('2027-01-05');
});

it.each(['31/2/2026', '13/13', 'mai', '', '2026'])('does not take %p for a date', (typed) =>
  expect(readDate(typed, NOW)).toBeUndefined(),
);

it('reads a time alone as one of today, in the zone of the deployment', () => {
  expect(readMoment('14:30', NOW)).toBe('2026-11-29T07:30:00.000Z');
  expect(readMoment('27/11 6h05', NOW)).toBe('2026-11-26T23:05:00.000Z');
  expect(readMoment('27/11', NOW)).toBeUndefined();
  expect(readMoment('27/11 25:00', NOW)).toBeUndefined();
});

it('shows days before months, and a stretch with its day once', () => {
  expect(showDate('2026-11-27')).toBe('27/11/2026');
  expect(showMoment('2025-05-11T23:02:00Z')).toBe('12/05/2025 06:02');
  expect(showStretch('2025-05-11T23:02:00Z', '2025-05-12T06:58:00Z')).toBe('12/05/2025 06:02–13:58');
  expect(showStretch('2025-05-12T15:00:00Z', '2025-05-12T23:00:00Z')).toBe('12/05/2025 22:00 – 13/05/2025 06:00');
});
