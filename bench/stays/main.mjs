// npm run bench -- stays: the stays of a province's day out of its check-ins, beside plain SQL that reads and writes the
// same rows.
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { requestDerivations } from '../../dist/apps/checkin/src/stays/derivation-requests.js';
import { Keys } from '../../dist/libs/platform/src/index.js';
import { Program } from '../checkin/program.mjs';
import { throwAwayFolder } from '../trace/folder.mjs';
import { Server } from '../trace/postgres.mjs';
import { emit, median, say, timed } from '../trace/report.mjs';
import { makeDay } from './day.mjs';

const SERVICE = fileURLToPath(new URL('../../dist/apps/checkin/src/main.js', import.meta.url));
/** As many as the service works on at a time. */
const CONNECTIONS = 2;

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

async function run(options) {
  const server = await Server.start();
  try {
    const database = await server.database('stays');
    const world = await makeDay(database.dataSource, options);
    const folder = throwAwayFolder();
    const settings = { DATABASE_URL: database.url, DATA_DIR: folder, KEY_FILE: join(folder, 'keys.json') };
    Keys.ensure(settings.KEY_FILE);
    const service = await Program.start(SERVICE, settings);
    await measure(database.dataSource, world, options);
    await service.stop();
    await database.close();
  } finally {
    await server.stop();
  }
}

async function measure(dataSource, { organisations, noon, day, checkIns, stays }, { rounds, workers }) {
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await derive(dataSource, organisations, noon));
    const [{ n }] = await dataSource.query('select count(*)::int as n from stay where day = $1::date', [day]);
    if (n !== stays) throw new Error(`${n} stays were derived, and ${stays} are right.`);
    theirs.push((await timed('plain SQL', () => readAndWrite(dataSource, organisations, day))).ms);
    await dataSource.query('truncate stay, copied_stay');
    await dataSource.query('delete from stay_derivation');
  }
  const [ours_ms, peer_ms] = [median(ours), median(theirs)];
  const rows = { workers, organisations: organisations.length, check_ins: checkIns, stays };
  const line = { case: 'stays of a day', ...rows, ours_ms, peer: 'the same rows read and written by SQL', peer_ms };
  emit({ bench: 'stays', ...line, ratio: peer_ms / ours_ms, n: rounds });
}

/** From the start of the first job to the end of the last, as their rows say. */
async function derive(dataSource, organisations, noon) {
  const seen = organisations.map((organisationId) => ({ organisationId, at: noon }));
  const [{ began }] = await dataSource.query('select clock_timestamp() as began');
  await dataSource.transaction((manager) => requestDerivations(manager, seen));
  for (let open = 1; open > 0; await delay(50))
    [{ open }] = await dataSource.query('select count(*)::int as open from stay_derivation where requested > done');
  const [{ ms }] = await dataSource.query(
    `select 1000 * extract(epoch from max(finished_at) - min(started_at))::float8 as ms
     from work where job = 'stays.derive' and started_at >= $1`,
    [began],
  );
  say(`derivation: ${(ms / 1000).toFixed(1)} s`);
  return ms;
}

/** Organisation by organisation, each in one transaction, as the jobs do it. */
async function readAndWrite(dataSource, organisations, day) {
  const left = organisations.values();
  const hand = async () => {
    for (const organisationId of left)
      await dataSource.transaction(async (manager) => {
        await manager.query(
          `select worker_no, place_no, direction, extract(epoch from at)::float8 as at
           from check_in where organisation_id = $1 and day = $2::date`,
          [organisationId, day],
        );
        await manager.query(
          `insert into copied_stay select s.* from stay s where s.day = $2::date
             and s.worker_no = any(array(select no from worker where organisation_id = $1))`,
          [organisationId, day],
        );
      });
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, hand));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      workers: { type: 'string', default: '226712' },
      organisations: { type: 'string', default: '150' },
      rounds: { type: 'string', default: '3' },
    },
  });
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
}

try {
  await run(readOptions());
  process.exit(0);
} catch (error) {
  process.stderr.write(`The bench failed: ${error.stack}\n`);
  process.exit(1);
}
