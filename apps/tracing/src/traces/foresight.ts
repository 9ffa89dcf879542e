import { reachForwardFed, type TraceQuestion } from '@app/contact-graph';
import type { World } from '@app/presence';
import type { ClaimedWork } from '@app/queue';
import { driven } from './run.js';

/**
 * How many people a trace will list, found before the first is listed: by that its progress is honest, for most of its time
 * goes into writing, and nearly all of that into its last level. Out of days in memory this takes a tenth of what the sums
 * of the lists take; undefined where the database would have to be read twice for it.
 */
export async function peopleToList(
  question: TraceQuestion,
  world: World,
  work: ClaimedWork,
): Promise<number | undefined> {
  if (world.strategy !== 'memory') return undefined;
  const events = driven(reachForwardFed(question), world, work);
  let step = await events.next();
  while (!step.done) step = await events.next();
  return step.value.counts.slice(1).reduce((sum, count) => sum + count, 0);
}

/** Share of a trace that is done: people listed of those to list, or where that is not known hops of those to follow. */
export class TraceProgress {
  private listed = 0;

  constructor(
    private readonly maxLevel: number,
    private readonly toList: number | undefined,
    private readonly onShare: (share: number) => void,
  ) {}

  /** `share`: how much of the sources of a level has been followed. */
  followed(level: number, share: number): void {
    if (this.toList === undefined) this.onShare((level - 1 + share) / this.maxLevel);
  }

  /** Lets batches through, and counts them once the next is asked for. */
  async *counting<Batch extends readonly unknown[]>(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    for await (const batch of batches) {
      yield batch;
      this.listed += batch.length;
      if (this.toList !== undefined) this.onShare(this.listed / this.toList);
    }
  }
}
