// npm run bench -- security: what the wall and sealed fields cost. Two services of the same code take turns over HTTP: one
// as it is shipped, one whose requests the database shows everything and whose fields are plain bytes.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WorkerCipher } from '../../dist/libs/database/src/index.js';
import { AccessTokens, FieldCipher, KeyRing, Keys } from '../../dist/libs/platform/src/index.js';
import { singles } from '../checkin/contenders.mjs';
import { Line } from '../checkin/line.mjs';
import { Program } from '../checkin/program.mjs';
import { closedTurn, percentile } from '../checkin/turns.mjs';
import { throwAwayFolder } from '../trace/folder.mjs';
import { Server } from '../trace/postgres.mjs';
import { emit, median, say } from '../trace/report.mjs';
import { fileURLToPath } from 'node:url';
import { makeSecretWorld, personOf } from './world.mjs';

const SERVICE = fileURLToPath(new URL('service.mjs', import.meta.url));
const GOAL = 1 / 1.3;
const [WARM_SECONDS, SIDES] = [1, ['ours', 'peer']];
/** Fields as plain bytes. */
const PLAIN = { sealText: (text) => text && Buffer.from(text), openText: (bytes) => bytes && bytes.toString() };

/** One side: a database, a service on it, and what is asked of it. */
async function sideOf(server, name, options, { keyFile, tokens, keys }) {
  const database = await server.database(name);
  const cipher = name === 'ours' ? new FieldCipher(new KeyRing(keyFile)) : PLAIN;
  const world = await makeSecretWorld(database, options, new WorkerCipher(cipher, keys));
  const settings = { DATABASE_URL: database.url, DATA_DIR: throwAwayFolder(), KEY_FILE: keyFile };
  const limits = { PEOPLE_PER_DAY: 'health_officer=999999999,enterprise_admin=999999999' };
  const bare = { BARE: name === 'ours' ? '' : '1', TRACE_WARM_DAYS: '0' };
  const service = await Program.start(SERVICE, { ...settings, ...limits, ...bare });
  const close = () => service.stop().then(() => database.close());
  return { ...world, url: service.url, tokenOf: (actor) => tokens.sign(actor), close };
}

/** Hands that read a page again and again. @param holds what every answer has to say */
async function readers({ url, tokenOf }, { actor, path, body: asked, holds, rows }, connections) {
  const token = await tokenOf(actor);
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(url)));
  const deeds = lines.map((line) => async () => {
    const { status, body } = await (asked ? line.post(path, asked, token) : line.get(path, token));
    const found = body.split(holds).length - 1;
    if (status !== 200 || found !== rows) throw new Error(`${path}: ${status}, ${found} rows: ${body.slice(0, 300)}`);
    return 1;
  });
  return { deeds, close: () => lines.forEach((line) => line.close()) };
}

const LIMIT = 50;
const page = (path, actor, holds) => ({ path: `/api/v1${path}`, actor, holds, rows: LIMIT });
/** What is asked of a side. */
const CASES = {
  'GET /workers, an enterprise': ({ gates: [{ organisationId }] }) =>
    page(
      `/workers?limit=${LIMIT}&organisationId=${organisationId}`,
      personOf('enterprise_admin', { organisationId }),
      '"fullName"',
    ),
  'GET /workers, an officer': ({ officer }) => page(`/workers?limit=${LIMIT}`, officer, '"fullName"'),
  'POST /workers/search, an officer': ({ officer }) => ({
    ...page('/workers/search', officer, '"fullName"'),
    body: { limit: LIMIT, q: 'van bcd' },
  }),
  'GET /traces/:id/contacts': ({ officer, traceId }) =>
    page(`/traces/${traceId}/contacts?limit=${LIMIT}`, officer, '"personWorkerIds"'),
};

async function handsOf(side, name, { connections, gate_connections }) {
  if (name in CASES) return readers(side, CASES[name](side), connections);
  const signed = new Map();
  for (const { actor } of side.gates) signed.set(actor, await side.tokenOf(actor));
  const wish = { url: side.url, path: '/api/v1/check-ins', gates: side.gates, connections: gate_connections };
  return singles({ ...wish, tokenOf: ({ actor }) => signed.get(actor) });
}

async function turn(side, name, options, seconds) {
  const { deeds, close } = await handsOf(side, name, options);
  const take = await closedTurn(deeds, seconds);
  close();
  return take;
}

async function compare(sides, name, options) {
  const takes = { ours: [], peer: [] };
  for (const one of SIDES) await turn(sides[one], name, options, WARM_SECONDS);
  for (let round = 0; round < options.rounds; round++)
    for (const one of round % 2 === 0 ? SIDES : SIDES.toReversed())
      takes[one].push(await turn(sides[one], name, options, options.seconds));
  const facts = SIDES.map((one) => [
    [`${one}_per_s`, median(takes[one].map(({ perSecond }) => perSecond))],
    [
      `${one}_p50_ms`,
      percentile(
        takes[one].flatMap(({ times }) => times),
        50,
      ),
    ],
  ]);
  const line = Object.fromEntries(facts.flat());
  const peer = 'ourselves without policies and with plain fields';
  emit({
    bench: 'security',
    case: name,
    peer,
    ...line,
    ratio: line.ours_per_s / line.peer_per_s,
    goal: GOAL,
    n: options.rounds,
  });
}

async function run(options) {
  const keyFile = join(throwAwayFolder(), 'keys.json');
  Keys.ensure(keyFile);
  const keys = Keys.load(keyFile);
  const common = { keyFile, keys, tokens: new AccessTokens(keys) };
  const server = await Server.start();
  try {
    const sides = {};
    for (const name of SIDES) sides[name] = await sideOf(server, name, options, common);
    for (const name of [...Object.keys(CASES), 'POST /check-ins']) {
      say(name);
      await compare(sides, name, options);
    }
    for (const name of SIDES) await sides[name].close();
  } finally {
    await server.stop();
  }
}

const DEFAULTS = {
  workers: 20_000,
  organisations: 150,
  contacts: 5_000,
  connections: 4,
  gate_connections: 64,
  seconds: 4,
  rounds: 5,
};
const asked = Object.entries(DEFAULTS).map(([name, value]) => [name, { type: 'string', default: String(value) }]);
const { values } = parseArgs({ options: Object.fromEntries(asked) });
try {
  await run(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)])));
  process.exit(0);
} catch (error) {
  process.stderr.write(`The bench failed: ${error.stack}\n`);
  process.exit(1);
}
