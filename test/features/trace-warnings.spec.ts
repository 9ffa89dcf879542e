import { parseInstant, type LargeShareWarning } from '@app/contracts';
import { newId, type Organisation, type Place, type Site, Trace, type Worker } from '@app/database';
import { LargeShares } from '../../apps/tracing/src/traces/large-shares.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { makeStays } from '../support/worlds-in-database.js';

const at = (text: string): number => parseInstant(`2021-05-${text}:00+07:00`)!;
const preset = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };

let app: TestApp;
let officer: Caller;

/** Every test has a province of its own: workers are counted there. */
let unit: (level: 'province' | 'district' | 'commune') => string;
let factory: Organisation;
let site: Site;
let line: Place;

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['tracing'], environment: { TRACE_WARN_SHARE: '0.25' } });
});
afterAll(() => app.close());

beforeEach(async () => {
  const key = newId().slice(-6);
  unit = (level) => `${level[0]}${key}`;
  await app.dataSource.query(
    `insert into administrative_unit (code, name, level, parent_code, path, valid_from) values
       ($1, 'Tỉnh', 'province', null, '/' || $1 || '/', '1997-01-01'),
       ($2, 'Huyện', 'district', $1, '/' || $1 || '/' || $2 || '/', '1997-01-01'),
       ($3, 'Xã', 'commune', $2, '/' || $1 || '/' || $2 || '/' || $3 || '/', '1997-01-01')`,
    [unit('province'), unit('district'), unit('commune')],
  );
  officer = app.as(healthOfficer(unit('province')));
  factory = await makeOrganisation(app.dataSource, { unitCode: unit('commune') });
  site = await makeSite(app.dataSource, factory);
  line = await makePlace(app.dataSource, site, 'line');
});

/** So many more workers of an organisation, of whom nothing is known. */
async function crowd(organisation: Organisation, count: number, columns = "'active', null::date"): Promise<void> {
  await app.dataSource.query(
    `with p as (insert into person select from generate_series(1, $2) returning no)
     insert into worker (id, person_no, organisation_id, code, full_name, search_name, status, end_date)
     select uuid_v7(), no, $1, 'X' || no, 'X', 'x', ${columns} from p`,
    [organisation.id, count],
  );
}
async function colleagues(count: number): Promise<Worker[]> {
  const workers: Worker[] = [];
  for (let i = 0; i < count; i++) workers.push(await makeWorker(app.dataSource, factory, { siteId: site.id }));
  return workers;
}
const together = (workers: readonly Worker[], where: Place, from: string, to: string) =>
  makeStays(
    app.dataSource,
    workers.map(({ no }) => ({ workerNo: no, placeNo: where.no, from: at(from), to: at(to) })),
  );
async function traced(index: Worker, wish: object = {}): Promise<any> {
  const entered = await officer.post('/cases', { workerId: index.id, sampledOn: '2021-05-24' });
  const body = { caseIds: [entered.body.id], preset, asOf: '2021-05-28T00:00:00+07:00', ...wish };
  const queued = await officer.post('/traces', body);
  return ended(officer, `/traces/${queued.body.id}`);
}

/** One index person and 29 contacts at level 1; at level 2 the given number more. */
async function outbreak(further: number): Promise<Worker> {
  const [index, bridge, ...others] = await colleagues(30 + further);
  const [first, second] = [others.slice(0, 28), others.slice(28)];
  await together([index!, bridge!, ...first], line, '23T06:00', '23T10:00');
  const office = await makePlace(app.dataSource, site, 'office');
  await together([bridge!, ...second], office, '24T06:00', '24T10:00');
  return index!;
}

it('says which area a level takes in a large share of, and the outermost alone', async () => {
  const index = await outbreak(11);
  await crowd(factory, 109); // 150 in the commune, and nobody elsewhere
  const trace = await traced(index);
  expect(trace.counts).toEqual({ 1: 29, 2: 11 });
  expect(trace.warnings).toEqual([
    {
      ...{ code: 'large_share', level: 2, unitCode: unit('province'), unitName: 'Tỉnh' },
      ...{ people: 40, workers: 150, share: 40 / 150, detail: expect.stringContaining('27 % of the 150 workers') },
    },
  ]);
});

it('goes by the unit of the site, and up only as far as the share stays large', async () => {
  const index = await outbreak(11);
  await crowd(factory, 109);
  const elsewhere = await makeOrganisation(app.dataSource, { unitCode: unit('district') });
  await crowd(elsewhere, 5);
  const far = await makeOrganisation(app.dataSource, { unitCode: unit('commune') });
  const branch = await makeSite(app.dataSource, far, { unitCode: unit('province') });
  await crowd(far, 100);
  await app.dataSource.query('update worker set site_id = $1 where organisation_id = $2', [branch.id, far.id]);
  const { warnings } = await traced(index);
  expect(warnings.map(({ unitCode, people, workers }: LargeShareWarning) => [unitCode, people, workers])).toEqual([
    [unit('district'), 40, 155],
  ]);
});

it('names each level that does, with the figures up to it, unless it adds nobody', async () => {
  const index = await outbreak(11);
  await crowd(factory, 70);
  const { warnings } = await traced(index, { maxLevel: 3 });
  expect(warnings.map(({ level, people, workers }: LargeShareWarning) => [level, people, workers])).toEqual([
    [1, 29, 111],
    [2, 40, 111],
  ]);
});

it('says nothing at exactly the share, nor of an area with fewer than a hundred workers', async () => {
  const index = await outbreak(0);
  await crowd(factory, 69);
  expect((await traced(index)).warnings).toEqual([]);
  await crowd(factory, 16);
  const { warnings } = await traced(index, { maxLevel: 1 });
  expect(warnings.map(({ people, workers }: LargeShareWarning) => [people, workers])).toEqual([[29, 115]]);
  await crowd(factory, 1);
  expect((await traced(index, { maxLevel: 1 })).warnings).toEqual([]);
});

it('counts who worked there on the day, and a person with two records once', async () => {
  const index = await outbreak(0);
  await crowd(factory, 70, "'left', '2021-05-20'");
  await crowd(factory, 70, "'left', '2021-05-28'");
  const second = await makeOrganisation(app.dataSource, { unitCode: unit('district') });
  await app.dataSource.query(
    `insert into worker (id, person_no, organisation_id, code, full_name, search_name)
     select uuid_v7(), person_no, $1, code, 'X', 'x' from worker where organisation_id = $2 and site_id is not null limit 9`,
    [second.id, factory.id],
  );
  const { warnings } = await traced(index, { maxLevel: 1 });
  expect(warnings.map(({ unitCode, people, workers }: LargeShareWarning) => [unitCode, people, workers])).toEqual([
    [unit('province'), 29, 109],
  ]);
});

it('measures a real trace against real organisations, not against drills', async () => {
  const index = await outbreak(0);
  await crowd(factory, 80);
  await crowd(await makeOrganisation(app.dataSource, { unitCode: unit('commune'), exercise: true }), 500);
  expect((await traced(index)).warnings).toMatchObject([{ people: 29, workers: 110 }]);
});

it('warns of a level once, though it is published twice', async () => {
  const index = await outbreak(11);
  await crowd(factory, 70);
  const { id, warnings } = await traced(index);
  const shares = app.nest.get(LargeShares);
  await app.dataSource.transaction((manager) => shares.warn(manager, id, 2));
  expect((await officer.get(`/traces/${id}`)).body.warnings).toEqual(warnings);
  await app.dataSource.transaction((manager) => shares.warn(manager, id, 1));
  expect((await officer.get(`/traces/${id}`)).body.warnings).toEqual(warnings.slice(0, 1));
});

it('keeps what else the trace says', async () => {
  const index = await outbreak(0);
  await crowd(factory, 80);
  const unseen = await makeWorker(app.dataSource, factory);
  const other = await officer.post('/cases', { workerId: unseen.id, sampledOn: '2021-05-24' });
  const own = await officer.post('/cases', { workerId: index.id, sampledOn: '2021-05-24' });
  const caseIds = [other.body.id, own.body.id];
  const { warnings } = await traced(index, { caseIds, maxLevel: 1 });
  expect(warnings.map(({ code }: any) => code)).toEqual(['no_presence', 'large_share']);
});

it('goes two levels deep unless asked otherwise', async () => {
  const { body } = await officer.post('/cases', { workerId: (await outbreak(0)).id, sampledOn: '2021-05-24' });
  const { id } = (await officer.post('/traces', { caseIds: [body.id], preset })).body;
  expect(await app.dataSource.getRepository(Trace).findOneBy({ id })).toMatchObject({ maxLevel: 2 });
});
