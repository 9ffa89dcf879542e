import { dateOfDayNumber, localDayNumber, secondsOf } from '@app/contracts';
import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { RosterChangesService } from '../../apps/checkin/src/stays/roster-changes.service.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { enterpriseAdmin } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const today = localDayNumber(secondsOf(new Date()));
const DAY = dateOfDayNumber(today - 3);
const HOURS = { startMinute: 360, endMinute: 840 };

let app: TestApp;
let organisation: Organisation;
let site: Site;
let line: Place;
let worker: Worker;
let admin: Caller;
beforeAll(async () => {
  app = await testApp([AccountsModule, WorkersModule, CheckinModule], { queues: ['checkin', 'stays'] });
});
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, organisation);
  line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  for (const [kind, code] of [['gate', 'G1'] as const, ['canteen', 'C1'] as const])
    await makePlace(app.dataSource, site, kind, { code });
  worker = await makeWorker(app.dataSource, organisation, { siteId: site.id });
  admin = app.as(enterpriseAdmin(organisation.id));
  await sql(
    `insert into assignment (worker_no, kind, place_no, shift, valid_from)
     values ($1, 'place', $2, null, '2026-01-01'), ($1, 'shift', null, 'A', '2026-01-01')`,
    ...[worker.no, line.no],
  );
});

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const passGate = async (): Promise<void> => {
  for (const [direction, clock] of Object.entries({ in: '05:30', out: '14:30' })) {
    const item = { id: newId(), workerId: worker.id, placeCode: 'G1', direction, at: `${DAY}T${clock}:00+07:00` };
    expect((await admin.post('/check-ins', item)).status).toBe(201);
  }
};
const stays = async (day = DAY): Promise<string[]> => {
  const rows = await sql(
    `select p.code, to_char(started_at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI') as from,
       to_char(ended_at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI') as to, evidence
     from stay s join place p on p.no = s.place_no where worker_no = $1 and day = $2 order by started_at`,
    ...[worker.no, day],
  );
  return rows.map((row: Record<string, string>) => `${row['code']} ${row['from']}–${row['to']} ${row['evidence']}`);
};
const become = (...wanted: string[]) => eventually(async () => (await stays()).join() === wanted.join());
/** What the job does every quarter of a minute. */
const request = () => app.nest.get(RosterChangesService).request();

it('a changed shift changes the stays that were filled in', async () => {
  await passGate();
  await become('L1 06:00–14:00 roster');
  const items = [{ code: 'A', startMinute: 420, endMinute: 900 }];
  expect((await admin.put(`/organisations/${organisation.id}/shift-patterns`, { items })).status).toBe(200);
  await request();
  await become('L1 07:00–14:30 roster');
});

it('so does a line of the roster, a sitting, an isolation', async () => {
  await passGate();
  const sitting = { code: 'S', placeCode: 'C1', shift: 'A', startMinute: 600, endMinute: 630 };
  await admin.put(`/organisations/${organisation.id}/sittings`, { items: [sitting] });
  await request();
  await become('L1 06:00–10:00 roster', 'C1 10:00–10:30 roster', 'L1 10:30–14:00 roster');
  await sql(
    `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, $3, 'f1', $1)`,
    ...[newId(), worker.no, `${DAY}T08:00:00+07:00`],
  );
  await request();
  await become('L1 06:00–08:00 roster');
  await sql('insert into roster_day (worker_no, day, shift) values ($1, $2, null)', worker.no, DAY);
  await request();
  await become();
});

it('so does an imported stay, which nothing is filled in beside, until it is taken back', async () => {
  await passGate();
  await become('L1 06:00–14:00 roster');
  const csv = `worker,place,from,to\n${worker.code},C1,${DAY}T08:00:00+07:00,${DAY}T09:00:00+07:00\n`;
  const file = { name: 's.csv', content: csv };
  const { body } = await admin.upload('/stays/imports', { organisationId: organisation.id }, file);
  const path = `/stays/imports/${body.id}`;
  await eventually(async () => (await admin.get(path)).body.status === 'done');
  await request();
  await become('L1 06:00–08:00 roster', 'C1 08:00–09:00 import', 'L1 09:00–14:00 roster');
  expect((await admin.delete(path)).status).toBe(204);
  await request();
  await become('L1 06:00–14:00 roster');
});

it('so does an assignment that ends, from its end on', async () => {
  await passGate();
  await become('L1 06:00–14:00 roster');
  await sql('update assignment set valid_to = $2 where worker_no = $1', worker.no, dateOfDayNumber(today - 1));
  expect(await sql('select first_day::text from roster_change order by id desc limit 1')).toEqual([
    { first_day: dateOfDayNumber(today - 1) },
  ]);
  await sql('update assignment set valid_to = $2 where worker_no = $1', worker.no, DAY);
  await request();
  await become();
});

it('where rosters stand for all, today and yesterday are worked out though nobody checks in', async () => {
  await request();
  const asked = () =>
    sql('select day::text from stay_derivation where organisation_id = $1 order by day', organisation.id);
  expect(await asked()).toEqual([]);
  expect((await admin.patch(`/sites/${site.id}`, { rosterFill: 'all' })).status).toBe(200);
  await request();
  expect(await asked()).toEqual([{ day: dateOfDayNumber(today - 1) }, { day: dateOfDayNumber(today) }]);
  const yesterday = dateOfDayNumber(today - 1);
  await eventually(async () => (await stays(yesterday)).join() === 'L1 06:00–14:00 roster');
});

it('days that are kept no longer are left alone', async () => {
  await passGate();
  await become('L1 06:00–14:00 roster');
  await sql('update organisation set presence_days = 2 where id = $1', organisation.id);
  await admin.put(`/organisations/${organisation.id}/shift-patterns`, { items: [{ code: 'B', ...HOURS }] });
  await request();
  const pending = 'select 1 from stay_derivation where organisation_id = $1 and day = $2 and requested > done';
  expect(await sql(pending, organisation.id, DAY)).toEqual([]);
  expect(await stays()).toEqual(['L1 06:00–14:00 roster']);
});
