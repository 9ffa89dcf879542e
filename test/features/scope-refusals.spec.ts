import { parseInstant } from '@app/contracts';
import { type Organisation, type Worker } from '@app/database';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Answer, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';
import { makeTrace, type TogetherGiven } from '../support/traced.js';

const ABSENT = '0190a0a0-0000-7000-8000-000000000009';
const F1 = { name: 'F1', levels: [1] };
const from = parseInstant('2021-05-18T06:00:00+07:00')!;

let app: TestApp;
let factory: Organisation;
let index: Worker;
let contact: Worker;

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: [] });
  factory = await makeOrganisation(app.dataSource, { unitCode: '07777' });
  [index, contact] = [await makeWorker(app.dataSource, factory), await makeWorker(app.dataSource, factory)];
});
afterAll(() => app.close());

const compared = (trace: string, scopes: unknown, units = '07777'): Promise<Answer> =>
  app.as(healthOfficer(units)).post(`/traces/${trace}/compare`, { scopes });
/** A trace of two levels that explains its one contact by a place. */
const traceBy = (placeId: string | null = null) => {
  const because = { source: index, pieces: [[placeId, from, from + 900]] satisfies TogetherGiven[] };
  return makeTrace(app.dataSource, { cases: [index], contacts: [{ worker: contact, because }] });
};
const placeOf = async (unitCode: string) => {
  const organisation = await makeOrganisation(app.dataSource, { unitCode });
  return makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'line');
};

it.each([
  ['no scope', [], 'scopes'],
  ['more than twenty scopes', Array.from({ length: 21 }, () => F1), 'scopes'],
  ['a scope that says nothing', [F1, { name: 'what' }], 'scopes.1'],
  ['an empty list of places', [{ name: 'what', placeIds: [] }], 'scopes.0.placeIds'],
  ['a level that no trace has', [{ name: 'F7', levels: [7] }], 'scopes.0.levels.0'],
  ['a level deeper than this trace', [F1, { name: 'F3', levels: [2, 3] }], 'scopes.1.levels.1'],
])('refuses %s, and says where', async (_what, scopes, path) => {
  const { status, body } = await compared((await traceBy()).id, scopes);
  expect([status, body.code, body.errors.map((one: any) => one.path)]).toEqual([400, 'invalid_request', [path]]);
});

it('names each place that is absent or not the officer’s, alike', async () => {
  const [own, foreign] = [await placeOf('07777'), await placeOf('27')];
  const scopes = [
    { name: 'ours', placeIds: [own.id] },
    { name: 'others', placeIds: [own.id, foreign.id, ABSENT] },
  ];
  const { status, body } = await compared((await traceBy()).id, scopes);
  expect([status, body.code]).toEqual([422, 'unknown_place']);
  const fault = { code: 'unknown_place', message: 'no such place here' };
  expect(body.errors).toEqual([
    { path: 'scopes.1.placeIds.1', ...fault },
    { path: 'scopes.1.placeIds.2', ...fault },
  ]);
});

it('takes a shared place of a unit above, and any that the trace itself names', async () => {
  const above = await makeSharedPlace(app.dataSource, 'bus', { unitCode: '24' });
  const [beside, abroad] = [await makeSharedPlace(app.dataSource, 'bus', { unitCode: '27' }), await placeOf('27')];
  const statusOf = async (trace: { id: string }, placeId: string): Promise<number> =>
    (await compared(trace.id, [{ name: 'there', placeIds: [placeId] }])).status;
  expect(await statusOf(await traceBy(), above.id)).toBe(200);
  for (const { id } of [beside, abroad]) {
    expect(await statusOf(await traceBy(), id)).toBe(422);
    expect(await statusOf(await traceBy(id), id)).toBe(200);
  }
});

it.each(['queued', 'running', 'failed', 'cancelled'] as const)(
  'does not compare by a trace that is %s',
  async (status) => {
    const trace = await makeTrace(app.dataSource, { cases: [index], status });
    const answer = await compared(trace.id, [F1]);
    expect([answer.status, answer.body.code]).toEqual([409, 'not_ready']);
  },
);

it('knows no trace of other units, and as if it were not there', async () => {
  const foreign = await compared((await traceBy()).id, [F1], '27');
  const absent = await compared(ABSENT, [F1]);
  expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
});
