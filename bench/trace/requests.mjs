// The product's own part of the run. What it gets besides (its SQL strategy, the warm cache) is measured here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoOf } from '../../dist/libs/contracts/src/index.js';
import { throwAwayFolder } from './folder.mjs';
import { workerId } from './load.mjs';
import { PRESET_BODY } from './preset.mjs';
import { Officer } from './officer.mjs';
import { Product } from './product.mjs';
import { emitComparison, median, say } from './report.mjs';

const LEVELS = [2, 3];
/** How the product may be told to work: a way of its own is a line here. */
const WAYS = [
  { way: 'memory', settings: {} },
  { way: 'sql', settings: { TRACE_STRATEGY: 'sql' } },
];
/** What the goal allows on top of twice the engine's time. */
const GRACE_MS = 300;

/**
 * From `POST /traces` to `done`, for the first `count` cases and each way, beside the engine's time for the same case
 * with the list made. `traced` is what `compare` gave. @throws Error when the product counts other people than the engine
 */
export async function requests({ database, province, cases, traced, count, facts }) {
  const folder = throwAwayFolder();
  let account;
  for (const { way, settings } of WAYS) {
    const product = await Product.start(database.url, folder, settings);
    try {
      account ??= await Officer.invite(product.baseUrl, administratorIn(folder));
      const officer = new Officer(product.baseUrl, account);
      await askFor(cases.slice(0, count), officer, isoOf(province.asOf), { traced, facts: { ...facts, way } });
    } finally {
      await product.stop();
    }
  }
}

const administratorIn = (folder) => JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8')).accounts[0];

/** The very first request is told apart (`first_ms`): the product has just started. */
async function askFor(cases, officer, asOf, { traced, facts }) {
  const ask = async (at, maxLevel) => {
    const { person, sampledOn } = cases[at];
    const caseId = await officer.enter(workerId(person), sampledOn);
    const { trace, ms } = await officer.trace({ caseIds: [caseId], preset: PRESET_BODY, maxLevel, asOf });
    assertCounts(at, trace.counts, traced.counts[at]);
    say(`request for case ${at} to F${maxLevel}: ${Math.round(ms)} ms ${JSON.stringify(trace.timings)}`);
    return { ms, timings: trace.timings, engineMs: traced.lists[at][maxLevel - 1].ms };
  };
  const { ms: first } = await ask(0, LEVELS[0]);
  const runs = new Map(LEVELS.map((level) => [level, []]));
  for (const at of cases.keys()) for (const level of LEVELS) runs.get(level).push(await ask(at, level));
  for (const level of LEVELS) report(`POST /traces to done, F${level}`, runs.get(level), { ...facts, first_ms: first });
}

function report(name, runs, facts) {
  const of = (field) => runs.map((run) => run[field]);
  const timings = Object.fromEntries(
    Object.keys(runs[0].timings).map((part) => [part, median(of('timings').map((row) => row[part]))]),
  );
  const allowed = median(of('engineMs')) * 2 + GRACE_MS;
  const line = { case: name, ...facts, timings, allowed_ms: allowed, peer: 'warm index, list made' };
  emitComparison(line, of('ms'), of('engineMs'));
}

function assertCounts(at, counts, expected) {
  for (const [level, people] of Object.entries(counts))
    if (people !== expected[level])
      throw new Error(`Case ${at}: the product lists ${people} people at F${level}, the engine ${expected[level]}.`);
}
