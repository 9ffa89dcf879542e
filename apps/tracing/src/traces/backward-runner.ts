import { Injectable } from '@nestjs/common';
import { type CommonPlace, type IndexCase, type TimeChanges, traceBackwardFed } from '@app/contact-graph';
import type { People, World } from '@app/presence';
import { inBatches } from './level-batches.js';
import { driven, type Run } from './run.js';
import { type StoredPlace, TraceStore } from './trace-store.js';

/** A backward trace follows nobody further: it sets no times that a later hop could lower. */
const NO_TIMES: TimeChanges = { persons: new Int32Array(), times: new Float64Array() };

/** Runs what is special about a backward trace: one level of whom the cases met, and the places where cases crossed. */
@Injectable()
export class BackwardRunner {
  constructor(private readonly store: TraceStore) {}

  /** Lets the engine go case by case, then publishes the places and the level. `onShare`: share of the cases done. */
  async level(
    run: Run,
    world: World,
    cases: readonly IndexCase[],
    onShare: (share: number) => void,
  ): Promise<{ earlier: TimeChanges }> {
    const { work, preset, asOf, known } = run;
    const { people, places } = world.basis;
    const { ids, listedAs } = listing(places.ids);
    const engine = traceBackwardFed({ preset, cases, asOf, known, rank: people.rank, listedAs });
    const events = driven(engine, world, work);
    let step = await events.next();
    for (; !step.done; step = await events.next()) onShare(step.value.done / step.value.total);
    const outcome = step.value;
    await this.store.publishPlaces(work, storedPlaces(outcome.places, ids, run, people));
    const batches = inBatches(outcome.contacts(), known);
    await this.store.publish(work, { level: 1, changes: NO_TIMES, batches }, world.basis.people);
    return { earlier: NO_TIMES };
  }
}

/**
 * Numbers places as they are listed, in the order of their ids: a place that was moved has several numbers and is listed
 * once, and equals keep their order from one process to the next.
 */
function listing(places: readonly string[]): { ids: string[]; listedAs: Int32Array } {
  const ids = [...new Set(places)].sort();
  const position = new Map(ids.map((id, i) => [id, i]));
  return { ids, listedAs: Int32Array.from(places, (id) => position.get(id)!) };
}

function storedPlaces(
  places: readonly CommonPlace[],
  ids: readonly string[],
  { cases }: Run,
  people: People,
): StoredPlace[] {
  const caseIds = new Map<number, string[]>();
  for (const { id, worker_no } of cases) {
    const person = people.ofWorker(worker_no);
    caseIds.set(person, [...(caseIds.get(person) ?? []), id]);
  }
  return places.map(({ place, persons, ...figures }) => ({
    ...figures,
    placeId: ids[place]!,
    caseIds: persons.flatMap((person) => caseIds.get(person)!).sort(),
  }));
}
