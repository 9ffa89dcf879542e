import { TraceProgress } from './foresight.js';

async function* batches(...sizes: number[]): AsyncGenerator<number[]> {
  for (const size of sizes) yield await Promise.resolve(new Array<number>(size).fill(0));
}

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) void row;
}

describe('the progress of a trace', () => {
  it('is the share of people listed where it is known how many there are', async () => {
    const shares: number[] = [];
    const progress = new TraceProgress(2, 40, (share) => shares.push(share));
    progress.followed(1, 1);
    await drain(progress.counting(batches(4)));
    progress.followed(2, 0.5);
    await drain(progress.counting(batches(16, 20)));
    expect(shares).toEqual([0.1, 0.5, 1]);
  });

  it('is the share of sources followed where that is not known', async () => {
    const shares: number[] = [];
    const progress = new TraceProgress(2, undefined, (share) => shares.push(share));
    progress.followed(1, 1);
    await drain(progress.counting(batches(4)));
    progress.followed(2, 0.5);
    expect(shares).toEqual([0.5, 0.75]);
  });
});
