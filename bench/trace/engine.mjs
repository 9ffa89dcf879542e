// Ours: the warm index of libs/contact-graph.
import { performance } from 'node:perf_hooks';
import {
  PlaceTree,
  rankByCode,
  StayDayBuilder,
  stayIndexOf,
  traceForward,
} from '../../dist/libs/contact-graph/src/index.js';
import { workerCode } from './load.mjs';
import { PRESET } from './preset.mjs';
import { DAY } from './province.mjs';

/** The days of the province, each built by itself, and the index over them. */
export function buildIndex({ places, workers, days, from: first }, { person, place, from, to, evidence, count }) {
  const begins = Array.from({ length: days }, (_, day) => first + day * DAY);
  const builders = begins.map((begin) => new StayDayBuilder(begin, begin + DAY));
  for (let i = 0; i < count; i++)
    builders[Math.floor((from[i] - first) / DAY)].addStay(person[i], place[i], from[i], to[i], evidence[i]);
  const built = builders.map((builder) => builder.build());
  return stayIndexOf(built, { tree: new PlaceTree(places, PRESET.classes), personCount: workers });
}

export class Engine {
  name = 'libs/contact-graph';

  constructor(index, { workers, asOf }) {
    this.rank = rankByCode(Array.from({ length: workers }, (_, worker) => workerCode(worker)));
    Object.assign(this, { index, asOf, workers });
  }

  /** Traces an index case `{ person, from, to }`; gives the milliseconds to the end of each level. */
  trace(oneCase, maxLevel) {
    const began = performance.now();
    const times = [];
    const run = this.run(oneCase, maxLevel);
    let step = run.next();
    for (; !step.done; step = run.next()) if (step.value.type === 'level') times.push(performance.now() - began);
    this.outcome = step.value;
    return times;
  }

  /** The same with every level's ranked list made: milliseconds to the end of each, and its explaining edges. */
  list(oneCase, maxLevel) {
    const began = performance.now();
    const levels = [];
    for (const event of this.run(oneCase, maxLevel)) {
      if (event.type !== 'level') continue;
      let edges = 0;
      for (const { sourceCount } of event.contacts()) edges += sourceCount;
      levels.push({ ms: performance.now() - began, edges: edges + (levels.at(-1)?.edges ?? 0) });
    }
    return levels;
  }

  /** `{ person, level, t }` of everybody reached by the last `trace`; index cases have level 0. */
  reached() {
    const { outcome } = this;
    const rows = [];
    for (let person = 0; person < this.workers; person++) {
      const level = outcome.levelOf(person);
      if (level !== undefined) rows.push({ person, level, t: outcome.earliestAt(person) });
    }
    return rows;
  }

  run(oneCase, maxLevel) {
    const { index, rank, asOf } = this;
    return traceForward({ index, preset: PRESET, cases: [oneCase], asOf, maxLevel, rank });
  }
}
