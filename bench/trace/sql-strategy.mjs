// Ours where the index cannot hold the window: the same engine, fed by the product's own SQL source by source.
import { performance } from 'node:perf_hooks';
import { reachForwardFed } from '../../dist/libs/contact-graph/src/index.js';
import { reachedIn } from './engine.mjs';
import { PRESET } from './preset.mjs';
import { newReader, numbersIn } from './worlds.mjs';

export class SqlStrategy {
  name = 'SQL strategy';

  constructor(dataSource, province) {
    Object.assign(this, { reader: newReader(dataSource, 'sql'), province });
  }

  /** Who is reached from an index case `{ person, from, to }` and when; gives the milliseconds to the end of each level. */
  async trace({ person, from, to }, maxLevel) {
    const { asOf } = this.province;
    const began = performance.now();
    const times = [];
    const world = await this.reader.open({ preset: PRESET, from, to: asOf });
    try {
      const { people } = world.basis;
      const cases = [{ person: people.ofWorker(person + 1), from, to }];
      const run = reachForwardFed({ preset: PRESET, cases, asOf, maxLevel, rank: people.rank });
      let step = run.next();
      while (!step.done) {
        if (step.value.type === 'level') times.push(performance.now() - began);
        step = run.next(step.value.type === 'need' ? await world.feed(step.value) : undefined);
      }
      Object.assign(this, { outcome: step.value, basis: world.basis });
    } finally {
      await world.close();
    }
    return times;
  }

  reached() {
    return reachedIn(this.outcome, numbersIn(this.basis, this.province).personOf);
  }
}
