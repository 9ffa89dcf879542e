import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { type Organisation, Worker } from '@app/database';
import { enterpriseAdmin, gateGuard, healthOfficer, personnel, provinceAdmin, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite } from '../support/factories.js';

let app: TestApp;
let organisation: Organisation;
let hr: Caller;
beforeAll(async () => (app = await testApp([WorkersModule], { queues: ['workers'] })));
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  hr = app.as(personnel(organisation.id));
});

const AN = { code: 'A1', fullName: 'Nguyễn Văn Ân' };
const create = (body: object) => hr.post('/workers', { organisationId: organisation.id, ...body });
const record = (id: string) => app.dataSource.getRepository(Worker).findOneByOrFail({ id });
const assignments = (id: string, kind: string): Promise<{ from: string; to: string | null; code: string }[]> =>
  app.dataSource.query(
    `select a.valid_from::text as from, a.valid_to::text as to, coalesce(p.code, a.shift) as code from assignment a
     join worker w on w.no = a.worker_no left join place p on p.no = a.place_no
     where w.id = $1 and a.kind = $2 order by a.valid_from, a.id`,
    [id, kind],
  );

it('answers a new worker with what was sent, the phone in E.164', async () => {
  const site = await makeSite(app.dataSource, organisation, { code: 'S1' });
  const line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  const room = await makeSharedPlace(app.dataSource, 'lodging-room');
  const bus = await makeSharedPlace(app.dataSource, 'bus');
  const sent = {
    ...{ ...AN, kind: 'contractor', birthDate: '1990-05-17', sex: 'male', identityNumber: '024090001234' },
    ...{ phone: '0912 345 678', address: 'Tổ 3', siteCode: 'S1', placeCode: line.code, shift: 'Ca 1' },
    ...{ dormitoryRoom: room.code, busCode: bus.code, startDate: '2021-01-04', endDate: '2099-12-31' },
  };
  const { status, body } = await create(sent);
  expect(status).toBe(201);
  expect(body).toMatchObject({ ...sent, organisationId: organisation.id, phone: '+84912345678', status: 'active' });
  expect(body.warnings).toBeUndefined();
  expect((await hr.get(`/workers/${body.id}`)).body).toEqual(body);
});

it('warns when the identity number says another sex or year', async () => {
  const { status, body } = await create({
    ...AN,
    sex: 'female',
    birthDate: '1991-01-01',
    identityNumber: '024090001234',
  });
  expect(status).toBe(201);
  expect(body.warnings).toEqual(['identity_sex_differs', 'identity_birth_year_differs']);
});

it.each([
  [{ phone: '12345' }, 'phone'],
  [{ identityNumber: '12' }, 'identityNumber'],
  [{ birthDate: '1990-02-31' }, 'birthDate'],
  [{ startDate: '2021-05-02', endDate: '2021-05-01' }, 'endDate'],
  [{ fullName: ' ' }, 'fullName'],
  [{ nickname: 'x' }, ''],
])('refuses %j, naming the field and not the value', async (fault, path) => {
  const { status, body, text } = await create({ ...AN, ...fault });
  expect([status, body.code]).toEqual([400, 'invalid_request']);
  expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  expect(text).not.toContain('12345');
});

it.each([
  [{ siteCode: 'X' }, 'unknown_site'],
  [{ placeCode: 'X' }, 'unknown_place'],
  [{ dormitoryRoom: 'X' }, 'unknown_room'],
  [{ busCode: 'X' }, 'unknown_bus'],
])('refuses %j: %s', async (fault, code) => {
  const { status, body } = await create({ ...AN, ...fault });
  expect([status, body.code]).toEqual([422, code]);
});

it('refuses a code that is taken, also in a change', async () => {
  await create(AN);
  expect((await create(AN)).body.code).toBe('code_taken');
  const { body } = await create({ ...AN, code: 'A2' });
  expect((await hr.patch(`/workers/${body.id}`, { code: 'A1' })).status).toBe(409);
});

it('takes a place of the own organisation before a shared one of the same code', async () => {
  const shared = await makeSharedPlace(app.dataSource, 'bus', { code: 'BUS-1' });
  const site = await makeSite(app.dataSource, organisation);
  const first = (await create({ ...AN, busCode: 'BUS-1' })).body;
  const own = await makePlace(app.dataSource, site, 'bus', { code: 'BUS-1' });
  const second = (await create({ ...AN, code: 'A2', busCode: 'BUS-1' })).body;
  const rows = await app.dataSource.query(
    'select place_no from assignment where worker_no = any($1) order by worker_no',
    [[(await record(first.id)).no, (await record(second.id)).no]],
  );
  expect(rows).toEqual([{ place_no: shared.no }, { place_no: own.no }]);
});

it('keeps the former assignment when a place changes, and none that lasted less than a day', async () => {
  const site = await makeSite(app.dataSource, organisation);
  const [one, two, three] = await Promise.all(
    ['P1', 'P2', 'P3'].map((code) => makePlace(app.dataSource, site, 'line', { code })),
  );
  const { id } = (await create({ ...AN, placeCode: one!.code, startDate: '2021-01-04' })).body;
  await hr.patch(`/workers/${id}`, { placeCode: two!.code });
  expect((await hr.patch(`/workers/${id}`, { placeCode: three!.code })).body.placeCode).toBe('P3');
  const [before, now] = await assignments(id, 'place');
  expect(before).toMatchObject({ code: 'P1', from: '2021-01-04', to: now!.from });
  expect(now).toMatchObject({ code: 'P3', to: null });
  expect((await hr.patch(`/workers/${id}`, { placeCode: null })).body.placeCode).toBeNull();
});

it('ends the assignments with the last day of the employment and opens them again when that moves', async () => {
  const { id } = (await create({ ...AN, shift: 'Ca 1', startDate: '2021-01-04' })).body;
  const left = (await hr.patch(`/workers/${id}`, { endDate: '2021-06-30' })).body;
  expect(left).toMatchObject({ status: 'left', endDate: '2021-06-30', shift: 'Ca 1' });
  expect(await assignments(id, 'shift')).toEqual([{ from: '2021-01-04', to: '2021-07-01', code: 'Ca 1' }]);
  await hr.patch(`/workers/${id}`, { endDate: '2021-07-31' });
  expect(await assignments(id, 'shift')).toEqual([{ from: '2021-01-04', to: '2021-08-01', code: 'Ca 1' }]);
  const back = (await hr.patch(`/workers/${id}`, { status: 'active', shift: 'Ca 2' })).body;
  expect(back).toMatchObject({ status: 'active', endDate: null, shift: 'Ca 2' });
  expect((await assignments(id, 'shift')).map(({ code }) => code)).toEqual(['Ca 1', 'Ca 2']);
});

it('refuses an end before the start that stands there already', async () => {
  const { id } = (await create({ ...AN, startDate: '2021-05-02' })).body;
  const { body } = await hr.patch(`/workers/${id}`, { endDate: '2021-05-01' });
  expect(body.errors).toEqual([{ path: 'endDate', code: 'end_before_start', message: 'is before startDate' }]);
});

it('knows records with one identity number as one person, in two organisations too', async () => {
  const other = await makeOrganisation(app.dataSource);
  const number = '024090005678';
  const here = (await create({ ...AN, identityNumber: number })).body;
  const there = await app
    .as(personnel(other.id))
    .post('/workers', { organisationId: other.id, ...AN, identityNumber: number });
  expect((await record(here.id)).personNo).toBe((await record(there.body.id)).personNo);
});

it('moves a record to the right person when its number comes, changes or goes', async () => {
  const known = await record((await create({ ...AN, identityNumber: '024090000001' })).body.id);
  const { id } = (await create({ ...AN, code: 'A2' })).body;
  const first = (await record(id)).personNo;
  await hr.patch(`/workers/${id}`, { identityNumber: '024090000002' });
  expect((await record(id)).personNo).toBe(first);
  await hr.patch(`/workers/${id}`, { identityNumber: '024090000001' });
  expect((await record(id)).personNo).toBe(known.personNo);
  await hr.patch(`/workers/${id}`, { identityNumber: null });
  expect([first, known.personNo]).not.toContain((await record(id)).personNo);
});

it('finds by parts of the name in any order without accents, by code, phone and identity number', async () => {
  const { id } = (
    await create({ code: 'W-77', fullName: 'Đặng Thị Ánh Tuyết', phone: '0987654321', identityNumber: '024190005555' })
  ).body;
  await create({ code: 'W-78', fullName: 'Trần Văn Bình' });
  const found = async (q: string) =>
    (await hr.post('/workers/search', { q })).body.items.map((item: { id: string }) => item.id);
  for (const q of ['tuyet dang', 'ĐẶNG ánh', 'w-77', '0987654321', '+84 987 654 321', '4321', '024 190 005 555'])
    expect([q, await found(q)]).toEqual([q, [id]]);
  expect(await found('%')).toEqual([]);
  expect(await found('tuyet binh')).toEqual([]);
});

it('finds a name that many have in pages, in order, each caller those in scope alone, and the same with a filter', async () => {
  const others = await makeOrganisation(app.dataSource);
  const members = { [organisation.id]: 5, [others.id]: 4 };
  for (const [organisationId, count] of Object.entries(members))
    for (let n = 0; n < count; n++)
      await app
        .as(personnel(organisationId))
        .post('/workers', { organisationId, code: `H${n}`, fullName: `Hồ Đức ${n}` });
  const all = async (caller: Caller, filter: object = {}): Promise<string[]> => {
    const names: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { body } = await caller.post('/workers/search', { q: 'duc ho', limit: 2, cursor, ...filter });
      names.push(...body.items.map((item: { fullName: string }) => item.fullName));
      if (body.nextCursor === null) return names;
      cursor = body.nextCursor;
    }
  };
  const own = [0, 1, 2, 3, 4].map((n) => `Hồ Đức ${n}`);
  for (const filter of [{}, { status: 'active' }, { organisationId: organisation.id }])
    expect(await all(hr, filter)).toEqual(own);
  expect(await all(hr, { status: 'left' })).toEqual([]);
  const everybody = await all(app.as(provinceAdmin()));
  expect(everybody).toEqual([...own, 'Hồ Đức 0', 'Hồ Đức 1', 'Hồ Đức 2', 'Hồ Đức 3'].sort());
});

it('lists by code in pages, by status, and by a place with all below it', async () => {
  const site = await makeSite(app.dataSource, organisation);
  const shop = await makePlace(app.dataSource, site, 'workshop');
  const line = await makePlace(app.dataSource, site, 'line', { parentId: shop.id });
  for (const code of ['B2', 'B1', 'B3'])
    await create({ code, fullName: 'Lê Thị Chi', placeCode: code === 'B3' ? shop.code : line.code });
  await create({ code: 'B4', fullName: 'Lê Văn Cũ', endDate: '2021-01-01', placeCode: line.code });
  const list = async (query: string) => (await hr.get(`/workers?organisationId=${organisation.id}&${query}`)).body;
  const codes = async (query: string) => (await list(query)).items.map((item: { code: string }) => item.code);
  const first = await list('limit=2');
  expect(await codes(`limit=2&cursor=${first.nextCursor}`)).toEqual(['B3', 'B4']);
  expect(first.items.map((item: { code: string }) => item.code)).toEqual(['B1', 'B2']);
  expect(await codes('status=left')).toEqual(['B4']);
  expect(await codes(`placeId=${shop.id}&status=active`)).toEqual(['B1', 'B2', 'B3']);
  expect(await codes(`placeId=${line.id}&status=active`)).toEqual(['B1', 'B2']);
});

it('shows a gate guard names and codes, and neither numbers nor addresses', async () => {
  const { id } = (await create({ ...AN, phone: '0912345678', identityNumber: '024090001111', address: 'Tổ 3' })).body;
  const guard = app.as(gateGuard(organisation.id));
  for (const path of [`/workers?organisationId=${organisation.id}`, `/workers/${id}`]) {
    const { text } = await guard.get(path);
    expect(text).toContain('Nguyễn Văn Ân');
    expect(text).not.toMatch(/912345678|024090001111|Tổ 3/);
  }
  expect((await guard.patch(`/workers/${id}`, { fullName: 'X' })).status).toBe(403);
});

it('answers foreign and absent alike, whoever asks', async () => {
  const { id } = (await create(AN)).body;
  const other = await makeOrganisation(app.dataSource, { unitCode: '27' });
  const absent = '0190a0a0-0000-7000-8000-00000000dead';
  for (const actor of [enterpriseAdmin(other.id), healthOfficer('27'), workerActor(organisation.id, absent)]) {
    const caller = app.as(actor);
    expect((await caller.get(`/workers/${id}`)).text).toBe((await caller.get(`/workers/${absent}`)).text);
    expect((await caller.get(`/workers/${id}`)).status).toBe(404);
  }
  const search = await app.as(enterpriseAdmin(other.id)).post('/workers/search', { q: 'nguyen van an' });
  expect(search.body.items).toEqual([]);
  expect((await app.as(provinceAdmin()).get(`/workers/${id}`)).status).toBe(200);
  expect((await app.as(workerActor(organisation.id, id)).get(`/workers/${id}`)).status).toBe(200);
});

it('writes every reading and change into the log, without personal data', async () => {
  const { id } = (await create({ ...AN, phone: '0912345678' })).body;
  await hr.get(`/workers/${id}`);
  await hr.post('/workers/search', { organisationId: organisation.id, q: 'nguyen' });
  const rows = await app.dataSource.query('select action, details from audit_event order by id desc limit 3');
  expect(rows.map(({ action }: { action: string }) => action)).toEqual([
    'worker.search',
    'worker.read',
    'worker.create',
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/nguyen|912345678/i);
});

it('tells who is behind the ids of a list, and leaves out whom the caller may not see', async () => {
  const { id } = (await create(AN)).body;
  const other = await makeOrganisation(app.dataSource);
  const foreign = (await app.as(personnel(other.id)).post('/workers', { ...AN, organisationId: other.id })).body;
  const { status, body } = await hr.post('/workers/lookup', { ids: [foreign.id, id] });
  expect(status).toBe(200);
  expect(body.items.map((one: { id: string; fullName: string }) => [one.id, one.fullName])).toEqual([
    [id, AN.fullName],
  ]);
});

it('finds who lacks what a trace needs, in a list and in a search alike', async () => {
  const site = await makeSite(app.dataSource, organisation);
  const line = await makePlace(app.dataSource, site, 'line');
  await create({ code: 'A1', fullName: 'Trần An', phone: '0912345678', placeCode: line.code, shift: 'Ca 1' });
  await create({ code: 'A2', fullName: 'Trần Bình', placeCode: line.code });
  await create({ code: 'A3', fullName: 'Trần Chi', phone: '0912345679', status: undefined });
  const lacking = async (missing: string) => {
    const query = { organisationId: organisation.id, missing };
    const list = await hr.get(`/workers?organisationId=${organisation.id}&missing=${missing}`);
    const found = await hr.post('/workers/search', { ...query, q: 'tran' });
    const codes = ({ body }: typeof list) => body.items.map(({ code }: { code: string }) => code);
    expect(codes(found)).toEqual(codes(list));
    return codes(list);
  };
  expect([await lacking('phone'), await lacking('place'), await lacking('shift')]).toEqual([
    ...[['A2'], ['A3'], ['A2', 'A3']],
  ]);
});

it('changes many alike at once, and nobody where one of them is unknown', async () => {
  const people = [await create({ ...AN, code: 'B1' }), await create({ ...AN, code: 'B2' })];
  const ids: string[] = people.map(({ body }) => body.id);
  const bulk = (given: string[], change: object) => hr.post('/workers/bulk', { ids: given, change });
  expect((await bulk(ids, { shift: 'Ca 3' })).body).toEqual({ changed: 2 });
  const foreign = '01990000-0000-7000-8000-000000000000';
  expect((await bulk([...ids, foreign], { shift: 'Ca 4' })).body).toMatchObject({ code: 'not_found' });
  expect((await bulk(ids, { placeCode: 'nowhere' })).body).toMatchObject({ code: 'unknown_place' });
  const shifts = await Promise.all(ids.map(async (id) => (await hr.get(`/workers/${id}`)).body.shift));
  expect(shifts).toEqual(['Ca 3', 'Ca 3']);
});
