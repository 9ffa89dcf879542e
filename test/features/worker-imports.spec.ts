import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { WorkerImportsService } from '../../apps/workers/src/imports/worker-imports.service.js';
import { DataImport, type Organisation, StoredFile, Work, Worker } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { writeXlsx } from '@app/tables';
import { gateGuard, personnel } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite } from '../support/factories.js';
import { gathered } from '../support/tables.js';
import { workbook, zip } from '../support/zip.js';

let app: TestApp;
let organisation: Organisation;
let hr: Caller;
beforeAll(async () => (app = await testApp([WorkersModule], { queues: ['workers'] })));
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  hr = app.as(personnel(organisation.id));
});

type Fields = Record<string, string>;
const send = (content: string | Buffer, fields: Fields = {}, caller = hr, organisationId = organisation.id) =>
  caller.upload('/workers/imports', { organisationId, ...fields }, { name: 'workers.xlsx', content });
/** Sends a file and waits for what became of it. */
async function imported(content: string | Buffer, fields: Fields = {}) {
  const { status, body } = await send(content, fields);
  expect([status, body.status]).toEqual([202, 'queued']);
  return ended(hr, `/workers/imports/${body.id}`);
}
const csv = (...rows: string[]): string => rows.map((row) => `${row}\n`).join('');
const people = async (): Promise<Record<string, any>> => {
  const { body } = await hr.get(`/workers?organisationId=${organisation.id}&limit=500`);
  return Object.fromEntries(body.items.map((item: { code: string }) => [item.code, item]));
};
const NOBODY = { read: 0, accepted: 0, rejected: 0, duplicate: 0, created: 0, updated: 0, unchanged: 0, left: 0 };

it('takes a CSV over and accounts for every row', async () => {
  const first = csv('code,fullName,phone', 'A1,An,0912345678', 'A2,Bình,', 'A1,An,', 'A3,Chi,12', ',Dung,');
  expect(await imported(first)).toMatchObject({
    status: 'done',
    progress: 1,
    ...NOBODY,
    read: 5,
    accepted: 2,
    created: 2,
    rejected: 2,
    duplicate: 1,
  });
  const second = csv('code;fullName;phone', 'A1;An;+84 912 345 678', 'A2;Bình;0987654321', 'A4;Em;');
  expect(await imported(second)).toMatchObject({
    ...NOBODY,
    read: 3,
    accepted: 3,
    created: 1,
    updated: 1,
    unchanged: 1,
  });
  expect((await people())['A2']).toMatchObject({ fullName: 'Bình', phone: '+84987654321', status: 'active' });
});

it('reads a workbook with Vietnamese headers, dates and numbers that lost their zeros', async () => {
  const site = await makeSite(app.dataSource, organisation, { code: 'NM1' });
  await makePlace(app.dataSource, site, 'line', { code: 'CH-01' });
  const room = await makeSharedPlace(app.dataSource, 'lodging-room');
  const text = (...cells: string[]) => cells.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('');
  const file = workbook(
    `<row>${text('STT Mã công nhân'.slice(4), 'Họ và tên (*)', 'Ngày sinh', 'GIỚI TÍNH', 'Số CCCD', 'Số điện thoại', 'Mã cơ sở', 'Chuyền', 'Ca', 'Phòng ký túc xá', 'Ngày vào làm')}</row>` +
      `<row>${text('0012', 'Nguyễn Thị  Ánh')}<c s="1"><v>33010</v></c>${text('Nữ')}<c><v>24190001234</v></c><c><v>912345678</v></c>${text('NM1', 'CH-01', 'Ca 1', room.code, '4/1/2021')}</row>`,
    { styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' },
  );
  expect(await imported(file)).toMatchObject({ read: 1, created: 1 });
  expect((await people())['0012']).toMatchObject({
    ...{ fullName: 'Nguyễn Thị Ánh', birthDate: '1990-05-17', sex: 'female', identityNumber: '024190001234' },
    ...{ phone: '+84912345678', siteCode: 'NM1', placeCode: 'CH-01', shift: 'Ca 1', dormitoryRoom: room.code },
    startDate: '2021-01-04',
  });
});

it('gives the rejected rows back with column and reason, ready to be mended and sent again', async () => {
  const header = 'Mã,Họ tên,Ngày sinh,Giới tính,CCCD,Điện thoại,Vị trí,Ngày vào làm,Ngày nghỉ việc';
  const { id, rejected } = await imported(
    csv(
      ...[header, 'A1,An,31/02/1990', ',Bình', 'A3,Chi,,x', 'A4,Dung,,,12', 'A5,Em,,,,12345', 'A6,Giang,,,,,KHÔNG CÓ'],
      ...['A7,Hà,,,,,,02/05/2021,01/05/2021', `A8,${'x'.repeat(201)}`, 'A9,=1+1,,,,,,,,thừa', 'B1,Kim'],
    ),
  );
  expect(rejected).toBe(9);
  const { text, headers } = await hr.get(`/workers/imports/${id}/rejects`);
  expect(headers['content-type']).toContain('text/csv');
  const lines = text.slice(1).trimEnd().split('\r\n');
  expect(lines[0]).toBe(`${header},row,column,reason`);
  const tails = lines.slice(1).map((line) => /,(\d+),([^,]*),"?(\w+):/.exec(line)!.slice(1));
  expect(tails).toEqual([
    ['2', 'Ngày sinh', 'bad_date'],
    ['3', 'Mã', 'required'],
    ['4', 'Giới tính', 'bad_sex'],
    ['5', 'CCCD', 'bad_identity_number'],
    ['6', 'Điện thoại', 'bad_phone'],
    ['7', 'Vị trí', 'unknown_place'],
    ['8', 'Ngày nghỉ việc', 'end_before_start'],
    ['9', 'Họ tên', 'too_long'],
    ['10', '', 'too_many_cells'],
  ]);
  expect(lines[9]).toContain("A9,'=1+1,");
  const mended = text.replace('31/02/1990', '28/02/1990').replace('KHÔNG CÓ', '');
  expect(await imported(mended)).toMatchObject({ read: 9, created: 3, rejected: 6 });
  expect((await people())['A9'].fullName).toBe('=1+1');
});

it.each([
  ['an unknown column', csv('code,fullName,lương', 'A1,An,5'), 422, 'unknown_column', 'lương'],
  ['a missing column', csv('code,phone', 'A1,'), 422, 'missing_column', 'fullName'],
  ['a column twice', csv('code,mã nhân viên,fullName', 'A1,A1,An'), 422, 'duplicate_column', 'mã nhân viên'],
  ['UTF-16', Buffer.from('code,fullName\nA1,An\n', 'utf16le'), 422, 'wrong_encoding', 'UTF-8'],
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae1'.padEnd(128, '0'), 'hex'), 415, 'unsupported_file', '.xls'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 415, 'unsupported_file', 'picture'],
  ['a ZIP that is no workbook', zip({ 'a.txt': 'x' }), 415, 'unsupported_file', 'workbook'],
  ['an empty file', '', 422, 'empty_file', 'empty'],
])('refuses %s at once and keeps nothing', async (_, content, status, code, words) => {
  const files = () => app.dataSource.getRepository(StoredFile).count();
  const before = await files();
  const answer = await send(content);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.body.detail).toContain(words);
  expect([
    await files(),
    await app.dataSource.getRepository(DataImport).countBy({ organisationId: organisation.id }),
  ]).toEqual([before, 0]);
});

it.each([
  ['a header alone', csv('code,fullName'), 'empty_file', ''],
  ['a file cut in the middle of a row', 'code,fullName\nA1,An\nA2', 'truncated_file', 'row 3'],
  ['a file cut inside quotes', 'code,fullName\nA1,An\nA2,"Bì', 'truncated_file', 'row 3'],
  [
    'a character that is no UTF-8',
    Buffer.concat([Buffer.from('code,fullName\nA1,An\nA2,B'), Buffer.from([0xec, 0x6e, 0x0a])]),
    'wrong_encoding',
    '',
  ],
  [
    'a sheet of 1,048,577 rows',
    workbook(
      '<row><c t="str"><v>code</v></c><c t="str"><v>fullName</v></c></row><row r="1048577"><c t="str"><v>A1</v></c></row>',
    ),
    'too_many_rows',
    '',
  ],
])('fails with a named code for %s, and nothing is half done', async (_, content, code, words) => {
  const answer = await send(content);
  const error = answer.status === 202 ? (await ended(hr, `/workers/imports/${answer.body.id}`)).error : answer.body;
  expect(error.code).toBe(code);
  expect(error.detail).toContain(words);
  expect(await people()).toEqual({});
});

it('leaves what an upsert does not say, and clears what a replace leaves empty', async () => {
  await imported(csv('code,fullName,phone,shift', 'A1,An,0912345678,Ca 1'));
  expect(await imported(csv('code,fullName,phone,shift', 'A1,An,,'))).toMatchObject({ unchanged: 1 });
  expect(await imported(csv('code,fullName', 'A1,An'), { mode: 'replace' })).toMatchObject({ unchanged: 1 });
  expect(await imported(csv('code,fullName,phone', 'A1,An,'), { mode: 'replace' })).toMatchObject({ updated: 1 });
  expect((await people())['A1']).toMatchObject({ phone: null, shift: 'Ca 1' });
});

it('lets those leave who are not in a replacing file, and takes back who returns', async () => {
  await imported(csv('code,fullName,shift', 'A1,An,Ca 1', 'A2,Bình,Ca 1', 'A3,Chi,Ca 1'));
  const replaced = await imported(csv('code,fullName,phone', 'A1,An,', 'A3,Chi,xyz'), { mode: 'replace' });
  expect(replaced).toMatchObject({ read: 2, accepted: 1, rejected: 1, unchanged: 1, left: 1 });
  const { A2, A3 } = await people();
  expect(A2).toMatchObject({ status: 'left', shift: 'Ca 1', endDate: expect.any(String) });
  expect(A3.status).toBe('active');
  expect(await imported(csv('code,fullName,shift', 'A2,Bình,Ca 2'))).toMatchObject({ updated: 1 });
  expect((await people())['A2']).toMatchObject({ status: 'active', endDate: null, shift: 'Ca 2' });
});

it('counts in a dry run and changes nothing', async () => {
  await imported(csv('code,fullName', 'A1,An', 'A2,Bình'));
  const file = csv('code,fullName,birthDate', 'A1,Ân,', 'A3,Chi,', 'A4,Dung,31/02/1990');
  const counts = { read: 3, accepted: 2, rejected: 1, created: 1, updated: 1, unchanged: 0, left: 1 };
  const dry = await imported(file, { mode: 'replace', dryRun: 'true' });
  expect(dry).toMatchObject({ ...counts, dryRun: true });
  expect(Object.keys(await people())).toEqual(['A1', 'A2']);
  expect((await hr.get(`/workers/imports/${dry.id}/rejects`)).text).toContain('bad_date');
  expect(await imported(file, { mode: 'replace' })).toMatchObject(counts);
});

it('makes one person of records with one identity number, within a file and across organisations', async () => {
  const file = csv(
    'code,fullName,cccd',
    'A1,An,024090001234',
    'A2,An,024 090 001 234',
    'A3,Bình,',
    'A4,Chi,024090009999',
  );
  await imported(file);
  const other = await makeOrganisation(app.dataSource);
  const caller = app.as(personnel(other.id));
  const { body } = await send(csv('code,fullName,cccd', 'X,An,024090001234'), {}, caller, other.id);
  await ended(caller, `/workers/imports/${body.id}`);
  const rows = await app.dataSource.query('select code, person_no from worker where organisation_id = any($1)', [
    [organisation.id, other.id],
  ]);
  const person = Object.fromEntries(rows.map((row: { code: string; person_no: number }) => [row.code, row.person_no]));
  expect(new Set([person['A1'], person['A2'], person['X']]).size).toBe(1);
  expect(new Set(Object.values(person)).size).toBe(3);
  await imported(csv('code,fullName,cccd', 'A3,Bình,024090001234', 'A4,Chi,024090001234'));
  const { A3, A4 } = await people();
  const persons = await app.dataSource.query('select distinct person_no from worker where id = any($1)', [
    [A3.id, A4.id],
  ]);
  expect(persons).toEqual([{ person_no: person['A1'] }]);
});

it('keeps the person of a record whose number becomes known', async () => {
  await imported(csv('code,fullName', 'A1,An', 'A2,An'));
  const persons = () =>
    app.dataSource.getRepository(Worker).find({ where: { organisationId: organisation.id }, order: { code: 'ASC' } });
  const before = (await persons())[0]!.personNo;
  await imported(csv('code,fullName,cccd', 'A1,An,024090007777', 'A2,An,024090007777'));
  expect((await persons()).map(({ personNo }) => personNo)).toEqual([before, before]);
});

it('dates the assignments: what changes ends today, what stays goes on', async () => {
  const site = await makeSite(app.dataSource, organisation);
  for (const code of ['L1', 'L2']) await makePlace(app.dataSource, site, 'line', { code });
  await imported(csv('code,fullName,placeCode,shift,startDate', 'A1,An,L1,Ca 1,04/01/2021'));
  await imported(csv('code,fullName,placeCode,shift', 'A1,An,L2,Ca 1'));
  const rows = await app.dataSource.query(
    `select a.kind, a.valid_from::text as from, a.valid_to is null as open from assignment a join worker w on w.no = a.worker_no
     where w.organisation_id = $1 order by a.kind, a.valid_from`,
    [organisation.id],
  );
  expect(rows).toEqual([
    { kind: 'place', from: '2021-01-04', open: false },
    { kind: 'place', from: expect.not.stringContaining('2021-01-04'), open: true },
    { kind: 'shift', from: '2021-01-04', open: true },
  ]);
});

it('gives the same result when the job runs again after its end was not noted', async () => {
  const done = await imported(csv('code,fullName', 'A1,An', 'A2,Bình', 'A2,Bình'), { mode: 'replace' });
  const again: ClaimedWork = {
    ...{ id: done.id, job: 'worker-import.run', attempt: 2, signal: new AbortController().signal },
    ...{ progress: () => undefined, assertHeld: () => Promise.resolve() },
  };
  await app.nest.get(WorkerImportsService).run(again);
  expect((await hr.get(`/workers/imports/${done.id}`)).body).toEqual(done);
});

it('publishes nothing when its claim is lost, and runs whole the next time', async () => {
  const { body } = await send(csv('code,fullName', 'A1,An'), {}, hr);
  await ended(hr, `/workers/imports/${body.id}`);
  await app.dataSource.query('delete from assignment; delete from worker');
  await app.dataSource.getRepository(DataImport).update(body.id, { read: 0 });
  const lost = new Error('lost');
  const run = (assertHeld: () => Promise<void>) =>
    app.nest.get(WorkerImportsService).run({
      ...{ id: body.id, job: 'worker-import.run', attempt: 2 },
      signal: new AbortController().signal,
      progress: () => undefined,
      assertHeld,
    });
  await expect(run(() => Promise.reject(lost))).rejects.toBe(lost);
  expect(await people()).toEqual({});
  await run(() => Promise.resolve());
  expect(Object.keys(await people())).toEqual(['A1']);
});

it('is for those who may write, and seen within the organisation alone', async () => {
  const { body } = await send(csv('code,fullName', 'A1,An'));
  await ended(hr, `/workers/imports/${body.id}`);
  expect((await app.as(gateGuard(organisation.id)).get(`/workers/imports/${body.id}`)).status).toBe(403);
  const other = app.as(personnel((await makeOrganisation(app.dataSource)).id));
  for (const path of ['', '/rejects', '/events'])
    expect((await other.get(`/workers/imports/${body.id}${path}`)).status).toBe(404);
  expect((await send('code', {}, other)).status).toBe(404);
  const events = await hr.get(`/workers/imports/${body.id}/events`);
  expect(events.text).toContain('event: end');
});

it('leaves no personal data with the work', async () => {
  const { id } = await imported(csv('code,fullName,phone', 'A1,An,0912345678', 'A2,Bình,09'));
  const work = await app.dataSource.getRepository(Work).findOneByOrFail({ id });
  const log = await app.dataSource.query('select * from audit_event order by id desc limit 5');
  expect(JSON.stringify([work, log])).not.toMatch(/0912345678|Bình/);
});

it('writes what it reads: a workbook of ours comes back as it was', async () => {
  const rows = [['0012', '=An', '+84912345678']];
  const file = await gathered(writeXlsx(['code', 'fullName', 'phone'], rows));
  expect(await imported(file)).toMatchObject({ created: 1 });
  expect((await people())['0012']).toMatchObject({ fullName: '=An', phone: '+84912345678' });
});
