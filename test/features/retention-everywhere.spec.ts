import { dateOfDayNumber, localDayNumber, startOfDayNumber } from '@app/contracts';
import { newId, type Organisation, type Place, type Worker } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { RetentionService } from '../../apps/checkin/src/retention/retention.service.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { RecordRetentionService } from '../../apps/workers/src/retention/record-retention.service.js';
import { ErasureService } from '../../apps/workers/src/rights/erasure.service.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { healthOfficer, provinceAdmin } from '../support/actors.js';
import { ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const LIMIT = 21;
const today = localDayNumber(Date.now() / 1_000);
const dayBefore = (days: number): string => dateOfDayNumber(today - days);
const at = (days: number, hour: number): Date => new Date((startOfDayNumber(today - days) + hour * 3_600) * 1_000);

let app: TestApp;
let factory: Organisation;
let line: Place;
let pair: Worker[];
beforeAll(async () => {
  const modules = [CheckinModule, WorkersModule, TracingModule, ExchangeModule];
  app = await testApp(modules, {
    queues: ['tracing', 'exchange', 'workers'],
    environment: { PRESENCE_DAYS: String(LIMIT) },
  });
  factory = await makeOrganisation(app.dataSource);
  line = await makePlace(app.dataSource, await makeSite(app.dataSource, factory), 'line');
  pair = [await makeWorker(app.dataSource, factory), await makeWorker(app.dataSource, factory)];
});
afterAll(() => app.close());

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const work: ClaimedWork = {
  ...{ id: '', job: 'presence.prune', attempt: 1, signal: new AbortController().signal },
  progress: () => undefined,
  assertHeld: () => Promise.resolve(),
};

/** A day as it was stored then: both at work, scanned at the gate, measured near each other. */
async function lived(days: number): Promise<void> {
  const day = dayBefore(days);
  for (const table of ['stay', 'check_in', 'proximity'])
    await sql('select ensure_day_partition($1, $2::date)', table, day);
  for (const { no } of pair) {
    await sql(
      `insert into stay (day, worker_no, place_no, started_at, ended_at, evidence) values ($1, $2, $3, $4, $5, 'scan')`,
      ...[day, no, line.no, at(days, 6), at(days, 14)],
    );
    await sql(
      `insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, received_at, result, decision, reasons, recorded_by)
       values ($1, $2, $3, $4, $5, 'in', $6, $6, 'accepted', 'allow', '{}', $2)`,
      ...[day, newId(), no, line.no, factory.id, at(days, 6)],
    );
  }
  await sql(`update presence_day set announced_at = day + interval '1 day'`);
}

/** A case with its trace, an export of it, and a file with a rejected row, as of some days ago. */
async function outbreak(days: number): Promise<{ traceId: string; exportId: string; importId: string }> {
  const [officer, admin] = [app.as(healthOfficer()), app.as(provinceAdmin())];
  const opened = await officer.post('/cases', { workerId: pair[0]!.id, sampledOn: dayBefore(days) });
  const preset = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
  const wish = { caseIds: [opened.body.id], preset, maxLevel: 1, asOf: at(days - 1, 0).toISOString() };
  const { id: traceId } = (await officer.post('/traces', wish)).body;
  expect((await ended(officer, `/traces/${traceId}`)).counts).toEqual({ 1: 1 });
  const taken = { kind: 'trace', traceId, format: 'csv', purpose: 'điều tra' };
  const { id: exportId } = (await officer.post('/exports', taken)).body;
  expect((await ended(officer, `/exports/${exportId}`)).rows).toBe(1);
  const file = { name: 'w.csv', content: 'code,fullName,sex\nA9,Nguyễn Văn Chín,khác\n' };
  const { id: importId } = (
    await admin.upload('/workers/imports', { organisationId: factory.id, mode: 'upsert' }, file)
  ).body;
  expect((await ended(admin, `/workers/imports/${importId}`)).rejected).toBe(1);
  await officer.patch(`/cases/${opened.body.id}`, { status: 'closed' });
  for (const [table, column, id] of [
    ...[
      ['case_record', 'updated_at', opened.body.id],
      ['work', 'finished_at', traceId],
    ],
    ...[
      ['export', 'created_at', exportId],
      ['data_import', 'created_at', importId],
    ],
  ])
    await sql(`update ${table} set ${column} = $2 where id = $1`, id, at(days - 1, 12));
  await sql("update stored_file set created_at = $1 where created_at > now() - interval '1 hour'", at(days - 1, 12));
  return { traceId, exportId, importId };
}

/** What may hold a date older than the limit, and why. */
const KEPT: [RegExp, string][] = [
  [/^audit_/, 'the log: 180 days or more'],
  [
    /^(administrative_unit|organisation|site|place|place_move|preset|gate_rule|plausibility_rule|migrations)\./,
    'no persons',
  ],
  [/^(worker|assignment|user_account)\./, 'as long as the employment'],
  [/^presence_change\.day$/, 'that the day was deleted: forgotten after 24 hours'],
  [/^case_record\./, 'the case itself, by number'],
  [/^(trace|export|data_import|stored_file|work)\./, 'what was done, with counts and digests'],
];

async function oldColumns(): Promise<string[]> {
  const columns = await sql(
    `select c.table_name as "table", c.column_name as "column", c.data_type = 'date' as "isDate" from information_schema.columns c
     join pg_class k on k.relname = c.table_name and k.relnamespace = 'public'::regnamespace
     where c.table_schema = 'public' and c.data_type in ('date', 'timestamp with time zone')
       and k.relkind in ('r', 'p') and not k.relispartition order by 1, 2`,
  );
  expect(columns.length).toBeGreaterThan(50);
  const found = [];
  for (const { table, column, isDate } of columns) {
    const [row] = await sql(
      `select exists (select from "${table}" where isfinite("${column}") and "${column}" < $1) as old`,
      isDate ? dayBefore(LIMIT) : at(LIMIT, 0),
    );
    if (row.old) found.push(`${table}.${column}`);
  }
  return found;
}

it('60 days later nothing older than the limit is anywhere live, but for what is named here', async () => {
  for (let days = 60; days >= 0; days--) await lived(days);
  const [old, late] = [await outbreak(50), await outbreak(15)];
  expect(await oldColumns()).toEqual(expect.arrayContaining(['check_in.at', 'stay.day', 'trace_contact.exposed_at']));
  await app.nest.get(RetentionService).prune(work);
  await app.nest.get(RecordRetentionService).prune();
  await app.nest.get(ErasureService).run(work.signal);
  const left = (await oldColumns()).filter((column) => !KEPT.some(([kept]) => kept.test(column)));
  process.stdout.write(`columns with dates older than ${LIMIT} days, 60 days later: ${left.length} not allowed\n`);
  expect(left).toEqual([]);
  const officer = app.as(healthOfficer());
  expect((await officer.get(`/traces/${old.traceId}`)).body.counts).toEqual({ 1: 1 });
  expect((await officer.get(`/traces/${old.traceId}/contacts`)).body.items).toEqual([]);
  expect((await officer.get(`/traces/${late.traceId}/contacts`)).body.items).toHaveLength(1);
  for (const table of ['import_reject', 'import_change'])
    expect(await sql(`select from ${table} where import_id = $1`, old.importId)).toEqual([]);
  expect(await sql('select from import_reject where import_id = $1', late.importId)).toHaveLength(1);
});

it('an export’s file is gone by then; its manifest says what was in it', async () => {
  const [{ id, created_by: userId }] = await sql('select id, created_by from export order by created_at limit 1');
  const owner = app.as({ ...healthOfficer(), userId });
  expect((await owner.get(`/exports/${id}/file`)).body.code).toBe('file_expired');
  expect((await owner.get(`/exports/${id}/manifest`)).body).toMatchObject({ rows: 1 });
  const [{ n }] = await sql(
    `select count(*)::int as n from stored_file_chunk c join stored_file f on f.id = c.file_id where f.created_at < $1`,
    dayBefore(LIMIT),
  );
  expect(n).toBe(0);
});
