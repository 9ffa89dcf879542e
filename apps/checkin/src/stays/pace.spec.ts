import { setTimeout as delay } from 'node:timers/promises';
import { Pace } from './pace.js';

const { signal } = new AbortController();
const PIECE_MS = 30;

/** When each of some pieces of work began, in milliseconds after the first. */
async function beginnings(pace: Pace, pieces: number, given: AbortSignal = signal): Promise<number[]> {
  const began: number[] = [];
  const piece = async (): Promise<void> => {
    began.push(performance.now());
    await delay(PIECE_MS);
  };
  await Promise.all(Array.from({ length: pieces }, () => pace.beside(given, piece)));
  return began.map((at) => at - began[0]!);
}

it('while people check in there is one piece of work at a time, and a rest after each of four times as long', async () => {
  const pace = new Pace();
  pace.seen();
  const [, second] = await beginnings(pace, 2);
  expect(second).toBeGreaterThanOrEqual(5 * PIECE_MS - 5);
});

it('when nobody comes nothing waits', async () => {
  expect(Math.max(...(await beginnings(new Pace(), 5)))).toBeLessThan(PIECE_MS);
});

it('what failed is over, and others have their turn', async () => {
  const pace = new Pace();
  pace.seen();
  await expect(pace.beside(signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(pace.beside(signal, () => Promise.resolve('done'))).resolves.toBe('done');
});

it('work that is no longer wanted does not wait for its turn', async () => {
  const pace = new Pace();
  pace.seen();
  const stopping = new AbortController();
  const first = beginnings(pace, 1);
  stopping.abort(new Error('lost'));
  await expect(beginnings(pace, 1, stopping.signal)).rejects.toThrow('lost');
  await first;
});
