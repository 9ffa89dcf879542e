import { ExportRecord, newId, type Trace, TraceContact, type Worker, Work } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import type { EntityManager } from 'typeorm';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { ExportRunner } from '../../apps/exchange/src/exports/export-runner.js';
import { LISTS } from '../../apps/exchange/src/lists/list-rows.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { ListsSoFar1700000000003 } from '../../libs/database/src/migrations/1700000000003-lists-so-far.js';
import { healthOfficer, provinceAdmin } from '../support/actors.js';
import { ended, testApp, type Caller, type TestApp } from '../support/app.js';
import { commandCentre, type CommandCentre } from '../support/command-centre.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';
import { readRows } from '../support/tables.js';
import { makeTrace, type TraceGiven } from '../support/traced.js';

const SECRET = 'một bí mật dùng chung';
let app: TestApp;
let centre: CommandCentre;
let officer: Caller;
beforeAll(async () => {
  const environment = { EXPORT_PART_ROWS: '2' };
  app = await testApp([ExchangeModule, TracingModule], { queues: ['exchange'], environment });
  centre = await commandCentre(SECRET);
  officer = app.as(healthOfficer());
});
afterAll(async () => {
  await app.close();
  await centre.close();
});

/** A trace at work, with its first level of three people and the people of deeper levels still to come. */
async function running(given: Partial<TraceGiven> = {}) {
  const own = await makeOrganisation(app.dataSource);
  const all: Worker[] = [];
  for (let i = 0; i < 7; i++) all.push(await makeWorker(app.dataSource, own));
  const [source, ...others] = all;
  const [f1, f2] = [others.slice(0, 3), others.slice(3)];
  const contacts = f1.map((worker) => ({ worker }));
  const state = { status: 'running', levelsDone: 1, ...given } as const;
  return { own, f1, f2, trace: await makeTrace(app.dataSource, { cases: [source!], contacts, ...state }) };
}

/** Rows of people whom the trace reached; `given` is what all of them have. */
async function reach(manager: EntityManager, { id }: Trace, workers: Worker[], given: Partial<TraceContact>) {
  for (const { personNo, no: workerNo } of workers) {
    const position = await manager.countBy(TraceContact, { traceId: id });
    await manager.insert(TraceContact, { traceId: id, personNo, workerNo, position, level: 1, ...given });
  }
}
const setTrace = (manager: EntityManager, { id }: Trace, levelsDone: number, revision = 0) =>
  manager.query('update trace set levels_done = $2, revision = $3 where id = $1', [id, levelsDone, revision]);
const end = (manager: EntityManager, { id }: Trace, status: Work['status'] = 'done') =>
  manager.update(Work, id, { status });

/** The rest of a trace: its second level, and the end. */
async function finish(manager: EntityManager, trace: Trace, f2: Worker[]) {
  await reach(manager, trace, f2, { level: 2 });
  await setTrace(manager, trace, 2);
  await end(manager, trace);
}

const ask = (caller: Caller, traceId: string, wish: object = {}) =>
  caller.post('/exports', { kind: 'trace', traceId, format: 'csv', purpose: 'dịch ở Việt Yên', ...wish });

/** Takes the list: the export, with each code and the cell `added` beside it. */
async function taken(trace: Trace, wish: object = {}, caller = officer) {
  const made = await ask(caller, trace.id, wish);
  if (made.status !== 202) throw new Error(made.text);
  const list = await ended(caller, `/exports/${made.body.id}`);
  const marks: Record<string, string> = {};
  for (let part = 1; part <= list.parts.length; part++) {
    const { header, rows } = await readRows((await caller.get(`/exports/${list.id}/file?part=${part}`)).raw);
    const at = header.indexOf('added');
    for (const { cells } of rows) marks[cells[1]!] = cells[at] ?? '';
  }
  return { ...list, marks };
}
const codes = (workers: Worker[]) => workers.map(({ code }) => code).sort();
const marked = (list: { marks: Record<string, string> }, mark: string) =>
  Object.keys(list.marks)
    .filter((code) => list.marks[code] === mark)
    .sort();
const manifestOf = async (list: { id: string }) => (await officer.get(`/exports/${list.id}/manifest`)).body;

it('a list so far is there as soon as the first level is done, and says everywhere that it is one', async () => {
  const { trace, f1 } = await running();
  const list = await taken(trace);
  const state = { complete: false, levelsDone: 1, since: null, addedRows: null };
  expect(list).toMatchObject({ status: 'done', rows: 3, ...state });
  expect(await manifestOf(list)).toMatchObject({ rows: 3, asOf: '2021-05-20T00:00:00Z', ...state });
  expect(list.parts.map(({ name }: any) => name)).toEqual([1, 2].map((n) => `trace-so-far-${list.id}-${n}.csv`));
  expect(marked(list, '')).toEqual(codes(f1));
});

it.each(['queued', 'running', 'failed', 'cancelled'] as const)(
  'a trace that is %s without a finished level has no list yet',
  async (status) => {
    const { trace } = await running({ status, levelsDone: 0 });
    const { body } = await ask(officer, trace.id);
    const detail = `The trace is ${status} and its first level is not finished.`;
    expect(body).toMatchObject({ status: 409, code: 'not_ready', detail });
  },
);

it.each(['failed', 'cancelled'] as const)('of a trace that was %s, what is finished can be taken', async (status) => {
  const { trace } = await running({ status });
  expect(await taken(trace)).toMatchObject({ status: 'done', rows: 3, complete: false, levelsDone: 1 });
});

it('the list of a trace that is done is complete; a first list marks nothing, in JSON with null', async () => {
  const { trace, f2 } = await running();
  await finish(app.dataSource.manager, trace, f2);
  const list = await taken(trace);
  expect(list).toMatchObject({ rows: 6, complete: true, levelsDone: 2, since: null, addedRows: null });
  expect(list.parts[0].name).toBe(`trace-${list.id}-1.csv`);
  const { id } = (await ask(officer, trace.id, { format: 'json', filter: { levels: [2] } })).body;
  await ended(officer, `/exports/${id}`);
  expect((await officer.get(`/exports/${id}/file`)).body.map(({ added }: any) => added)).toEqual([null, null]);
});

it('a level that is half written is not in a list', async () => {
  const { trace, f1, f2 } = await running();
  await reach(app.dataSource.manager, trace, f2.slice(0, 1), { level: 2 });
  expect(Object.keys((await taken(trace)).marks).sort()).toEqual(codes(f1));
});

it('what is published while a list is read is not in it, not even that the trace is done', async () => {
  const { trace, f1, f2 } = await running();
  const tracing = app.dataSource.createQueryRunner();
  await tracing.startTransaction();
  await tracing.query('lock table trace_review in access exclusive mode');
  const { body } = await ask(officer, trace.id);
  const waits = `select 1 from pg_locks where not granted and relation = 'trace_review'::regclass`;
  await eventually(async () => (await app.dataSource.query(waits)).length > 0);
  await finish(tracing.manager, trace, f2.slice(1));
  await reach(tracing.manager, trace, f2.slice(0, 1), { addedBecause: 'seen there', addition: 1 });
  await tracing.commitTransaction();
  await tracing.release();
  const first = await ended(officer, `/exports/${body.id}`);
  expect(first).toMatchObject({ rows: f1.length, complete: false, levelsDone: 1 });
  expect(await taken(trace)).toMatchObject({ rows: 6, complete: true, since: first.id, addedRows: 3 });
});

it('each list marks exactly the people that the one before it did not hold', async () => {
  const { own, trace, f1, f2 } = await running();
  const { manager } = app.dataSource;
  const late = await makeWorker(app.dataSource, own);
  const told = await makeWorker(app.dataSource, own);
  const add = { workerId: told.id, level: 4, reason: 'shared a meal' };
  const steps: [string, Worker[], () => Promise<unknown>][] = [
    ['deeper levels', f2, () => finish(manager, trace, f2)],
    ['nobody', [], async () => undefined],
    ['by hand', [told], () => officer.post(`/traces/${trace.id}/contacts`, add)],
    ['nobody again', [], async () => undefined],
    ['a revision', [late], () => reach(manager, trace, [late], { sinceRevision: 1 })],
  ];
  let before = await taken(trace);
  for (const [what, added, happen] of steps) {
    await happen();
    await setTrace(manager, trace, 2, what === 'a revision' ? 1 : 0);
    const next = await taken(trace);
    expect([what, marked(next, 'true')]).toEqual([what, codes(added)]);
    expect(marked(next, 'false')).toEqual(Object.keys(before.marks).sort());
    expect(next).toMatchObject({ since: before.id, addedRows: added.length, rows: before.rows + added.length });
    expect(await manifestOf(next)).toMatchObject({ since: before.id, addedRows: added.length });
    before = next;
  }
  expect(Object.keys(before.marks).sort()).toEqual(codes([...f1, ...f2, told, late]));
});

it('officers who add at the same time are counted one after the other', async () => {
  const { trace, f2 } = await running({ status: 'done', levelsDone: 2 });
  const add = ({ id: workerId }: Worker) =>
    officer.post(`/traces/${trace.id}/contacts`, { workerId, level: 1, reason: 'seen there' });
  const answers = await Promise.all([...f2, f2[0]!].map(add));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409]);
  const rows = await app.dataSource.query(
    `select addition, position from trace_contact where trace_id = $1 and addition is not null order by addition`,
    [trace.id],
  );
  expect(rows).toEqual([1, 2, 3].map((addition) => ({ addition, position: addition + 2 })));
  expect((await officer.get(`/traces/${trace.id}`)).body.counts['1']).toBe(3);
});

const destination = async (): Promise<string> => {
  const body = { name: `Sở Y tế ${newId()}`, url: centre.url, format: 'csv', secret: SECRET };
  return (await app.as(provinceAdmin()).post('/destinations', body)).body.id;
};

it('lists are compared only when they went to the same receiver, by the same rights, with the same filter', async () => {
  const { trace } = await running();
  const [one, other] = [await destination(), await destination()];
  const own = await taken(trace);
  const sent = await taken(trace, { destinationId: one });
  expect([own.since, sent.since]).toEqual([null, null]);
  expect((await taken(trace, { destinationId: other })).since).toBeNull();
  expect((await taken(trace, { filter: { levels: [1] } })).since).toBeNull();
  expect((await taken(trace, {}, app.as(provinceAdmin()))).since).toBeNull();
  expect((await taken(trace, {}, app.as(healthOfficer('219')))).since).toBeNull();
  expect((await taken((await running()).trace)).since).toBeNull();
  expect((await taken(trace, { destinationId: one })).since).toBe(sent.id);
  expect((await taken(trace, { format: 'json' }, app.as(healthOfficer()))).since).toBe(own.id);
});

it('marks that do not agree with their count fail the export, and what came to nothing is no earlier list', async () => {
  const { trace } = await running();
  const first = await taken(trace);
  const whole = LISTS.trace;
  LISTS.trace = (bounds, filter) => {
    const list = whole(bounds, filter);
    return { ...list, added: `not ${list.added}` };
  };
  try {
    expect(await taken(trace)).toMatchObject({ status: 'failed', error: { code: 'rows_differ' }, parts: [] });
  } finally {
    LISTS.trace = whole;
  }
  expect((await taken(trace)).since).toBe(first.id);
});

it('the list so far and the whole one are both delivered, signed and counted', async () => {
  const { trace, f2 } = await running();
  const destinationId = await destination();
  centre.arrivals.length = 0;
  const first = await taken(trace, { destinationId });
  await finish(app.dataSource.manager, trace, f2);
  const last = await taken(trace, { destinationId });
  for (const list of [first, last]) {
    const deliveries = () => officer.get(`/exports/${list.id}/deliveries`);
    await eventually(async () => (await deliveries()).body.delivery.status === 'done');
    const { items } = (await deliveries()).body;
    expect(items.map(({ receipt }: any) => receipt.rows)).toEqual(list.parts.map(({ rows }: any) => rows));
    const arrived = centre.arrivals.filter(({ manifest }) => manifest.exportId === list.id);
    expect(arrived.map(({ part, signatureRight }) => [part, signatureRight])).toEqual(
      list.parts.map((part: object) => [part, true]),
    );
    for (const { manifest } of arrived) expect(manifest).toEqual(await manifestOf(list));
  }
  const of = ({ id }: { id: string }) => centre.arrivals.find(({ manifest }) => manifest.exportId === id)!;
  expect(of(first).manifest).toMatchObject({ complete: false, levelsDone: 1, rows: 3, since: null });
  expect(of(last).manifest).toMatchObject({ complete: true, levelsDone: 2, rows: 6, since: first.id, addedRows: 3 });
  expect(of(first).headers['content-disposition']).toContain('trace-so-far-');
});

it('a trace that lost its levels before they were read fails the export', async () => {
  const { trace } = await running();
  const record = { id: newId(), kind: 'trace', format: 'csv', traceId: trace.id, purpose: 'x' } as const;
  await app.dataSource.manager.insert(ExportRecord, {
    ...record,
    role: 'health_officer',
    scope: {},
    createdBy: newId(),
  });
  await setTrace(app.dataSource.manager, trace, 0);
  const work: ClaimedWork = {
    ...{ id: record.id, job: 'export.run', attempt: 1, signal: new AbortController().signal },
    progress: () => undefined,
    assertHeld: () => Promise.resolve(),
  };
  await expect(app.nest.get(ExportRunner).run(work)).rejects.toMatchObject({ code: 'not_ready' });
});

it('lists from before this was written down stay complete, and are not compared with', async () => {
  const { trace, f2 } = await running({ status: 'done', levelsDone: 2 });
  const old = await taken(trace);
  await reach(app.dataSource.manager, trace, f2, { addedBecause: 'seen there', addition: 7 });
  const runner = app.dataSource.createQueryRunner();
  await new ListsSoFar1700000000003().down(runner);
  await new ListsSoFar1700000000003().up(runner);
  await runner.release();
  expect(await manifestOf(old)).toMatchObject({ complete: true, levelsDone: 2, asOf: '2021-05-20T00:00:00Z' });
  const next = await taken(trace);
  expect(next).toMatchObject({ rows: 6, since: null, complete: true });
  const [{ additions }] = await app.dataSource.query('select additions from trace where id = $1', [trace.id]);
  expect(additions).toBe(3);
  expect(await taken(trace)).toMatchObject({ since: next.id, addedRows: 0 });
});
