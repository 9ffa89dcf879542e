// Every contact of one day, counted: ours, a C program and DuckDB.
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { countContacts } from '../../dist/libs/contact-graph/src/index.js';
import { throwAwayFolder } from './folder.mjs';
import { nearRows } from './near-rows.mjs';
import { PRESET } from './preset.mjs';
import { DAY } from './province.mjs';
import { emitComparison, say } from './report.mjs';

/** A working day that the night shift of the day before reaches into. */
const DAY_COUNTED = 1;
const ROUNDS = 5;
const SOURCE = fileURLToPath(new URL('day-graph.c', import.meta.url));

/**
 * Everybody counts the pairs of persons with enough minutes (`edges`), in turns, and a line is printed for each peer.
 * @throws Error when two of them count differently
 */
export async function dayGraph({ province, stays, engine, duckDb, facts }) {
  const question = {
    from: province.from + DAY_COUNTED * DAY,
    to: province.from + (DAY_COUNTED + 1) * DAY,
    preset: PRESET,
  };
  const ours = () => timedCount(() => ({ edges: countContacts(engine.index, question) }));
  const peers = [['C -O3, one thread', countInC(province, stays)]];
  if (duckDb) peers.push([duckDb.name, () => timedCount(() => duckDb.countDay(DAY_COUNTED))]);
  for (const [peer, count] of peers) {
    if (!count) continue;
    const times = { ours: [], peer: [] };
    let found;
    for (let round = 0; round < ROUNDS; round++) {
      const [mine, theirs] = [await ours(), await count()];
      if (mine.edges !== theirs.edges) throw new Error(`${peer} counts ${theirs.edges} edges, we ${mine.edges}.`);
      times.ours.push(mine.ms);
      times.peer.push(theirs.ms);
      found = theirs;
      say(`contacts of one day: ours ${Math.round(mine.ms)} ms, ${peer} ${Math.round(theirs.ms)} ms`);
    }
    const { pieces, edges } = found;
    emitComparison({ case: 'whole graph of one day', ...facts, pieces, edges, peer }, times.ours, times.peer);
  }
}

async function timedCount(count) {
  const began = performance.now();
  const counted = await count();
  return { ...counted, ms: performance.now() - began };
}

/** Counts once at each call; undefined where there is no C compiler, with a line that says so. */
function countInC(province, stays) {
  if (spawnSync('cc', ['--version'], { stdio: 'ignore' }).status !== 0) {
    say('No cc on the path: the whole graph of one day is not compared with C.');
    return undefined;
  }
  const folder = throwAwayFolder();
  const [program, data] = [join(folder, 'day-graph'), join(folder, 'day')];
  execFileSync('cc', ['-O3', '-o', program, SOURCE]);
  writeFileSync(data, sortedDay(province, stays));
  return () => JSON.parse(execFileSync(program, [data, String(province.workers)], { encoding: 'utf8' }));
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
