import { type Organisation, type Worker, Work } from '@app/database';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';

let app: TestApp;
let officer: Caller;
let factory: Organisation;
let worker: Worker;

/** Nobody works on the queue here: a trace stays queued until a test says otherwise. */
beforeAll(async () => {
  app = await testApp([TracingModule], { queues: [] });
  await loadReferenceData(app.dataSource);
  officer = app.as(healthOfficer('24'));
  factory = await makeOrganisation(app.dataSource);
  worker = await makeWorker(app.dataSource, factory);
});
afterAll(() => app.close());

async function caseOf(): Promise<string> {
  const { body } = await officer.post('/cases', { workerId: worker.id, sampledOn: '2021-05-24' });
  return body.id;
}
const asked = async (caseIds: string[], wish: object = {}, by = officer): Promise<string> => {
  const { body, status } = await by.post('/traces', { caseIds, ...wish });
  expect(status).toBe(202);
  return body.id;
};
const become = (id: string, status: Work['status']) => app.dataSource.getRepository(Work).update(id, { status });
const manyCases = async (count: number): Promise<string[]> => {
  const rows = await app.dataSource.query(
    `insert into case_record (id, worker_id, sampled_on, created_by)
     select uuid_v7(), $1, '2021-05-24', uuid_v7() from generate_series(1, $2) returning id`,
    [worker.id, count],
  );
  return rows.map(({ id }: { id: string }) => id);
};

it.each(['queued', 'running'] as const)('answers the same question with the trace that is %s', async (status) => {
  const [one, two] = [await caseOf(), await caseOf()];
  const id = await asked([one, two]);
  await become(id, status);
  expect(await asked([two, one, two])).toBe(id);
  expect(await asked([one.toUpperCase(), two], { maxLevel: 2, direction: 'forward' })).toBe(id);
});

it.each(['done', 'failed', 'cancelled'] as const)('asks anew once the trace before is %s', async (status) => {
  const one = await caseOf();
  const id = await asked([one]);
  await become(id, status);
  expect(await asked([one])).not.toBe(id);
});

it('takes an omitted time for another omitted one, never for a given one', async () => {
  const one = await caseOf();
  const now = await asked([one]);
  const { body } = await officer.get(`/traces/${now}`);
  const given = await asked([one], { asOf: body.asOf });
  expect(given).not.toBe(now);
  expect(await asked([one], { asOf: body.asOf })).toBe(given);
  expect(await asked([one])).toBe(now);
});

it('takes another depth, other cases, another preset and a corrected date for another question', async () => {
  const [one, two] = [await caseOf(), await caseOf()];
  const ids = [await asked([one]), await asked([one, two]), await asked([one], { maxLevel: 3 })];
  ids.push(await asked([one], { presetId: 'ecdc' }));
  await officer.patch(`/cases/${one}`, { onsetOn: '2021-05-20' });
  ids.push(await asked([one]));
  expect(new Set(ids).size).toBe(5);
});

it('takes a preset for the same, whoever names it and in whatever order its fields come', async () => {
  const one = await caseOf();
  const inForce = await asked([one]);
  expect(await asked([one], { presetId: 'vn-3638' })).toBe(inForce);
  const [near, room] = [{ minMinutes: 15 }, { minMinutes: null }];
  const id = await asked([one], {
    preset: { near, room, accumulate: 'total', classes: { bus: 'near', line: 'near' } },
  });
  expect(
    await asked([one], { preset: { classes: { line: 'near', bus: 'near' }, accumulate: 'total', room, near } }),
  ).toBe(id);
});

it('makes one trace of requests that come at the same instant', async () => {
  const one = await caseOf();
  const ids = await Promise.all(Array.from({ length: 12 }, () => asked([one])));
  expect(new Set(ids).size).toBe(1);
  const rows = await app.dataSource.query('select 1 from trace_case where case_id = $1', [one]);
  expect(rows).toHaveLength(1);
});

it('gives the running trace to another officer of the same units, and writes that down', async () => {
  const one = await caseOf();
  const id = await asked([one]);
  expect(await asked([one], {}, app.as(healthOfficer('219')))).toBe(id);
  const foreign = await app.as(healthOfficer('27')).post('/traces', { caseIds: [one] });
  expect([foreign.status, foreign.body.code]).toEqual([422, 'unknown_case']);
  const events = await app.dataSource.query('select action from audit_event where subject = $1 order by id', [
    `trace:${id}`,
  ]);
  expect(events.map(({ action }: { action: string }) => action)).toEqual(['trace.create', 'trace.join']);
});

it('refuses ten thousand cases in one trace with the limit, at once', async () => {
  const began = performance.now();
  const answer = await officer.post('/traces', { caseIds: await manyCases(10_000) });
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  expect(answer.body.errors).toEqual([
    { path: 'caseIds', code: 'too_big', message: 'names more than 1000 cases: ask for several traces' },
  ]);
  expect(performance.now() - began).toBeLessThan(5_000);
});

it('takes as many cases as the limit says', async () => {
  const caseIds = await manyCases(1_000);
  const { body, status } = await officer.post('/traces', { caseIds });
  expect([status, body.caseIds.length]).toEqual([202, 1_000]);
});

it('names a hundred of many unknown cases, and says how many there are', async () => {
  const [known] = await manyCases(1);
  const unknown = Array.from({ length: 999 }, (_, i) => `0190a0a0-0000-7000-8000-${String(i).padStart(12, '0')}`);
  const { body, status } = await officer.post('/traces', { caseIds: [known, ...unknown] });
  expect([status, body.code, body.detail]).toEqual([
    ...[422, 'unknown_case', '999 of the cases; see errors for the first.'],
  ]);
  expect(body.errors.map(({ path }: any) => path)).toEqual(Array.from({ length: 100 }, (_, i) => `caseIds.${i + 1}`));
});
