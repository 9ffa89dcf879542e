import {
  type Contact,
  type Feed,
  type NeedEvent,
  type PlaceTree,
  StayIndexBuilder,
  traceForwardFed,
} from '@app/contact-graph';
import { runTrace } from './engine-answer.js';
import { type EngineWorld, rowsOf, type World } from './worlds.js';

type Row = ReturnType<typeof rowsOf>[number];

/** Answers needs a few sources at a time, with no more rows than a feed has to hold. */
export function feeder(world: World, engine: EngineWorld, served: (wanted: number) => number) {
  const rows = rowsOf(world, engine.codes);
  const person = new Map(engine.codes.map((code, i) => [code, i]));
  return (need: NeedEvent): Feed => {
    const count = Math.max(1, Math.min(need.persons.length, served(need.persons.length)));
    const builder = new StayIndexBuilder(engine.options);
    for (const row of neededRows(rows, need, count, engine.options.tree)) {
      builder.addStay(row.person, row.place, row.from, row.to, row.evidence);
    }
    const sources = new Set(need.persons.subarray(0, count));
    for (const { a, b, from, to } of world.proximity) {
      const pair = [person.get(a)!, person.get(b)!] as const;
      if (pair.some((one) => sources.has(one))) builder.addProximity(...pair, from, to);
    }
    return { index: builder.build(), count };
  };
}

/** Runs a trace that is fed piecemeal. */
export function fedTrace(world: World, served: (wanted: number) => number): typeof runTrace {
  return (engine) => {
    const feed = feeder(world, engine, served);
    const contacts: Contact[] = [];
    const run = traceForwardFed(engine);
    for (let step = run.next(); ;) {
      if (step.done) return { contacts, outcome: step.value };
      if (step.value.type === 'level') contacts.push(...step.value.contacts());
      step = run.next(step.value.type === 'need' ? feed(step.value) : undefined);
    }
  };
}

function neededRows(rows: readonly Row[], need: NeedEvent, count: number, tree: PlaceTree): Row[] {
  const { groupOf } = tree.cells;
  const touched = rows.filter((row) =>
    need.persons
      .subarray(0, count)
      .some((source, i) => row.person === source && row.from < need.to[i]! && row.to > need.from[i]!),
  );
  return rows.filter((row) =>
    touched.some(
      (own) =>
        own === row ||
        (groupOf[own.place]! >= 0 &&
          groupOf[own.place] === groupOf[row.place] &&
          row.from < own.to &&
          own.from < row.to),
    ),
  );
}
