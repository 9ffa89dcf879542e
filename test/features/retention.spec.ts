import { dateOfDayNumber, isoOf, localDayNumber, secondsOf, startOfDayNumber } from '@app/contracts';
import { type Organisation, Partitions, type Place, type Worker } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { RetentionService } from '../../apps/checkin/src/retention/retention.service.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { enterpriseAdmin, healthOfficer } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { makeProximity, makeStays } from '../support/worlds-in-database.js';

let app: TestApp;
let officer: Caller;
let factory: Organisation;
let line: Place;

const today = localDayNumber(secondsOf(new Date()));
const dayBefore = (days: number): string => dateOfDayNumber(today - days);
const at = (daysAgo: number, hour: number): number => startOfDayNumber(today - daysAgo) + hour * 3600;

beforeAll(async () => {
  const environment = { TRACE_FOLLOW_SECONDS: '0', PRESENCE_DAYS: '21' };
  app = await testApp([AccountsModule, CheckinModule, TracingModule], {
    queues: ['tracing', 'following'],
    environment,
  });
  await loadReferenceData(app.dataSource);
  officer = app.as(healthOfficer('24'));
  factory = await makeOrganisation(app.dataSource);
  line = await makePlace(app.dataSource, await makeSite(app.dataSource, factory), 'line');
});
afterAll(() => app.close());
beforeEach(async () => {
  await sql('delete from trace_case');
  for (const table of ['stay', 'proximity', 'check_in']) await sql(`delete from ${table}`);
});

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const worker = (own = factory): Promise<Worker> => makeWorker(app.dataSource, own);
const work: ClaimedWork = {
  ...{ id: '', job: 'presence.prune', attempt: 1, signal: new AbortController().signal },
  progress: () => undefined,
  assertHeld: () => Promise.resolve(),
};
const prune = (): Promise<void> => app.nest.get(RetentionService).prune(work);

/** Two together on a day, as if it had been stored then. */
async function met(daysAgo: number, [a, b]: readonly Worker[], place = line): Promise<void> {
  const [from, to] = [at(daysAgo, 6), at(daysAgo, 10)];
  const stays = [a!, b!].map(({ no }) => ({ workerNo: no, placeNo: place.no, from, to }));
  await makeStays(app.dataSource, stays);
  await storedInTime();
}
const storedInTime = () => sql(`update presence_day set announced_at = day + interval '1 day'`);
const daysOf = async (table: string): Promise<string[]> =>
  (await sql(`select distinct day::text from ${table} order by day`)).map(({ day }: any) => day);
const partitions = async (day: string): Promise<number> =>
  (await sql(`select from pg_class where relname like '%\\_' || $1 and relispartition`, day.replaceAll('-', '')))
    .length;

const preset = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total', daysBefore: 2 };
const caseOf = async (who: Worker, daysAgo: number): Promise<string> =>
  (await officer.post('/cases', { workerId: who.id, sampledOn: dayBefore(daysAgo) })).body.id;
async function traced(caseId: string, wish: object = {}): Promise<any> {
  const { body } = await officer.post('/traces', { caseIds: [caseId], preset, ...wish });
  return ended(officer, `/traces/${body.id}`);
}

it('presence is kept for so many days, and goes with its partitions and the ids of its check-ins', async () => {
  const pair = [await worker(), await worker()];
  for (const daysAgo of [21, 22, 40]) await met(daysAgo, pair);
  const [a, b] = pair.map(({ no }) => no);
  await makeProximity(app.dataSource, [{ a: a!, b: b!, from: at(22, 6), to: at(22, 7) }]);
  const admin = app.as(enterpriseAdmin(factory.id));
  const id = '0190a0a0-0000-7000-8000-00000000c1c1';
  const body = { id, placeCode: line.code, workerId: pair[0]!.id, direction: 'in', at: isoOf(at(21, 6)) };
  expect((await admin.post('/check-ins', body)).status).toBe(201);
  await sql(`select ensure_day_partition('check_in', $1)`, dayBefore(22));
  await sql(`update check_in set day = day - 1, at = at - interval '1 day' where id = $1`, id);
  await sql(`update check_in_key set day = day - 1 where id = $1`, id);
  await storedInTime();
  await prune();
  expect([await daysOf('stay'), await daysOf('proximity'), await daysOf('check_in')]).toEqual([
    [dayBefore(21)],
    [],
    [],
  ]);
  expect(await partitions(dayBefore(22))).toBe(0);
  expect(await sql('select from check_in_key where id = $1', id)).toEqual([]);
  expect((await admin.post('/check-ins', { ...body, at: isoOf(at(22, 6)) })).body.code).toBe('too_old');
});

it('an organisation may keep presence for fewer days: its rows go, the others stay, also what was stored late', async () => {
  const short = await makeOrganisation(app.dataSource);
  await app.as(enterpriseAdmin(short.id)).patch(`/organisations/${short.id}`, { presenceDays: 7 });
  const place = await makePlace(app.dataSource, await makeSite(app.dataSource, short), 'line');
  const [own, others] = [
    [await worker(short), await worker(short)],
    [await worker(), await worker()],
  ];
  for (const daysAgo of [7, 8, 40]) await met(daysAgo, own, place);
  for (const daysAgo of [8, 40]) await met(daysAgo, others);
  const [a, b] = [own[0]!.no, others[0]!.no];
  await makeProximity(app.dataSource, [{ a, b, from: at(8, 6), to: at(8, 7) }]);
  await sql(`update presence_day set announced_at = now()`);
  await prune();
  const left = await sql(
    `select distinct day::text, o.id = $1 as own from stay s join worker w on w.no = s.worker_no
     join organisation o on o.id = w.organisation_id order by 1, 2`,
    short.id,
  );
  expect(left).toEqual([
    { day: dayBefore(40), own: false },
    { day: dayBefore(8), own: false },
    { day: dayBefore(7), own: true },
  ]);
  expect(await daysOf('proximity')).toEqual([]);
});

it('an organisation’s shorter limit takes nothing that an open case rests on', async () => {
  const [f0, f1] = [await worker(), await worker()];
  await met(9, [f0, f1]);
  await sql('update organisation set presence_days = 7 where id = $1', factory.id);
  const caseId = await caseOf(f0, 9);
  await traced(caseId);
  await prune();
  expect(await daysOf('stay')).toEqual([dayBefore(9)]);
  await officer.patch(`/cases/${caseId}`, { status: 'closed' });
  await prune();
  expect(await daysOf('stay')).toEqual([]);
  await sql('update organisation set presence_days = null where id = $1', factory.id);
});

it('what was deleted is noted for those who keep days in memory, and for the auditor', async () => {
  await met(30, [await worker(), await worker()]);
  await prune();
  await prune();
  const notes = await sql(
    `select kind, worker_nos from presence_change where day = $1 order by id desc limit 1`,
    dayBefore(30),
  );
  expect(notes).toEqual([{ kind: 'stay', worker_nos: null }]);
  const deeds = await sql(
    `select details from audit_event where action = 'presence.prune' and details->>'day' = $1`,
    dayBefore(30),
  );
  expect(deeds).toHaveLength(1);
});

it('history that was stored late is kept as long as if it were of the day it was stored on', async () => {
  const pair = [await worker(), await worker()];
  await met(60, pair);
  const stored = (daysAgo: number) =>
    sql(`update presence_day set announced_at = now() - $1 * interval '1 day'`, daysAgo);
  await stored(21);
  await prune();
  expect(await daysOf('stay')).toEqual([dayBefore(60)]);
  await stored(22);
  await prune();
  expect(await daysOf('stay')).toEqual([]);
});

it('rows that come late within the time do not keep their day longer', async () => {
  await met(22, [await worker(), await worker()]);
  await sql(`update presence_day set announced_at = now() - interval '3 days'`);
  await prune();
  expect(await daysOf('stay')).toEqual([]);
});

it('whoever stores rows while their day is being deleted waits, and finds a partition', async () => {
  const pair = [await worker(), await worker()];
  await met(30, pair);
  const holder = app.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query('update presence_day set announced_at = announced_at where day = $1', [dayBefore(30)]);
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  const pruning = prune();
  await eventually(async () => (await sql(waiting)).length > 0);
  const storing = new Partitions(app.dataSource).ensure('stay', [dayBefore(30)]);
  await holder.commitTransaction();
  await holder.release();
  await Promise.all([pruning, storing]);
  expect(
    (await sql('select to_regclass($1) as there', `stay_${dayBefore(30).replaceAll('-', '')}`))[0].there,
  ).not.toBeNull();
});

it('a day that somebody reads is emptied by a later run', async () => {
  await met(30, [await worker(), await worker()]);
  const reader = app.dataSource.createQueryRunner();
  await reader.startTransaction();
  await reader.query('select from stay where day = $1', [dayBefore(30)]);
  await prune();
  expect(await daysOf('stay')).toEqual([dayBefore(30)]);
  await reader.commitTransaction();
  await reader.release();
  await prune();
  expect(await daysOf('stay')).toEqual([]);
});

it('where the table is in use the rows go all the same, and the empty partition later', async () => {
  await met(30, [await worker(), await worker()]);
  const reader = app.dataSource.createQueryRunner();
  await reader.startTransaction();
  await reader.query('lock table only stay in access share mode');
  await prune();
  expect([await daysOf('stay'), await partitions(dayBefore(30))]).toEqual([[], 1]);
  await reader.commitTransaction();
  await reader.release();
  await prune();
  expect(await partitions(dayBefore(30))).toBe(0);
});

it('an exercise is left out: of a mixed day only the others’ rows go', async () => {
  const drill = await makeOrganisation(app.dataSource, { exercise: true });
  const place = await makePlace(app.dataSource, await makeSite(app.dataSource, drill), 'line');
  const players = [await worker(drill), await worker(drill)];
  await met(30, players, place);
  await met(30, [await worker(), await worker()]);
  const [{ no: stranger }, [{ no: player }]] = [await worker(), players as [Worker, Worker]];
  await makeProximity(app.dataSource, [{ a: stranger, b: player, from: at(30, 6), to: at(30, 7) }]);
  await storedInTime();
  await prune();
  const left = await sql('select worker_no from stay order by worker_no');
  expect(left.map(({ worker_no }: any) => worker_no)).toEqual(players.map(({ no }) => no));
  expect(await daysOf('proximity')).toEqual([dayBefore(30)]);
});

it('a followed trace loses nobody while its case is open, and the days go when it is closed', async () => {
  const [f0, f1, late] = [await worker(), await worker(), await worker()];
  for (const daysAgo of [29, 25]) await met(daysAgo, [f0, f1]);
  const caseId = await caseOf(f0, 26);
  const { id } = await traced(caseId);
  await officer.post(`/traces/${id}/follow`);
  await prune();
  expect(await daysOf('stay')).toEqual([dayBefore(25)]);
  await met(25, [f0, late]);
  const revised = await eventually(async () => {
    const { body } = await officer.get(`/traces/${id}`);
    return body.revision === 1 && body;
  });
  expect(revised.counts).toEqual({ 1: 2, 2: 0 });
  await officer.patch(`/cases/${caseId}`, { status: 'closed' });
  await prune();
  expect(await daysOf('stay')).toEqual([]);
  expect((await officer.get(`/traces/${id}`)).body).toMatchObject({ followed: false, counts: { 1: 2, 2: 0 } });
});

it('what a trace rests on ends with its asOf, begins with the dates of its cases, and does not wait for its run', async () => {
  const [f0, f1] = [await worker(), await worker()];
  for (const daysAgo of [35, 30, 25]) await met(daysAgo, [f0, f1]);
  const caseId = await caseOf(f0, 31);
  const trace = await traced(caseId, { asOf: isoOf(at(28, 0)) });
  await sql(`update trace set windows = '[]' where id = $1`, trace.id);
  await prune();
  expect(await daysOf('stay')).toEqual([dayBefore(30)]);
  await officer.patch(`/cases/${caseId}`, { sampledOn: dayBefore(1) });
  await sql(
    `update trace set windows = jsonb_build_array(jsonb_build_object('personNo', 1, 'from', $2::int)) where id = $1`,
    trace.id,
    at(30, 0),
  );
  await prune();
  expect(await daysOf('stay')).toEqual([dayBefore(30)]);
});

it('the journal forgets what is older than a day', async () => {
  await met(3, [await worker(), await worker()]);
  await sql(`update presence_change set at = now() - interval '25 hours' where day = $1`, dayBefore(3));
  await met(4, [await worker(), await worker()]);
  await prune();
  const days = await sql('select distinct day::text from presence_change where day >= $1', dayBefore(4));
  expect(days).toEqual([{ day: dayBefore(4) }]);
});

it('uses of rotating codes are forgotten when nobody could use them again', async () => {
  const step = Math.floor(Date.now() / 30_000);
  await sql(
    `insert into code_use select 1, 1, step, uuid_v7() from unnest(array[$1::int, $1 - 2800, $1 - 2900]) step`,
    step,
  );
  await prune();
  expect(await sql('select step from code_use order by step')).toEqual([{ step: step - 2_800 }, { step }]);
});
