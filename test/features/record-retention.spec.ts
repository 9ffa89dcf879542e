import { dateOfDayNumber, localDayNumber, secondsOf } from '@app/contracts';
import { newId, type Organisation, type Place, type Worker } from '@app/database';
import { RecordRetentionService } from '../../apps/workers/src/retention/record-retention.service.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const today = localDayNumber(secondsOf(new Date()));
const dayBefore = (days: number): string => dateOfDayNumber(today - days);

let app: TestApp;
let organisation: Organisation;
let line: Place;
beforeAll(async () => {
  app = await testApp([WorkersModule], { queues: [], environment: { PRESENCE_DAYS: '21', HEALTH_DAYS: '100' } });
});
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  line = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'line');
});

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const prune = (): Promise<void> => app.nest.get(RecordRetentionService).prune();

/** Somebody of whom everything is known, recorded so many days ago. */
async function known(given: Partial<Worker> = {}, daysAgo = 0, of = organisation): Promise<Worker> {
  const worker = await makeWorker(app.dataSource, of, given);
  const recorded = `recorded_by, created_at) values ($1, $2::date, %, uuid_v7(), $2::date)`;
  const put = (columns: string, values: string) =>
    sql(`insert into ${columns}, ${recorded.replace('%', values)}`, worker.no, dayBefore(daysAgo));
  await put('health_test (worker_no, sampled_at, kind, result', `'pcr', 'negative'`);
  await put('health_declaration (worker_no, declared_at, symptoms', 'false');
  await put('vaccine_dose (worker_no, given_on, vaccine', `'x'`);
  await sql(`insert into roster_day (worker_no, day, shift) values ($1, $2, 'A')`, worker.no, dayBefore(daysAgo));
  const route = 'insert into route_stop (worker_no, valid_from, position, place_no) values ($1, $2, 1, $3)';
  await sql(route, worker.no, dayBefore(daysAgo), line.no);
  return worker;
}

/** What is left of what is known. */
async function left({ no }: Worker): Promise<string> {
  const tables = ['health_test', 'health_declaration', 'vaccine_dose', 'roster_day', 'route_stop'];
  const counts = tables.map((table) => `(select count(*)::int from ${table} where worker_no = $1) as ${table}`);
  const [row] = await sql(`select ${counts.join(', ')}`, no);
  return tables.filter((table) => row[table] > 0).join(' ');
}

const ALL = 'health_test health_declaration vaccine_dose roster_day route_stop';
const HEALTH = 'health_test health_declaration vaccine_dose';

it('tests and declarations go so many days after they were recorded; doses and plans stay with the employment', async () => {
  const [recent, old] = [await known({}, 100), await known({}, 101)];
  await prune();
  expect(await left(recent)).toBe(ALL);
  expect(await left(old)).toBe('vaccine_dose roster_day route_stop');
});

it('everything of those who left goes with their presence, and the log says how much', async () => {
  const gone = await known({ status: 'left', endDate: dayBefore(22) });
  const going = await known({ endDate: dayBefore(21) });
  await prune();
  expect([await left(gone), await left(going)]).toEqual(['', ALL]);
  const [event] = await sql(`select details from audit_event where action = 'records.prune' order by id desc limit 1`);
  expect(event.details.ended).toMatchObject({ roster_day: 1, health_test: 1 });
});

it('health stays while another employment of the person goes on', async () => {
  const gone = await known({ endDate: dayBefore(30) });
  await makeWorker(app.dataSource, await makeOrganisation(app.dataSource), { personNo: gone.personNo });
  await prune();
  expect(await left(gone)).toBe(HEALTH);
});

it('whoever an open case covers keeps all of it until the case is closed, and exercises always', async () => {
  const ill = await known({ endDate: dayBefore(30) }, 200);
  const played = await known(
    { endDate: dayBefore(30) },
    200,
    await makeOrganisation(app.dataSource, { exercise: true }),
  );
  await sql(
    `insert into case_record (id, worker_id, sampled_on, created_by) values ($1, $2, $3, $1)`,
    ...[newId(), ill.id, dayBefore(31)],
  );
  await prune();
  expect([await left(ill), await left(played)]).toEqual([ALL, ALL]);
  await sql(`update case_record set status = 'closed' where worker_id = $1`, ill.id);
  await prune();
  expect([await left(ill), await left(played)]).toEqual(['', ALL]);
});
