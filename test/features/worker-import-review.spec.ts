import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { CheckIn, newId, type Organisation, Worker } from '@app/database';
import { personnel } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite } from '../support/factories.js';

let app: TestApp;
let organisation: Organisation;
let hr: Caller;
beforeAll(async () => (app = await testApp([WorkersModule], { queues: ['workers'] })));
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  hr = app.as(personnel(organisation.id));
});

const csv = (...rows: string[]): string => rows.map((row) => `${row}\n`).join('');
const send = (content: string, fields: Record<string, string> = {}, path = '/workers/imports') =>
  hr.upload(path, { organisationId: organisation.id, ...fields }, { name: 'workers.csv', content });
const imported = async (content: string, fields: Record<string, string> = {}) =>
  ended(hr, `/workers/imports/${(await send(content, fields)).body.id}`);
const dry = (content: string, fields: Record<string, string> = {}) => imported(content, { dryRun: 'true', ...fields });
const publish = async (id: string) =>
  ended(hr, `/workers/imports/${(await hr.post(`/workers/imports/${id}/publish`)).body.id}`);
const undo = (id: string) => hr.delete(`/workers/imports/${id}`);
const people = async (): Promise<Record<string, any>> => {
  const { body } = await hr.get(`/workers?organisationId=${organisation.id}&limit=500`);
  return Object.fromEntries(body.items.map((item: { code: string }) => [item.code, item]));
};
const changes = async (id: string, state: string): Promise<[string, string[]][]> => {
  const { body } = await hr.get(`/workers/imports/${id}/changes?state=${state}`);
  return body.items.map(({ code, fields }: { code: string; fields: string[] }) => [code, fields]);
};

it('takes columns for what somebody says they are, and remembers it for the next file', async () => {
  const file = csv('Số hiệu,Tên gọi,Ghi chú', 'A1,An,x');
  const preview = await send(file, {}, '/workers/imports/preview');
  expect(preview.body).toEqual({
    ...{ headers: ['Số hiệu', 'Tên gọi', 'Ghi chú'], columns: [null, null, null], samples: [['A1', 'An', 'x']] },
  });
  expect((await send(file)).body.code).toBe('unknown_column');
  const columns = JSON.stringify({ 'Số hiệu': 'code', 'Tên gọi': 'fullName', 'Ghi chú': null });
  expect(await imported(file, { columns })).toMatchObject({ created: 1 });
  expect((await people())['A1'].fullName).toBe('An');
  expect((await send(file, {}, '/workers/imports/preview')).body.columns).toEqual(['code', 'fullName', null]);
});

it('refuses columns that are none, and JSON that is none', async () => {
  for (const columns of ['{"a":"shoeSize"}', '{', '["code"]', '{"\\u0000":null}'])
    expect((await send('a\n1\n', { columns })).body).toMatchObject({ status: 400, code: 'invalid_request' });
});

it('shows what a file would do, by worker, and does none of it', async () => {
  await imported(csv('code,fullName,phone,shift', 'A1,An,0912345678,Ca 1', 'A2,Bình,,', 'A3,Chi,,'));
  const { id } = await dry(csv('code,fullName,phone,shift', 'A1,An,0912345679,Ca 2', 'A2,Bình,,', 'A4,Dung,,'), {
    mode: 'replace',
  });
  expect(await changes(id, 'created')).toEqual([['A4', []]]);
  expect(await changes(id, 'updated')).toEqual([['A1', ['phone', 'shift']]]);
  expect(await changes(id, 'left')).toEqual([['A3', ['endDate']]]);
  expect(Object.keys(await people())).toEqual(['A1', 'A2', 'A3']);
});

it('takes a rejected row over as it was mended, and says at once what is wrong with it still', async () => {
  const { id } = await dry(csv('code,fullName,phone', 'A1,An,12', 'A2,Bình,'));
  const { body } = await hr.get(`/workers/imports/${id}/rejected`);
  expect(body).toMatchObject({
    ...{ headers: ['code', 'fullName', 'phone'], nextCursor: null },
    items: [{ row: 2, cells: ['A1', 'An', '12'], column: 'phone', reason: 'bad_phone' }],
  });
  const mend = (cells: string[]) => hr.put(`/workers/imports/${id}/rejected/2`, { cells });
  expect((await mend(['A1', '', '0912345678'])).body).toMatchObject({ column: 'fullName', reason: 'required' });
  expect((await mend(['A1', 'An', '0912345678'])).body).toMatchObject({ column: null, reason: null });
  expect(await publish(id)).toMatchObject({ sourceId: id, dryRun: false, created: 2, rejected: 0 });
  expect((await people())['A1'].phone).toBe('+84912345678');
});

it('takes a dry run over once, however often it is asked', async () => {
  const { id } = await dry(csv('code,fullName', 'A1,An'));
  const [one, two] = [await publish(id), await publish(id)];
  expect(two.id).toBe(one.id);
  expect((await hr.post(`/workers/imports/${one.id}/publish`)).body.code).toBe('not_ready');
  const { body } = await hr.get(`/workers/imports?organisationId=${organisation.id}`);
  expect(body.items.map((item: { id: string }) => item.id)).toEqual([one.id, id]);
});

it('undoes an import: newcomers are gone, and others are what they were and where', async () => {
  const site = await makeSite(app.dataSource, organisation);
  const [line, other] = [await makePlace(app.dataSource, site, 'line'), await makePlace(app.dataSource, site, 'line')];
  await imported(csv('code,fullName,phone,placeCode', `A1,An,0912345678,${line.code}`, 'A2,Bình,,'));
  const before = await people();
  const { id } = await imported(csv('code,fullName,phone,placeCode', `A1,Ân,0987654321,${other.code}`, 'A3,Chi,,'), {
    mode: 'replace',
  });
  expect((await people())['A2'].status).toBe('left');
  expect((await undo(id)).status).toBe(204);
  const unstamped = (all: Record<string, any>) => Object.values(all).map(({ updatedAt: _, ...rest }) => rest);
  expect(unstamped(await people())).toEqual(unstamped(before));
  expect((await hr.get(`/workers/imports/${id}`)).body.takenBackAt).toBeDefined();
  expect((await undo(id)).status).toBe(204);
});

it('gives back the identity number that an import had brought to somebody', async () => {
  await imported(csv('code,fullName', 'A1,An'));
  const { id } = await imported(csv('code,fullName,identityNumber', 'A1,An,024190001234'));
  await undo(id);
  await imported(csv('code,fullName,identityNumber', 'A9,Ánh,024190001234'));
  const [{ persons }] = await app.dataSource.query(
    'select count(distinct person_no)::int as persons from worker where organisation_id = $1',
    [organisation.id],
  );
  expect(persons).toBe(2);
});

it('does not undo what somebody has changed since, nor newcomers who have checked in', async () => {
  const first = await imported(csv('code,fullName', 'A1,An'));
  const { id: worker } = (await people())['A1'];
  await hr.patch(`/workers/${worker}`, { shift: 'Ca 2' });
  expect((await undo(first.id)).body).toMatchObject({ status: 409, code: 'import_touched' });
  const second = await imported(csv('code,fullName', 'A2,Bình'));
  const site = await makeSite(app.dataSource, organisation);
  const gate = await makePlace(app.dataSource, site, 'gate');
  const { no } = await app.dataSource.getRepository(Worker).findOneByOrFail({ id: (await people())['A2'].id });
  const seen = { id: newId(), day: '2026-01-01', at: new Date(), workerNo: no, placeNo: gate.no };
  await app.dataSource.query(`select ensure_day_partition('check_in', '2026-01-01')`);
  await app.dataSource.getRepository(CheckIn).insert({
    ...{ ...seen, organisationId: organisation.id, direction: 'in', result: 'accepted', decision: 'allow' },
    recordedBy: newId(),
  });
  expect((await undo(second.id)).body.code).toBe('import_touched');
});

it('shows nothing of an import to another organisation, and undoes nothing for it', async () => {
  const { id } = await dry(csv('code,fullName', 'A1,An', ',Bình'));
  const other = app.as(personnel((await makeOrganisation(app.dataSource)).id));
  for (const path of ['changes?state=created', 'rejected'])
    expect((await other.get(`/workers/imports/${id}/${path}`)).status).toBe(404);
  expect((await other.post(`/workers/imports/${id}/publish`)).status).toBe(404);
  expect((await other.put(`/workers/imports/${id}/rejected/3`, { cells: ['A2', 'B'] })).status).toBe(404);
  expect((await other.delete(`/workers/imports/${id}`)).status).toBe(404);
});
