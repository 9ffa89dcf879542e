import { newId, Partitions, type Worker } from '@app/database';
import { localDate, type Figure } from '@app/contracts';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { enterpriseAdmin, healthOfficer, provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';
import { TracingWorld } from '../support/tracing-world.js';

let app: TestApp;
let world: TracingWorld;
let contacts: Worker[];
let caseIds: string[];
const today = localDate(Math.floor(Date.now() / 1_000));
const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);

/** A scope written in another way is counted for itself: nobody is served what was counted before. */
let countings = 0;
const someone = (unit = '24') => app.as(healthOfficer(...Array<string>(countings).fill(unit)));
const figures = async (unit?: string): Promise<any> => {
  countings += 1;
  return (await someone(unit).get('/command/figures')).body;
};
const rows = async (figure: Figure, unit?: string): Promise<any[]> =>
  (await someone(unit).get(`/command/figures/${figure}?limit=500`)).body.items;
const total = (items: any[]): number => items.reduce((n, { count }) => n + count, 0);

async function checkIn(organisationId: string, minutesAgo: number): Promise<void> {
  await sql(
    `insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, received_at, result, decision, recorded_by)
     select $1, uuid_v7(), no, 1, $2, 'in', now() - $3 * interval '1 minute', now() - $3 * interval '1 minute', 'accepted',
            'allow', uuid_v7() from worker limit 1`,
    ...[today, organisationId, minutesAgo],
  );
}

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['tracing'] });
  await loadReferenceData(app.dataSource);
  world = await TracingWorld.in(app);
  await new Partitions(app.dataSource).ensure('check_in', [today]);
  const people = await world.workers(6);
  await sql('update worker set site_id = $1', world.site.id);
  const [f0, other, ...rest] = people as [Worker, Worker, ...Worker[]];
  contacts = rest;
  const line = await world.meet(f0, rest[0]!, '23T06:00', '23T10:00');
  await world.stay(rest.slice(1), line, '23T06:00', '23T10:00');
  const confirmedAt = new Date(Date.now() - 3_600_000).toISOString();
  caseIds = [await world.case(f0, { confirmedAt }), await world.case(other)];
  await world.traced([caseIds[0]!], { maxLevel: 1 });
});
afterAll(() => app.close());

it('open cases are those of the officer’s units, with how many have no list', async () => {
  expect((await figures()).cases).toMatchObject({ open: 2, untraced: 1, lastDay: 2, districts: [{ open: 2 }] });
  expect((await rows('cases')).map(({ id, state }) => [id, state]).sort()).toEqual(
    [
      [caseIds[0], null],
      [caseIds[1], 'untraced'],
    ].sort(),
  );
  expect((await figures('27')).cases).toMatchObject({ open: 0, districts: [] });
});

it('the clock is that of the console', async () => {
  const { all, districts } = (await world.officer.get('/tracing-clock')).body;
  expect((await figures()).clock).toEqual({ ...all, districts });
});

it('sites stand by the scores of those who work there and are to be followed', async () => {
  const { sites } = await figures();
  expect(sites).toMatchObject({ atRisk: 1, worst: [{ id: world.site.id, people: contacts.length }] });
  const [{ risk }] = await sql('select sum(score)::float8 as risk from trace_contact');
  expect(sites.worst[0].risk).toBeCloseTo(risk);
  expect(total(await rows('sites'))).toBe(contacts.length);
});

it('a test is due until somebody was sampled after the exposure', async () => {
  expect((await figures()).tests.due).toBe(contacts.length);
  const sampled = (day: string, who: Worker) =>
    sql(
      `insert into health_test (worker_no, kind, sampled_at, result, recorded_by) values ($1, 'pcr', $2, 'pending', uuid_v7())`,
      ...[who.no, `2021-05-${day}T08:00:00+07`],
    );
  await sampled('22', contacts[0]!);
  await sampled('24', contacts[1]!);
  expect((await figures()).tests.due).toBe(contacts.length - 1);
  expect(total(await rows('tests'))).toBe(contacts.length - 1);
});

it('follow-up says what the board says', async () => {
  const step = (who: Worker, state: string, more = {}) =>
    world.officer.post(`/cases/${caseIds[0]}/follow-ups`, { workerIds: [who.id], state, ...more });
  await step(contacts[0]!, 'lost');
  await step(contacts[1]!, 'notified', { dueOn: '2026-01-05' });
  const { dueToday, overdue, states } = (await world.officer.get('/follow-ups/counts')).body;
  expect((await figures()).followUps).toEqual({ dueToday, overdue, lost: states.lost });
  expect([dueToday, overdue, states.lost]).toEqual([contacts.length - 2, 1, 1]);
  expect(total(await rows('follow-ups'))).toBe(contacts.length);
});

it('check-ins are those that came within the hour, minute by minute', async () => {
  for (const ago of [0.2, 0.4, 5.5, 61]) await checkIn(world.factory.id, ago);
  const { checkIns } = await figures();
  expect(checkIns.lastHour).toBe(3);
  expect([checkIns.minutes.length, checkIns.minutes[59], checkIns.minutes[54]]).toEqual([60, 2, 1]);
  expect(total(await rows('check-ins'))).toBe(3);
});

it('an organisation is as fresh as the last thing it sent', async () => {
  const silent = await makeOrganisation(app.dataSource);
  const old = await makeOrganisation(app.dataSource);
  await checkIn(old.id, 5 * 60);
  const { freshness } = await figures();
  expect(freshness).toEqual({ hour: 1, day: 1, three_days: 0, older: 0, never: 1 });
  expect((await rows('freshness')).map(({ id, state }) => [id, state])).toEqual([
    [silent.id, 'never'],
    [old.id, 'day'],
    [world.factory.id, 'hour'],
  ]);
});

it('a delivery is in trouble when it failed, or is not through after ten minutes', async () => {
  const [destination, of] = [newId(), { failed: newId(), late: newId(), fine: newId() }];
  await sql(
    `insert into destination (id, name, url, format, secret, created_by) values ($1, 'TTCH', 'http://127.0.0.1', 'csv', $2, $1)`,
    ...[destination, Buffer.from('x')],
  );
  for (const [kind, id] of Object.entries(of)) {
    const exportId = newId();
    await sql(
      `insert into export (id, kind, format, filter, purpose, role, scope, created_by)
       values ($1, 'trace', 'csv', '{}', 'x', 'health_officer', '{"unitCodes":["219"]}', $1)`,
      exportId,
    );
    const age = kind === 'fine' ? '1 minute' : '30 minutes';
    await sql(
      `insert into delivery (id, export_id, destination_id, created_at) values ($1, $2, $3, now() - $4::interval)`,
      ...[id, exportId, destination, age],
    );
    await sql(
      `insert into work (id, job, status) values ($1, 'delivery.send', $2)`,
      id,
      kind === 'failed' ? 'failed' : 'running',
    );
  }
  expect((await figures()).deliveries).toEqual({ failed: 1, late: 1 });
  expect(await rows('deliveries')).toHaveLength(2);
  expect((await figures('27')).deliveries).toEqual({ failed: 0, late: 0 });
});

it('leaves exercises out of every figure', async () => {
  const before = await figures();
  const drill = await makeOrganisation(app.dataSource, { exercise: true });
  await world.case(await makeWorker(app.dataSource, drill));
  await checkIn(drill.id, 1);
  const { at: _now, ...after } = await figures();
  expect(before).toMatchObject(after);
});

it('one counting serves everybody of a scope for seconds, and rows are of the same counting', async () => {
  const { at } = await figures();
  await makeOrganisation(app.dataSource);
  const again = (await someone().get('/command/figures')).body;
  const page = (await someone().get('/command/figures/freshness?limit=1')).body;
  expect([again.at, page.at]).toEqual([at, at]);
  const next = (await someone().get(`/command/figures/freshness?limit=1&cursor=${page.nextCursor}`)).body;
  expect(next.items[0].id).not.toBe(page.items[0].id);
});

it('is for the province and its officers; looking at it is noted once an hour', async () => {
  const province = app.as(provinceAdmin());
  for (let i = 0; i < 3; i++) expect((await province.get('/command/figures')).status).toBe(200);
  const noted = await sql(
    `select count(*)::int as n from audit_event where action = 'command.read' and role = 'province_admin'`,
  );
  expect(noted).toEqual([{ n: 1 }]);
  expect((await app.as(enterpriseAdmin(world.factory.id)).get('/command/figures')).status).toBe(403);
  expect((await province.get('/command/figures/elsewhere')).body.code).toBe('invalid_request');
});
