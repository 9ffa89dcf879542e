// The turns of a run and what is said of them.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import pg from 'pg';
import { AccessTokens, Keys } from '../../dist/libs/platform/src/index.js';
import { throwAwayFolder } from '../trace/folder.mjs';
import { emit, median, say } from '../trace/report.mjs';
import { batches, copies, plainCommits, singles } from './contenders.mjs';
import { Program } from './program.mjs';
import { closedTurn, percentile, steadyTurn } from './turns.mjs';
import { fillUp, makePeerTables, makeWorld } from './world.mjs';

const fileAt = (path) => fileURLToPath(new URL(path, import.meta.url));
const SERVICE = fileAt('../../dist/apps/checkin/src/main.js');
const PLAIN = fileAt('plain-nest/main.mjs');
/** Senders of batches: gates that were cut off and have come back. */
const SENDERS = 4;
const WARM_SECONDS = 2;
const LOAD = 0.7;
const ALLOWED_MS = 50;

export async function measure(server, options) {
  const database = await server.database('checkin');
  const gates = await makeWorld(database, options);
  await makePeerTables(database);
  const stage = await setStage(database, gates, options);
  try {
    const before = await interleaved(stage, options);
    report(before, options);
    await underLoad(stage, options, median(before.get('ours').map(({ perSecond }) => perSecond)));
    if (options.rows > 0) await afterRows(stage, options, before);
    await assertAllStored(database, stage);
  } finally {
    await stage.close();
    await database.close();
  }
}

/** Everybody with their servers, connections and tokens. */
async function setStage(database, gates, { connections, batch }) {
  const folder = throwAwayFolder();
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder, KEY_FILE: join(folder, 'keys.json') };
  Keys.ensure(settings.KEY_FILE);
  const tokens = new AccessTokens(Keys.load(settings.KEY_FILE));
  const secret = randomBytes(32);
  const service = await Program.start(SERVICE, settings);
  const plain = await Program.start(PLAIN, { DATABASE_URL: database.url, SECRET: secret.toString('base64') });
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: database.url }));
  await Promise.all(clients.map((client) => client.connect()));
  const plainToken = await new SignJWT({ sub: gates[0].actor.userId })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(secret);
  const signed = new Map();
  const tokenOf = ({ organisationId }) => signed.get(organisationId);
  // short-lived, so made anew before each turn
  const signAll = async () => {
    for (const { organisationId, actor } of gates) signed.set(organisationId, await tokens.sign(actor));
  };
  const sending = { gates, connections };
  const ours = { ...sending, url: service.url, path: '/api/v1/check-ins', tokenOf };
  const contenders = {
    ours: () => singles(ours),
    commits: () => plainCommits({ clients, gates }),
    nest: () => singles({ ...sending, url: plain.url, path: '/check-ins', tokenOf: () => plainToken }),
    batch: () => batches({ ...ours, connections: SENDERS, batch }),
    copy: () => copies({ ...sending, dataSource: database.dataSource, connections: SENDERS, batch }),
  };
  const close = async () => {
    await Promise.all([service.stop(), plain.stop(), ...clients.map((client) => client.end())]);
  };
  return { database, contenders, signAll, close, stored: 0, filled: 0 };
}

async function turn(stage, name, work) {
  await stage.signAll();
  const { deeds, close } = await stage.contenders[name]();
  const result = await work(deeds);
  close();
  if (name === 'ours' || name === 'batch') stage.stored += result.rows;
  say(`${name}: ${Math.round(result.perSecond)} a second, p99 ${percentile(result.times, 99).toFixed(1)} ms`);
  return result;
}

/** Rounds in which everybody has a turn; what a first turn compiles and plans does not count. */
async function interleaved(stage, { rounds, seconds }, names = Object.keys(stage.contenders)) {
  const takes = new Map(names.map((name) => [name, []]));
  for (const name of names) await turn(stage, name, (deeds) => closedTurn(deeds, WARM_SECONDS));
  for (let round = 0; round < rounds; round++)
    for (const name of names) takes.get(name).push(await turn(stage, name, (deeds) => closedTurn(deeds, seconds)));
  return takes;
}

function factsOf(takes, side) {
  const times = takes.flatMap((take) => take.times);
  return {
    [`${side}_per_s`]: median(takes.map(({ perSecond }) => perSecond)),
    [`${side}_p50_ms`]: percentile(times, 50),
    [`${side}_p99_ms`]: percentile(times, 99),
  };
}

/** @param goal the ratio that is aimed at */
function compare(line, ours, theirs, goal) {
  const sides = { ...factsOf(ours, 'ours'), ...factsOf(theirs, 'peer') };
  emit({ bench: 'checkin', ...line, ...sides, ratio: sides.ours_per_s / sides.peer_per_s, goal, n: ours.length });
}

function report(takes, { connections, batch }) {
  const [single, many] = [
    { case: 'POST /check-ins', connections },
    { case: 'POST /check-ins/batch', batch },
  ];
  const commits = 'pg, one INSERT and commit a row, no HTTP';
  compare({ ...single, peer: commits }, takes.get('ours'), takes.get('commits'), 1);
  compare({ ...single, peer: 'plain Nest and TypeORM, one save a request' }, takes.get('ours'), takes.get('nest'), 4);
  const senders = { ...many, connections: SENDERS };
  compare({ ...senders, peer: 'COPY, as many rows a commit' }, takes.get('batch'), takes.get('copy'), 1 / 3);
}

async function underLoad(stage, { seconds, rounds }, capacity) {
  const work = (deeds) => steadyTurn(deeds, seconds * rounds, capacity * LOAD);
  const { perSecond, times, rows } = await turn(stage, 'ours', work);
  const spread = { ours_p50_ms: percentile(times, 50), ours_p99_ms: percentile(times, 99) };
  const line = { case: `POST /check-ins at ${LOAD * 100} % of that`, ours_per_s: perSecond, ...spread };
  emit({ bench: 'checkin', ...line, allowed_p99_ms: ALLOWED_MS, n: rows });
}

async function afterRows(stage, options, before) {
  say(`filling up with ${options.rows} rows`);
  await fillUp(stage.database, options.rows);
  stage.filled = options.rows;
  const after = await interleaved(stage, options, ['ours']);
  const line = { case: `POST /check-ins after ${options.rows} rows`, peer: 'ourselves before' };
  compare({ ...line, connections: options.connections }, after.get('ours'), before.get('ours'), 1 / 1.2);
}

/** What was answered is there, with its key: else no figure counts. */
async function assertAllStored({ dataSource }, { stored, filled }) {
  for (const table of ['check_in', 'check_in_key']) {
    const [{ n }] = await dataSource.query(`select count(*)::int as n from ${table}`);
    if (n !== stored + filled) throw new Error(`${table} has ${n} rows, and ${stored + filled} were acknowledged.`);
  }
}
