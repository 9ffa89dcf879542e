import { AuditEvent, newId, type Organisation, type Worker } from '@app/database';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { gateGuard, healthOfficer, personnel, workerActor } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';

let app: TestApp;
let organisation: Organisation;
let worker: Worker;
let hr: Caller;
beforeAll(async () => (app = await testApp([WorkersModule], { queues: ['workers'] })));
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  worker = await makeWorker(app.dataSource, organisation, { code: 'A1' });
  hr = app.as(personnel(organisation.id));
});

const PCR = { kind: 'pcr', sampledAt: '2021-05-17T01:00:00Z', result: 'pending', sampleCode: 'M-1', ct: null };
const of = (what: string, { id }: Worker = worker): string => `/workers/${id}/${what}`;

it('keeps tests, and brings a sample up to date when its result is known', async () => {
  const first = await hr.post(of('tests'), PCR);
  expect([first.status, first.body]).toMatchObject([201, { ...PCR, workerId: worker.id }]);
  const second = await hr.post(of('tests'), { ...PCR, result: 'positive', ct: 17.5 });
  expect(second.body).toMatchObject({ id: first.body.id, result: 'positive', ct: 17.5 });
  await hr.post(of('tests'), { kind: 'antigen', sampledAt: '2021-05-20T08:00:00+07:00', result: 'negative' });
  const { body } = await hr.get(of('tests'));
  expect(body.items.map(({ kind }: any) => kind)).toEqual(['antigen', 'pcr']);
});

it('keeps doses and declarations, and gives lists page by page', async () => {
  const dose = { vaccine: 'AstraZeneca', givenOn: '2021-06-01', lot: 'AB12' };
  expect((await hr.post(of('doses'), dose)).body).toMatchObject(dose);
  expect((await hr.get(of('doses'))).body.items).toMatchObject([dose]);
  for (const at of ['2021-05-17T01:00:00Z', '2021-05-18T01:00:00Z', '2021-05-19T01:00:00Z'])
    await hr.post(of('declarations'), { symptoms: at.includes('18'), at });
  const { body } = await hr.get(of('declarations?limit=2'));
  expect(body.items.map(({ symptoms }: any) => symptoms)).toEqual([false, true]);
  const rest = await hr.get(of(`declarations?limit=2&cursor=${body.nextCursor}`));
  expect([rest.body.items.map(({ at }: any) => at), rest.body.nextCursor]).toEqual([['2021-05-17T01:00:00Z'], null]);
});

it('belongs to the person: every record of it shows the same', async () => {
  const elsewhere = await makeOrganisation(app.dataSource);
  const second = await makeWorker(app.dataSource, elsewhere, { personNo: worker.personNo });
  await hr.post(of('tests'), PCR);
  const { body } = await app.as(personnel(elsewhere.id)).get(of('tests', second));
  expect(body.items).toMatchObject([{ workerId: worker.id, sampleCode: 'M-1' }]);
});

it('takes nothing from the future', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect((await hr.post(of('tests'), { ...PCR, sampledAt: tomorrow })).body.code).toBe('in_the_future');
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  expect((await hr.post(of('doses'), { vaccine: 'x', givenOn: day })).body.code).toBe('in_the_future');
});

it('lets workers declare and read for themselves, and for nobody else', async () => {
  const self = app.as(workerActor(organisation.id, worker.id));
  const colleague = await makeWorker(app.dataSource, organisation);
  expect((await self.post(of('declarations'), { symptoms: true })).body).toMatchObject({ symptoms: true });
  expect((await self.post(of('declarations', colleague), { symptoms: true })).status).toBe(404);
  expect((await self.get(of('tests'))).status).toBe(200);
  expect((await self.get(of('tests', colleague))).status).toBe(404);
  expect((await self.post(of('tests'), PCR)).status).toBe(403);
});

it('is open to officers of the area and closed to gates and strangers', async () => {
  expect((await app.as(healthOfficer('219')).post(of('tests'), PCR)).status).toBe(201);
  expect((await app.as(healthOfficer('27')).get(of('tests'))).status).toBe(404);
  for (const what of ['tests', 'doses', 'declarations'])
    expect((await app.as(gateGuard(organisation.id)).get(of(what))).status).toBe(403);
  const foreign = app.as(personnel((await makeOrganisation(app.dataSource)).id));
  const absent = await hr.get(`/workers/${newId()}/tests`);
  expect((await foreign.get(of('tests'))).text).toBe(absent.text);
});

it('notes every reading and writing, without what it says', async () => {
  await hr.post(of('tests'), PCR);
  await hr.get(of('tests'));
  const events = await app.dataSource.getRepository(AuditEvent).findBy({ subject: `worker:${worker.id}` });
  expect(events.map(({ action }) => action).sort()).toEqual(['test.create', 'test.read']);
  expect(JSON.stringify(events)).not.toMatch(/M-1|pending/);
});

it('comes in by files, of which every row is accounted for', async () => {
  const send = async (kind: string, ...rows: string[]) => {
    const file = { name: 'h.csv', content: rows.map((row) => `${row}\n`).join('') };
    const { body } = await hr.upload('/health/imports', { organisationId: organisation.id, kind }, file);
    return ended(hr, `/health/imports/${body.id}`);
  };
  const tests = await send(
    ...(['tests', 'Mã NV,Loại,Ngày lấy mẫu,Kết quả,Mã mẫu,Ct', 'A1,Mẫu gộp,17/05/2021,Dương tính,G-7,"22,5"'] as const),
    ...[
      'A1,PCR,2021-05-18T08:00:00+07:00,Chờ,,',
      'A1,PCR,2021-05-18T01:00:00Z,Âm tính,,',
      'A9,PCR,17/05/2021,Âm tính,,',
    ],
    ...[
      'A1,soi,17/05/2021,Âm tính,,',
      'A1,PCR,01/01/2199,Âm tính,,',
      'A1,PCR,17/05/2021,?,,',
      'A1,PCR,17/05/2021,Chờ,,99',
    ],
  );
  expect(tests).toMatchObject({ status: 'done', read: 8, accepted: 2, created: 2, duplicate: 1, rejected: 5 });
  const { text } = await hr.get(`/health/imports/${tests.id}/rejects`);
  expect([...text.matchAll(/,([^,]*),"?(\w+): /g)].map(([, column, reason]) => `${column} ${reason}`)).toEqual([
    ...['Mã NV unknown_worker', 'Loại bad_choice', 'Ngày lấy mẫu in_the_future', 'Kết quả bad_choice', 'Ct bad_number'],
  ]);
  expect((await hr.get(of('tests'))).body.items).toMatchObject([
    { kind: 'pcr', result: 'pending' },
    { kind: 'pool', result: 'positive', sampleCode: 'G-7', ct: 22.5, sampledAt: '2021-05-16T17:00:00Z' },
  ]);
  const doses = await send('doses', 'worker,vaccine,givenOn', 'A1,Pfizer,01/06/2021', 'A1,,02/06/2021');
  expect(doses).toMatchObject({ created: 1, rejected: 1 });
});

it('isolations come in by files of officers, and a file that is sent again ends what was open', async () => {
  const officer = app.as(healthOfficer('24'));
  const send = async (...rows: string[]) => {
    const file = { name: 'c.csv', content: ['Mã NV,Cách ly từ,Cách ly đến,Lý do', ...rows, ''].join('\n') };
    const fields = { organisationId: organisation.id, kind: 'isolations' };
    const { status, body } = await officer.upload('/health/imports', fields, file);
    expect(status).toBe(202);
    return ended(officer, `/health/imports/${body.id}`);
  };
  const first = await send('A1,17/05/2021,,F1', 'A1,18/05/2021,17/05/2021,F1', 'A9,17/05/2021,,F1', 'A1,19/05/2021,,');
  expect(first).toMatchObject({ read: 4, created: 1, rejected: 3 });
  expect(await send('A1,17/05/2021,31/05/2021,F1')).toMatchObject({ created: 0, updated: 1 });
  const sql = 'select started_at as "from", ended_at as "to" from isolation where worker_no = $1';
  const [from, to] = ['2021-05-17T00:00:00+07:00', '2021-06-01T00:00:00+07:00'].map((at) => new Date(at));
  expect(await app.dataSource.query(sql, [worker.no])).toEqual([{ from, to }]);
});

it('isolations of anybody but an officer are refused', async () => {
  const file = { name: 'c.csv', content: 'Mã NV,Từ,Lý do\nA1,17/05/2021,F1\n' };
  const fields = { organisationId: organisation.id, kind: 'isolations' };
  expect((await hr.upload('/health/imports', fields, file)).body.code).toBe('forbidden');
});
