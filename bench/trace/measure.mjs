// One province, measured.
import { makeCases } from './cases.mjs';
import { coldFill } from './cold-fill.mjs';
import { compare, compareLists } from './compare.mjs';
import { dayGraph } from './day-graph.mjs';
import { DuckDbPeer } from './duckdb-peer.mjs';
import { buildIndex, Engine, numbersOf } from './engine.mjs';
import { loadProvince } from './load.mjs';
import { makeProvince } from './province.mjs';
import { emit, timed } from './report.mjs';
import { requests } from './requests.mjs';
import { SqlListPeer } from './sql-list-peer.mjs';
import { SqlPeer } from './sql-peer.mjs';
import { SqlStrategy } from './sql-strategy.mjs';
import { makeStays } from './stays.mjs';

/** Cases traced before any time counts: what is compiled at run time is compiled then. */
const WARM_UPS = 5;

/**
 * Builds the province, loads it, and prints a line for everything that is measured; without `peers` the SQL and DuckDB
 * are left out. Gives what the engine took: by case (see `compare`), and `fill` (`coldFill`), `bytesPerStay`, `stays`.
 */
export async function measure(server, options, peers = true) {
  const { workers, days } = options;
  const facts = { workers, days };
  const province = makeProvince(options);
  const { result: stays } = await timed(`Stays of ${workers} workers and ${days} days`, () => makeStays(province));
  const database = await server.database('bench');
  await timed(`${stays.count} stays into PostgreSQL`, () => loadProvince(database.dataSource, province, stays));
  const { engine, duckDb, bytesPerStay } = await inMemory(province, stays, peers, facts);
  const all = makeCases(province, options.cases + WARM_UPS);
  const [cases, warmUps] = [all.slice(0, options.cases), all.slice(options.cases)];
  const turns = { engine, cases, warmUps, levels: options.levels, seed: options.seed, facts };
  const traced = peers
    ? await besidePeers(turns, database, province, duckDb)
    : await compare({ ...turns, others: [], pairs: [] });
  await dayGraph({ province, stays, engine, duckDb, facts });
  duckDb?.close();
  const fill = await coldFill({ database, province, engine, oneCase: cases[0], rounds: options.rounds, facts });
  if (options.requests > 0) await requests({ database, province, cases, traced, count: options.requests, facts });
  await database.close();
  return { ...traced, fill, bytesPerStay, stays: stays.count };
}

/** The index and DuckDB's tables out of the same columns, and what the index weighs. */
async function inMemory(province, stays, peers, facts) {
  const before = columnBytes();
  const { result: index, ms } = await timed('The index', () => buildIndex(province, stays));
  const bytesPerStay = (columnBytes() - before) / stays.count;
  const duckDb = peers ? await timed('DuckDB', () => DuckDbPeer.make(province, stays)) : undefined;
  const theirs = duckDb && { peer: 'DuckDB', peer_ms: duckDb.ms, ratio: duckDb.ms / ms };
  emit({ case: 'index of columns', ...facts, bytes_per_stay: bytesPerStay, ours_ms: ms, ...theirs, n: stays.count });
  return { engine: new Engine(index, province.asOf, numbersOf(province)), duckDb: duckDb?.result, bytesPerStay };
}

/** Bytes of all typed arrays that somebody still holds. */
function columnBytes() {
  // the first collection leaves their memory to be given back in the background, the second waits for that
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().arrayBuffers;
}

async function besidePeers(turns, { url, dataSource }, province, duckDb) {
  const { result: sql } = await timed('The table and indexes of the SQL', () => SqlPeer.make(url, province));
  let traced;
  try {
    const strategy = new SqlStrategy(dataSource, province);
    const pairs = [...[sql, duckDb].map((peer) => [turns.engine, peer]), [strategy, sql]];
    traced = await compare({ ...turns, others: [strategy, sql, duckDb], pairs });
  } finally {
    await sql.close();
  }
  const { result: lists } = await timed('The tables of the SQL that lists', () => SqlListPeer.make(url, province));
  try {
    await compareLists({ ...turns, sql: lists });
  } finally {
    await lists.close();
  }
  return traced;
}
