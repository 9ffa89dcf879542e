// The interleaved run: for each case, in seeded order, everybody has a turn; who begins changes from case to case.
import { mix } from '../../dist/seeds/province/random.js';
import { assertAgree, assertSameList } from './agreement.mjs';
import { emitComparison, median, say } from './report.mjs';

/** Requests to the product are compared at this level whatever levels are asked for. */
const DEEPEST_REQUEST = 3;

/**
 * Traces every case with the engine and with each of `others`, checks that all reach the same people at the same levels
 * and times, and prints a line for each level and each pair `[ours, peer]` of them. Gives by case what the engine did:
 * `times`, milliseconds to the end of each level; `lists`, the same of a whole trace with its ranked lists, and the
 * explaining edges; `counts` by level from F0. @throws Error naming the first difference
 */
export async function compare({ engine, others, pairs, cases, warmUps, levels, seed, facts }) {
  const deepest = Math.max(...levels, DEEPEST_REQUEST);
  const turns = [engine, ...others];
  for (const one of warmUps) for (const each of turns) await each.trace(one, deepest);
  const times = new Map(turns.map((each) => [each, []]));
  const done = { times: times.get(engine), lists: [], counts: [] };
  const order = cases.map((_, i) => i).sort((a, b) => mix(seed, a, 41) - mix(seed, b, 41));
  for (const [turn, at] of order.entries()) {
    for (let i = 0; i < turns.length; i++) {
      // no garbage collection is forced in between: V8 would throw its compiled code away with it
      const each = turns[(turn + i) % turns.length];
      times.get(each)[at] = await each.trace(cases[at], deepest);
    }
    const found = engine.reached();
    for (const other of others) assertAgree(at, found, await other.reached(), other.name);
    done.counts[at] = countsOf(found, deepest);
    done.lists[at] = engine.list(cases[at], deepest);
    say(`case ${at}: ${turns.map((each) => `${each.name} ${Math.round(times.get(each)[at].at(-1))} ms`).join(', ')}`);
  }
  for (const [ours, peer] of pairs) for (const level of levels) report(level, ours, peer, times, { ...done, facts });
  return done;
}

/**
 * The same for the whole answer: everybody with seconds, sources and dose, in order. Engine and SQL take turns, and have to
 * agree on every figure.
 */
export async function compareLists({ engine, sql, cases, warmUps, levels, facts }) {
  const deepest = Math.min(Math.max(...levels), DEEPEST_REQUEST);
  for (const one of warmUps) await sql.trace(one, deepest);
  const [ours, theirs, edges] = [[], [], []];
  for (const [at, one] of cases.entries()) {
    const turns = [
      () => (ours[at] = engine.list(one, deepest)),
      async () => (theirs[at] = await sql.trace(one, deepest)),
    ];
    for (const turn of at % 2 === 0 ? turns : turns.reverse()) await turn();
    assertSameList(at, engine.listed(), await sql.listed(), sql.name);
    edges[at] = ours[at].map((level) => level.edges);
    say(
      `case ${at}: ${engine.name}, listed ${Math.round(ours[at].at(-1).ms)} ms, ${sql.name} ${Math.round(theirs[at].at(-1))} ms`,
    );
  }
  for (const level of levels.filter((one) => one <= deepest)) {
    const at = (rows) => rows.map((row) => row[level - 1]);
    const line = {
      case: `${engine.name}, listed, F0 to F${level}`,
      ...facts,
      edges: median(at(edges)),
      peer: sql.name,
    };
    emitComparison(
      line,
      at(ours).map(({ ms }) => ms),
      at(theirs),
    );
  }
}

function report(level, ours, peer, times, { counts, facts }) {
  const at = (rows) => rows.map((row) => row[level - 1]);
  const line = {
    ...{ case: `${ours.name}, F0 to F${level}`, ...facts },
    people: median(counts.map((row) => row.slice(1, level + 1).reduce((sum, count) => sum + count))),
    peer: peer.name,
  };
  emitComparison(line, at(times.get(ours)), at(times.get(peer)));
}

function countsOf(reached, deepest) {
  const counts = new Array(deepest + 1).fill(0);
  for (const { level } of reached) counts[level]++;
  return counts;
}
