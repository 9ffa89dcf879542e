import { WedgeReader } from './wedge';

/** What comes out of keys pressed at a pace, in milliseconds. */
const read = (keys: readonly string[], pace: number, reader = new WedgeReader()): string[] =>
  keys.flatMap((key, index) => reader.press(key, 1_000 + index * pace) ?? []);
const CODE = 'x0_Abc-9fGh12345';

it.each(['Enter', 'Tab'])('reads what a scanner types, up to %s', (end) => {
  expect(read([...CODE, end], 5)).toEqual([CODE]);
});

it('leaves out keys that write nothing, and tells two scans apart', () => {
  expect(read(['Shift', ...CODE, 'Enter', ...CODE, 'CapsLock', 'Enter'], 10)).toEqual([CODE, CODE]);
});

it('takes nobody for a scanner who types by hand, and no stray key either', () => {
  expect(read([...CODE, 'Enter'], 200)).toEqual([]);
  expect(read([...'1234567', 'Enter'], 5)).toEqual([]);
});

it('starts afresh after a pause: what was pressed by accident before belongs to no code', () => {
  const reader = new WedgeReader();
  reader.press('q', 0);
  expect(read([...CODE, 'Enter'], 5, reader)).toEqual([CODE]);
});

it('knows when it is in the midst of a code', () => {
  const reader = new WedgeReader();
  const reading = [...'abcd'].map((key, at) => [reader.press(key, at * 5), reader.isReading][1]);
  expect(reading).toEqual([false, false, true, true]);
});
