import { Injectable } from '@nestjs/common';
import { dayNetwork, type DayNetwork, presentIn } from '@app/contact-graph';
import { datesBetween, startOfDate, startOfNextDate } from '@app/contracts';
import { withEngine, type World, WorldReader } from '@app/presence';
import type { ClaimedWork } from '@app/queue';
import { setImmediate as turn } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { NetworkStore } from './network-store.js';
import { findNetwork, type NetworkRow } from './networks.queries.js';

/** Share of a day's progress that reading takes. */
const READING = 0.5;

/**
 * Runs one network, day by day. Who counts is everybody who stayed at the site that day; among them contacts at shared
 * places (buses, dormitories) and anywhere else count as well, for that is what connects groups that work apart.
 */
@Injectable()
export class NetworkRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: WorldReader,
    private readonly store: NetworkStore,
  ) {}

  /** @throws DomainError for what the engine refuses (a place that contains itself, say) */
  async run(work: ClaimedWork): Promise<void> {
    const network = (await findNetwork(this.dataSource.manager, work.id))!;
    const days = datesBetween(startOfDate(network.from_day), startOfNextDate(network.to_day));
    for (const [i, day] of days.entries()) {
      const onProgress = (share: number): void => {
        work.signal.throwIfAborted();
        work.progress((i + share) / days.length);
      };
      await withEngine(() => this.runDay(work, network, day, onProgress));
    }
  }

  private async runDay(
    work: ClaimedWork,
    network: NetworkRow,
    day: string,
    onProgress: (share: number) => void,
  ): Promise<void> {
    const [from, to] = [startOfDate(day), startOfNextDate(day)];
    const { preset } = network;
    const world = await this.reader.open({ preset, from, to, onProgress: (share) => onProgress(READING * share) });
    try {
      const figures = await figuresOf(world, network, (share) => onProgress(READING + (1 - READING) * share));
      await this.store.publish(work, network, day, figures, world.basis.places.ids);
    } finally {
      await world.close();
    }
  }
}

/** Lets the engine work and gives the event loop its turns. */
async function figuresOf(
  world: World,
  { site_id, preset }: NetworkRow,
  onProgress: (share: number) => void,
): Promise<DayNetwork> {
  const { from, to, places } = world.basis;
  const index = await world.whole();
  const site = places.ids.indexOf(site_id);
  const persons = site < 0 ? [] : presentIn(index, { from, to }, site);
  const run = dayNetwork(index, { from, to, preset, persons, standsFor: firstOfEach(places.ids) });
  for (let step = run.next(); ; step = run.next()) {
    if (step.done) return step.value;
    onProgress(step.value.done / step.value.total);
    await turn();
  }
}

/** A place that was moved is several places to the engine: by each, the first of its id. */
function firstOfEach(ids: readonly string[]): Int32Array {
  const first = new Map<string, number>();
  ids.forEach((id, place) => {
    if (!first.has(id)) first.set(id, place);
  });
  return Int32Array.from(ids, (id) => first.get(id)!);
}
