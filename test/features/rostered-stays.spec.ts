import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { requestDays } from '../../apps/checkin/src/stays/derivation-requests.js';
import { testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { NaivePresence } from '../support/naive-stays.js';
import { makeRosteredSite } from '../support/rostered-site.js';

const DAY = '2026-05-12';
const MINUTES = 1_440;

let app: TestApp;
beforeAll(async () => (app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] })));
afterAll(() => app.close());

async function derive(organisationId: string): Promise<void> {
  await app.dataSource.transaction((manager) => requestDays(manager, [{ organisationId, day: DAY }]));
  await eventually(async () => {
    const sql = 'select requested = done as done from stay_derivation where day = $1';
    return (await app.dataSource.query(sql, [DAY]))[0].done as boolean;
  });
}

/** By worker, what the stays of the day say for each of its minutes. */
async function derivedMinutes(organisationId: string): Promise<Map<number, Set<string>[]>> {
  const rows = await app.dataSource.query<
    { workerNo: number; placeNo: number; evidence: string; from: number; to: number }[]
  >(
    `select worker_no as "workerNo", place_no as "placeNo", replace(evidence::text, '-inferred', '') as evidence,
       extract(epoch from started_at - $2::timestamptz)::float8 / 60 as "from",
       extract(epoch from ended_at - $2::timestamptz)::float8 / 60 as "to"
     from stay s join worker w on w.no = s.worker_no where w.organisation_id = $1 and s.day = $3`,
    [organisationId, `${DAY}T00:00:00+07:00`, DAY],
  );
  const minutes = new Map<number, Set<string>[]>();
  for (const { workerNo, placeNo, evidence, from, to } of rows) {
    const own = minutes.get(workerNo) ?? Array.from({ length: MINUTES }, () => new Set<string>());
    for (let minute = from; minute < to; minute++) own[minute]!.add(`${placeNo} ${evidence}`);
    minutes.set(workerNo, own);
  }
  return minutes;
}

it('the stays of a site are, at every moment, those of a plain reading of the rules, however check-ins came in', async () => {
  const made = await makeRosteredSite(app.dataSource, { seed: 7, count: 200, day: DAY });
  const { organisation, world, workers } = made;
  for (const rest of [1, 0] as const) {
    await made.storeSigns(rest);
    await derive(organisation.id);
  }
  const derived = await derivedMinutes(organisation.id);
  const seen = new Set<string>();
  for (const worker of workers) {
    const plain = new NaivePresence(world, worker);
    for (let minute = 0; minute < MINUTES; minute++) {
      const expected = plain.at(minute * 60);
      expected.forEach((one) => seen.add(one.split(' ')[1]!));
      const found = [...(derived.get(worker.no)?.[minute] ?? [])].sort();
      if (found.join() !== expected.join())
        throw new Error(`worker ${worker.no}, minute ${minute}: ${found.join()} instead of ${expected.join()}`);
    }
  }
  expect([...seen].sort()).toEqual(['residence', 'roster', 'scan', 'transport']);
}, 120_000);
