import { judge } from './receipt.js';

const expected = { exportId: 'e', part: 2, name: 'workers-e-2.csv', rows: 9, sha256: 'ab' };
const receipt = { exportId: 'e', part: 2, rows: 9, sha256: 'ab' };
const differenceOf = (body: unknown, status = 200) =>
  judge(expected, { status, body: typeof body === 'string' ? body : JSON.stringify(body) }).difference;

it('counts when export, part, rows and digest are those that were sent', () => {
  expect(differenceOf(receipt)).toBeNull();
  expect(differenceOf({ ...receipt, part: 'workers-e-2.csv', sha256: 'AB' })).toBeNull();
});

it.each([
  [{ ...receipt, rows: 8 }, 'rows: sent 9, received 8'],
  [{ ...receipt, rows: '9' }, 'rows: sent 9, received no number'],
  [{ ...receipt, sha256: 'ac' }, 'sha256 is another'],
  [{ ...receipt, exportId: 'f', part: 1 }, 'exportId is another; part is another'],
  [{}, 'exportId is another; part is another; rows: sent 9, received no number; sha256 is another'],
  ['received, thank you', 'the answer is not a receipt in JSON'],
  ['[]', 'the answer is not a receipt in JSON'],
])('%j does not count', (body, difference) => expect(differenceOf(body)).toBe(difference));

it('only 200 counts', () => expect(differenceOf(receipt, 202)).toBe('answered 202 instead of 200'));
