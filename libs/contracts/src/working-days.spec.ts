import { workingDaysAfter } from './working-days.js';

it.each([
  ['two days on', '2026-03-02', 2, '2026-03-04'],
  ['a weekend between', '2026-03-06', 2, '2026-03-10'],
  ['asked on a Sunday', '2026-03-08', 2, '2026-03-10'],
  ['all of Tết', '2026-02-13', 2, '2026-02-24'],
  ['Hùng Kings’ day, in lieu, then a working day before two holidays', '2026-04-24', 2, '2026-04-29'],
  ['Reunification and Labour Day', '2026-04-29', 1, '2026-05-04'],
  ['a year without its list yet', '2031-12-31', 1, '2032-01-02'],
])('working days: %s', (_, from, days, to) => {
  expect(workingDaysAfter(from, days)).toBe(to);
});
