// Ours: the warm index of libs/contact-graph.
import { performance } from 'node:perf_hooks';
import {
  PlaceTree,
  rankByCode,
  reachForward,
  StayDayBuilder,
  stayIndexOf,
  traceForward,
} from '../../dist/libs/contact-graph/src/index.js';
import { workerCode } from './load.mjs';
import { PRESET } from './preset.mjs';
import { DAY } from './province.mjs';

/** The days of the province, each built by itself, and the index over them; persons are workers. */
export function buildIndex({ places, workers, days, from: first }, { person, place, from, to, evidence, count }) {
  const begins = Array.from({ length: days }, (_, day) => first + day * DAY);
  const builders = begins.map((begin) => new StayDayBuilder(begin, begin + DAY));
  for (let i = 0; i < count; i++)
    builders[Math.floor((from[i] - first) / DAY)].addStay(person[i], place[i], from[i], to[i], evidence[i]);
  const built = builders.map((builder) => builder.build());
  return stayIndexOf(built, { tree: new PlaceTree(places, PRESET.classes), personCount: workers });
}

/** How an index of `buildIndex` numbers people: as workers. */
export function numbersOf({ workers }) {
  const personOf = Int32Array.from({ length: workers }, (_, worker) => worker);
  return { personOf, rank: rankByCode(Array.from(personOf, (worker) => workerCode(worker))) };
}

/** `{ person, level, t }` of everybody reached, persons as worker numbers; index cases have level 0. */
export function reachedIn(outcome, personOf) {
  const rows = [];
  personOf.forEach((number, person) => {
    const level = outcome.levelOf(number);
    if (level !== undefined) rows.push({ person, level, t: outcome.earliestAt(number) });
  });
  return rows;
}

export class Engine {
  name = 'warm index';

  /** @param numbers `personOf` by worker and `rank` by person, as the index numbers people */
  constructor(index, asOf, numbers) {
    Object.assign(this, { index, asOf, numbers });
  }

  /** Who is reached from an index case `{ person, from, to }` and when; gives the milliseconds to the end of each level. */
  trace(oneCase, maxLevel) {
    const began = performance.now();
    const times = [];
    const run = reachForward(this.question(oneCase, maxLevel));
    let step = run.next();
    for (; !step.done; step = run.next()) if (step.value.type === 'level') times.push(performance.now() - began);
    this.outcome = step.value;
    return times;
  }

  /** A whole trace with every level's ranked list: milliseconds to the end of each, and the explaining edges so far. */
  list(oneCase, maxLevel) {
    const began = performance.now();
    const levels = [];
    this.contacts = [];
    for (const event of traceForward(this.question(oneCase, maxLevel))) {
      if (event.type !== 'level') continue;
      let edges = levels.at(-1)?.edges ?? 0;
      for (const contact of event.contacts()) {
        edges += contact.sourceCount;
        this.contacts.push(contact);
      }
      levels.push({ ms: performance.now() - began, edges });
    }
    return levels;
  }

  /** What `list` found last, as `SqlListPeer.listed` gives it; persons are workers here. */
  listed() {
    return this.contacts.map(({ person, level, nearSeconds, roomSeconds, sourceCount, dose }) => {
      return { person, level, near: nearSeconds, room: roomSeconds, sources: sourceCount, dose };
    });
  }

  reached() {
    return reachedIn(this.outcome, this.numbers.personOf);
  }

  question({ person, from, to }, maxLevel) {
    const { index, asOf, numbers } = this;
    const cases = [{ person: numbers.personOf[person], from, to }];
    return { index, preset: PRESET, cases, asOf, maxLevel, rank: numbers.rank };
  }
}
