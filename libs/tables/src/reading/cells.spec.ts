import { CellFault, daysCell, endCell, instantCell, minuteCell, numberCell } from './cells.js';

const faultOf = (read: () => unknown): string => {
  try {
    return `read as ${JSON.stringify(read())}`;
  } catch (error) {
    return error instanceof CellFault ? error.reason : String(error);
  }
};

it('reads times of day past midnight', () => {
  expect(['', '06:00', '7h30', '22:00:00', '30:00', '48:00'].map(minuteCell)).toEqual([
    null,
    360,
    450,
    1320,
    1800,
    2880,
  ]);
  for (const text of ['6', '24:60', '48:01', '-1:00', 'ca 1']) expect(faultOf(() => minuteCell(text))).toBe('bad_time');
});

it('reads days of a week or a cycle', () => {
  expect(daysCell('6, 1-3;2', 7)).toEqual([1, 2, 3, 6]);
  for (const text of ['0', '8', '5-3', 'T2', '1,,x']) expect(faultOf(() => daysCell(text, 7))).toBe('bad_days');
});

it('reads numbers within bounds', () => {
  expect([numberCell('27,5', 0, 60, false), numberCell('3', 1, 9), numberCell('', 1, 9)]).toEqual([27.5, 3, null]);
  for (const text of ['2.5', '10', '1e3', 'x']) expect(faultOf(() => numberCell(text, 0, 9))).toBe('bad_number');
});

it('takes a date for its local midnight', () => {
  expect(instantCell('17/05/2021')).toBe(instantCell('2021-05-17T00:00:00+07:00'));
  expect(instantCell('2021-05-17')).toBe(instantCell('2021-05-16T17:00:00Z'));
  expect(endCell('17/05/2021')).toBe(instantCell('18/05/2021'));
  expect(faultOf(() => instantCell('17/5'))).toBe('bad_instant');
  expect(faultOf(() => instantCell('31/02/2021'))).toBe('bad_date');
});
