// Every contact of one day, counted: ours, a C program and DuckDB.
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { throwAwayFolder } from './folder.mjs';
import { nearRows } from './near-rows.mjs';
import { emit, say } from './report.mjs';

/** A Tuesday of the first week: a working day that the night shift of the day before reaches into. */
const DAY_COUNTED = 1;
const ROUNDS = 5;
const SOURCE = fileURLToPath(new URL('day-graph.c', import.meta.url));

/**
 * Ours: what libs/contact-graph has to count the pairs of one day is called here, and gives `{ pieces, edges }`, the
 * pairs of overlapping stays and the pairs of persons with 15 minutes. It has nothing of the kind yet.
 */
const countOurs = undefined;

/** @throws Error when two of them count differently */
export async function dayGraph({ province, stays, engine, duckDb, facts }) {
  const results = [];
  const c = countInC(province, stays);
  if (c) results.push(c);
  if (duckDb) results.push({ peer: duckDb.name, ...(await best(1, () => duckDb.countDay(DAY_COUNTED))) });
  const ours = countOurs && (await best(ROUNDS, () => countOurs(engine.index, DAY_COUNTED)));
  const [first, ...others] = ours ? [ours, ...results] : results;
  for (const { pieces, edges, peer } of others)
    if (pieces !== first.pieces || edges !== first.edges)
      throw new Error(`${peer} counts ${pieces} pieces and ${edges} edges, not ${first.pieces} and ${first.edges}.`);
  for (const { peer, pieces, edges, ms } of results)
    emit({
      ...{ case: 'whole graph of one day', ...facts, pieces, edges, ours_ms: ours?.ms },
      ...{ peer, peer_ms: ms, ratio: ours && ms / ours.ms, n: peer === duckDb?.name ? 1 : ROUNDS },
    });
}

async function best(rounds, count) {
  let [ms, result] = [Infinity, undefined];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    result = await count();
    ms = Math.min(ms, performance.now() - began);
  }
  return { ...result, ms };
}

/** Undefined where there is no C compiler, with a line that says so. */
function countInC(province, stays) {
  if (spawnSync('cc', ['--version'], { stdio: 'ignore' }).status !== 0) {
    say('No cc on the path: the whole graph of one day is not compared with C.');
    return undefined;
  }
  const folder = throwAwayFolder();
  const [program, data] = [join(folder, 'day-graph'), join(folder, 'day')];
  execFileSync('cc', ['-O3', '-o', program, SOURCE]);
  writeFileSync(data, sortedDay(province, stays));
  const said = execFileSync(program, [data, String(province.workers), String(ROUNDS)], { encoding: 'utf8' });
  return { peer: 'C -O3, one thread', ...JSON.parse(said) };
}

/** Person, place, start and end of each near stay of the day, by place and start, four integers a row. */
function sortedDay(province, stays) {
  const rows = [];
  for (const [person, place, day, starts, ends] of nearRows(province, stays, 65_536)) {
    for (let i = 0; i < person.length; i++)
      if (day[i] === DAY_COUNTED) rows.push([person[i], place[i], starts[i], ends[i]]);
  }
  rows.sort((a, b) => a[1] - b[1] || a[2] - b[2] || a[0] - b[0]);
  return Int32Array.from(rows.flat());
}
