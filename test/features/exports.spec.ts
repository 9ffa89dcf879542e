import { startOfDate } from '@app/contracts';
import { Assignment, Files, newId, TraceReview, type Organisation, type Worker } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { ExportRunner } from '../../apps/exchange/src/exports/export-runner.js';
import { LISTS } from '../../apps/exchange/src/lists/list-rows.js';
import { enterpriseAdmin, healthOfficer, personnel, provinceAdmin } from '../support/actors.js';
import { ended, makeKnownWorker, testApp, type Caller, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { readRows } from '../support/tables.js';
import { makeTrace } from '../support/traced.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp([ExchangeModule], { queues: ['exchange'], environment: { EXPORT_PART_ROWS: '3' } });
});
afterAll(() => app.close());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const noon = startOfDate('2021-05-12') + 12 * 3600;

/** Asks for a list and waits until it is there. */
async function exported(caller: Caller, wish: object) {
  const made = await caller.post('/exports', { format: 'csv', purpose: 'dịch ở Việt Yên', ...wish });
  if (made.status !== 202) throw new Error(made.text);
  return ended(caller, `/exports/${made.body.id}`);
}
const rowsOf = async (caller: Caller, id: string) => {
  const { header, rows } = await readRows((await caller.get(`/exports/${id}/file`)).raw);
  return rows.map(({ cells }) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
};

async function traced(organisation?: Organisation) {
  const own = organisation ?? (await makeOrganisation(app.dataSource));
  const line = await makePlace(app.dataSource, await makeSite(app.dataSource, own), 'line', { name: 'Chuyền 3' });
  const source = await makeWorker(app.dataSource, own);
  const contact = await makeKnownWorker(app, own, { phone: '+84912345678', fullName: '=Trần Văn Cường' });
  const validFrom = '2020-01-01';
  await app.dataSource
    .getRepository(Assignment)
    .insert({ workerNo: contact.no, kind: 'place', placeNo: line.no, validFrom });
  const trace = await makeTrace(app.dataSource, {
    cases: [source],
    contacts: [
      {
        worker: contact,
        exposedAt: new Date(noon * 1000),
        nearSeconds: '90',
        roomSeconds: '5400',
        score: 0.25,
        because: {
          source,
          pieces: [
            [null, noon, noon + 60],
            [line.id, noon, noon + 5400],
          ],
        },
      },
    ],
  });
  return { own, source, contact, trace, officer: app.as(healthOfficer()) };
}

it('a trace’s list names each contact with place, time and the one reason that weighs most', async () => {
  const { trace, contact, source, own, officer } = await traced();
  const { id } = await exported(officer, { kind: 'trace', traceId: trace.id });
  expect(await rowsOf(officer, id)).toEqual([
    {
      ...{ level: '1', workerCode: contact.code, fullName: '=Trần Văn Cường', organisation: own.name },
      ...{ phone: '+84912345678', address: '', place: 'Chuyền 3', exposedAt: '2021-05-12T05:00:00Z', earliestAt: '' },
      ...{ lastExposureAt: '', nearMinutes: '1.5', roomMinutes: '90', score: '0.25', isCase: 'false', sources: '1' },
      because: `at Chuyền 3 with ${source.code}, 12/05/2021 12:00–13:30`,
      ...{ decision: '', decisionReason: '', workerId: contact.id, exercise: 'false', added: '' },
    },
  ]);
});

it('the file is formula-safe UTF-8 with a mark, is what the digest says, and bears no personal data in its name', async () => {
  const { trace, officer } = await traced();
  const { id, sha256: whole, parts } = await exported(officer, { kind: 'trace', traceId: trace.id });
  const file = await officer.get(`/exports/${id}/file`);
  expect(file.text.startsWith('\ufefflevel,workerCode,fullName,organisation,phone,address,place,')).toBe(true);
  expect(file.text).toContain(`,'=Trần Văn Cường,`);
  expect(sha256(file.raw)).toBe(whole);
  expect(parts).toEqual([{ name: `trace-${id}-1.csv`, rows: 1, sha256: whole }]);
  expect(file.headers['content-disposition']).toBe(`attachment; filename="trace-${id}-1.csv"`);
  expect(file.headers['content-digest']).toBe(`sha-256=:${Buffer.from(whole, 'hex').toString('base64')}:`);
});

it('the manifest says what was handed over, and by which definition of a contact', async () => {
  const { trace, officer } = await traced();
  const { id, sha256: whole, createdAt } = await exported(officer, { kind: 'trace', traceId: trace.id });
  const { body } = await officer.get(`/exports/${id}/manifest`);
  expect(body).toMatchObject({
    exportId: id,
    kind: 'trace',
    rows: 1,
    leftOut: 0,
    asOf: '2021-05-20T00:00:00Z',
    createdAt,
  });
  expect(body.parts).toEqual([{ name: `trace-${id}-1.csv`, rows: 1, sha256: whole }]);
  expect(body.preset).toEqual(trace.preset);
  expect(body.columns.slice(0, 4)).toEqual(['level', 'workerCode', 'fullName', 'organisation']);
});

it('a dismissed contact stays in the list with the decision, one added by hand with its reason', async () => {
  const { trace, contact, officer } = await traced();
  const review = { traceId: trace.id, personNo: contact.personNo, decidedBy: newId() };
  await app.dataSource.getRepository(TraceReview).insert([
    { ...review, id: newId(), decision: 'confirm', reason: 'at first' },
    { ...review, id: newId(), decision: 'dismiss', reason: 'was on leave' },
  ]);
  await app.dataSource.query(`update trace_contact set added_because = 'seen there' where trace_id = $1`, [trace.id]);
  const { id } = await exported(officer, { kind: 'trace', traceId: trace.id });
  const [row] = await rowsOf(officer, id);
  expect(row).toMatchObject({
    decision: 'dismiss',
    decisionReason: 'was on leave',
    because: 'added by hand: seen there',
  });
});

async function people(count: number, organisation?: Organisation): Promise<{ own: Organisation; workers: Worker[] }> {
  const own = organisation ?? (await makeOrganisation(app.dataSource));
  const workers = [];
  for (let i = 0; i < count; i++) workers.push(await makeKnownWorker(app, own, { phone: `+8491234567${i}` }));
  return { own, workers };
}

it('a long list is cut into parts that add up, none longer than a sheet may be', async () => {
  const { own, workers } = await people(7);
  const caller = app.as(enterpriseAdmin(own.id));
  const { id, rows, parts, sha256: whole } = await exported(caller, { kind: 'workers' });
  expect([rows, ...parts.map((part: { rows: number }) => part.rows)]).toEqual([7, 3, 3, 1]);
  const files = await Promise.all([1, 2, 3].map((part) => caller.get(`/exports/${id}/file?part=${part}`)));
  expect(files.map(({ raw }) => sha256(raw))).toEqual(parts.map((part: { sha256: string }) => part.sha256));
  expect(sha256(Buffer.concat(files.map(({ raw }) => raw)))).toBe(whole);
  const read = await Promise.all(files.map(({ raw }) => readRows(raw)));
  expect(read.flatMap(({ rows }) => rows.map(({ cells }) => cells[0]))).toEqual(workers.map(({ code }) => code));
  expect((await caller.get(`/exports/${id}/file?part=4`)).status).toBe(404);
});

it.each([0, 3, 4])('%d rows are as many in the files', async (count) => {
  const { own } = await people(count);
  const { rows, parts } = await exported(app.as(enterpriseAdmin(own.id)), { kind: 'workers' });
  expect(rows).toBe(count);
  expect(parts).toHaveLength(Math.max(1, Math.ceil(count / 3)));
});

it('CSV, XLSX and JSON hold the same', async () => {
  const { own } = await people(2);
  const caller = app.as(enterpriseAdmin(own.id));
  const [csv, xlsx, json] = [
    await exported(caller, { kind: 'workers', format: 'csv' }),
    await exported(caller, { kind: 'workers', format: 'xlsx' }),
    await exported(caller, { kind: 'workers', format: 'json' }),
  ];
  const fromCsv = await rowsOf(caller, csv.id);
  expect(fromCsv).toHaveLength(2);
  expect(await rowsOf(caller, xlsx.id)).toEqual(fromCsv);
  const { body } = await caller.get(`/exports/${json.id}/file`);
  const filled = body.map((row: object) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v ?? ''])));
  expect(filled).toEqual(fromCsv);
});

it('workers of one organisation come with the columns of the import, of several with the organisation', async () => {
  const { own } = await people(1);
  const columnsOf = async (caller: Caller, filter: object) => {
    const { id } = await exported(caller, { kind: 'workers', filter });
    return (await caller.get(`/exports/${id}/manifest`)).body.columns;
  };
  const imported =
    'code fullName birthDate sex identityNumber phone address siteCode placeCode shift dormitoryRoom busCode startDate endDate';
  expect(await columnsOf(app.as(provinceAdmin()), { organisationId: own.id })).toEqual(imported.split(' '));
  expect((await columnsOf(app.as(provinceAdmin()), {})).slice(14, 16)).toEqual(['organisation', 'organisationId']);
});

it('a list holds what lies in the scope of who asked, and nothing else', async () => {
  const elsewhere = await people(2, await makeOrganisation(app.dataSource, { unitCode: '27' }));
  const { own } = await people(1);
  const count = async (caller: Caller, filter = {}) => (await exported(caller, { kind: 'workers', filter })).rows;
  expect(await count(app.as(healthOfficer('27')))).toBe(2);
  expect(await count(app.as(healthOfficer('27')), { organisationId: own.id })).toBe(0);
  expect(await count(app.as(enterpriseAdmin(own.id)), { organisationId: elsewhere.own.id })).toBe(0);
  expect(await count(app.as(provinceAdmin()), { organisationId: elsewhere.own.id })).toBe(2);
});

it('check-ins and cases are lists, too', async () => {
  const { own, source, officer } = await traced();
  const place = await makePlace(app.dataSource, await makeSite(app.dataSource, own), 'gate', { code: 'GATE' });
  await app.dataSource.query(`select ensure_day_partition('check_in', '2021-05-12')`);
  await app.dataSource.query(
    `insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, result, decision, reasons, recorded_by)
     values ('2021-05-12', $1, $2, $3, $4, 'in', '2021-05-12T05:00:00Z', 'flagged', 'warn', '{late,far}', $1)`,
    [newId(), source.no, place.no, own.id],
  );
  const gates = app.as(enterpriseAdmin(own.id));
  const within = { from: '2021-05-12T12:00', to: '2021-05-12T12:01' };
  const { id } = await exported(gates, { kind: 'check-ins', filter: within });
  const [seen] = await rowsOf(gates, id);
  expect(Object.keys(seen!)).not.toContain('workerCode');
  expect(seen).toMatchObject({
    placeCode: 'GATE',
    at: '2021-05-12T05:00:00Z',
    reasons: 'late far',
  });
  const outside = { from: '2021-05-12T12:01', to: '2021-05-13T00:00' };
  expect((await exported(gates, { kind: 'check-ins', filter: outside })).rows).toBe(0);
  const cases = await exported(officer, { kind: 'cases', filter: { organisationId: own.id, status: 'open' } });
  expect((await rowsOf(officer, cases.id))[0]).toMatchObject({ workerCode: source.code, sampledOn: '2021-05-18' });
});

it('an enterprise takes neither contacts nor cases, and a list of contacts needs a trace that is done and in the area', async () => {
  const { own, source, trace, officer } = await traced();
  const wish = { format: 'csv', purpose: 'x', kind: 'trace', traceId: trace.id };
  expect((await app.as(enterpriseAdmin(own.id)).post('/exports', wish)).status).toBe(403);
  expect(
    (await app.as(enterpriseAdmin(own.id)).post('/exports', { ...wish, kind: 'cases', traceId: undefined })).status,
  ).toBe(403);
  expect((await app.as(personnel(own.id)).post('/exports', wish)).status).toBe(403);
  expect((await officer.post('/exports', { ...wish, traceId: undefined })).body.code).toBe('trace_required');
  expect((await app.as(healthOfficer('27')).post('/exports', wish)).body.code).toBe('unknown_trace');
  const running = await makeTrace(app.dataSource, { cases: [source], status: 'running' });
  expect((await officer.post('/exports', { ...wish, traceId: running.id })).body.code).toBe('not_ready');
});

it('a filter that the list does not know is refused, not ignored', async () => {
  const wish = { kind: 'workers', format: 'csv', purpose: 'x', filter: { organisation: 'all', status: 'gone' } };
  const { status, body } = await app.as(provinceAdmin()).post('/exports', wish);
  expect(status).toBe(400);
  expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(['filter', 'filter.status']);
});

it('an export is its maker’s and the province’s; to others it is not there, byte for byte', async () => {
  const { own } = await people(1);
  const { id } = await exported(app.as(enterpriseAdmin(own.id)), { kind: 'workers' });
  const other = app.as(healthOfficer());
  for (const what of ['', '/file', '/manifest', '/deliveries', '/events']) {
    const [theirs, none] = [await other.get(`/exports/${id}${what}`), await other.get(`/exports/${newId()}${what}`)];
    expect(theirs.status).toBe(404);
    expect(theirs.raw.equals(none.raw)).toBe(true);
  }
  expect((await app.as(provinceAdmin()).get(`/exports/${id}`)).status).toBe(200);
  expect((await app.as(provinceAdmin()).get('/exports?limit=1')).body.items[0].id).toBe(id);
  expect((await other.get('/exports')).body.items).toEqual([]);
});

it('rows that do not agree with the count fail the export and leave nothing', async () => {
  const { own, officer } = await traced();
  const whole = LISTS.cases;
  LISTS.cases = (bounds, filter) => ({
    ...whole(bounds, filter),
    joins: 'cross join (values (1), (2)) v left join place line on false',
  });
  try {
    const answer = await exported(officer, { kind: 'cases', filter: { organisationId: own.id } });
    expect(answer).toMatchObject({ status: 'failed', error: { code: 'rows_differ' }, sha256: null, parts: [] });
  } finally {
    LISTS.cases = whole;
  }
});

it('a run after one that was killed starts clean, and a run after the end changes nothing', async () => {
  const { own } = await people(4);
  const { id, parts } = await exported(app.as(enterpriseAdmin(own.id)), { kind: 'workers' });
  await app.dataSource.query(`delete from export_part where export_id = $1`, [id]);
  await app.dataSource.query(`update export set sha256 = null where id = $1`, [id]);
  await app.nest.get(Files).save(`workers-${id}-9.csv`, 'text/csv', Readable.from([Buffer.from('cut')]));
  const work: ClaimedWork = {
    ...{ id, job: 'export.run', attempt: 2, signal: new AbortController().signal },
    progress: () => undefined,
    assertHeld: () => Promise.resolve(),
  };
  for (let i = 0; i < 2; i++) await app.nest.get(ExportRunner).run(work);
  const files = await app.dataSource.query(`select name from stored_file where strpos(name, $1) > 0 order by name`, [
    id,
  ]);
  expect(files.map(({ name }: { name: string }) => name)).toEqual(parts.map(({ name }: { name: string }) => name));
});

it('its life can be watched, and who took what is in the log without names', async () => {
  const { own } = await people(1);
  const caller = app.as(enterpriseAdmin(own.id));
  const { id } = await exported(caller, { kind: 'workers' });
  await caller.get(`/exports/${id}/file`);
  expect((await caller.get(`/exports/${id}/events`)).text).toMatch(/event: end\ndata: \{.*"status":"done"/);
  const log = await app.dataSource.query(
    `select action, count, details from audit_event where subject = $1 order by id`,
    [`export:${id}`],
  );
  expect(log.map(({ action, count }: any) => [action, count])).toEqual([
    ['export.create', 0],
    ['export.write', 1],
    ['export.read', 1],
  ]);
  expect(log[0].details).toMatchObject({ kind: 'workers', purpose: 'dịch ở Việt Yên' });
});
