// The product's own part of the run. What it gets besides (its SQL strategy, the warm cache) is measured here.
import { isoOf } from '../../dist/libs/contracts/src/index.js';
import { workerId } from './load.mjs';
import { PRESET_BODY } from './preset.mjs';
import { Officer } from './officer.mjs';
import { Product } from './product.mjs';
import { emitComparison, median, say } from './report.mjs';

const LEVELS = [2, 3];
/** How the product may be told to work: a way of its own is a line here. */
const WAYS = [{ way: 'as it comes', settings: {} }];
/** What the goal allows on top of twice the engine's time. */
const GRACE_MS = 300;

/**
 * From `POST /traces` to `done`, for the first `count` cases and each way, beside the engine's time for the same case
 * with the list made. `engine` is what `compare` gave. @throws Error when the product counts other people than the engine
 */
export async function requests({ database, province, cases, engine, count, facts }) {
  for (const { way, settings } of WAYS) {
    const product = await Product.start(database.url, settings);
    try {
      const runs = await askFor(cases.slice(0, count), await Officer.invite(product), isoOf(province.asOf), engine);
      for (const level of LEVELS) {
        const ofLevel = runs.filter(({ maxLevel }) => maxLevel === level);
        report(`POST /traces to done, F${level}`, ofLevel, { ...facts, way });
      }
    } finally {
      await product.stop();
    }
  }
}

async function askFor(cases, officer, asOf, engine) {
  const runs = [];
  for (const [at, { person, sampledOn }] of cases.entries()) {
    const caseId = await officer.enter(workerId(person), sampledOn);
    for (const maxLevel of LEVELS) {
      const { trace, ms } = await officer.trace({ caseIds: [caseId], preset: PRESET_BODY, maxLevel, asOf });
      assertCounts(at, trace.counts, engine.counts[at]);
      runs.push({ maxLevel, ms, engineMs: engine.lists[at][maxLevel - 1].ms, timings: trace.timings });
      say(`request for case ${at} to F${maxLevel}: ${Math.round(ms)} ms ${JSON.stringify(trace.timings)}`);
    }
  }
  return runs;
}

function report(name, runs, facts) {
  const of = (field) => runs.map((run) => run[field]);
  const timings = Object.fromEntries(
    Object.keys(runs[0].timings).map((name) => [name, median(runs.map((run) => run.timings[name]))]),
  );
  const allowed = median(of('engineMs')) * 2 + GRACE_MS;
  const line = { case: name, ...facts, first_ms: runs[0].ms, timings, allowed_ms: allowed };
  emitComparison({ ...line, peer: 'libs/contact-graph, list made' }, of('ms'), of('engineMs'));
}

function assertCounts(at, counts, expected) {
  for (const [level, people] of Object.entries(counts))
    if (people !== expected[level])
      throw new Error(`Case ${at}: the product lists ${people} people at F${level}, the engine ${expected[level]}.`);
}
