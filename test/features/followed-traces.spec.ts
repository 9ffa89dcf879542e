import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { testApp, type TestApp } from '../support/app.js';
import { TracingWorld } from '../support/tracing-world.js';

let app: TestApp;
let world: TracingWorld;

beforeAll(async () => {
  const environment = { TRACE_FOLLOW_SECONDS: '0' };
  app = await testApp([TracingModule], { queues: ['tracing', 'following'], environment });
  await loadReferenceData(app.dataSource);
  world = await TracingWorld.in(app);
});
afterAll(() => app.close());

it('a late check-in brings somebody in, and those whom they met after them', async () => {
  const [f0, f1, late, friend] = await world.workers(4);
  const line = await world.meet(f0!, f1!, '23T06:00', '23T10:00');
  await world.meet(late!, friend!, '23T18:00', '23T19:00');
  const trace = await world.followed([await world.case(f0!)]);
  expect(trace).toMatchObject({ followed: true, revision: 0, revisedAt: null, counts: { 1: 1, 2: 0 } });
  await world.stay(late!, line, '23T08:00', '23T10:00');
  const revised = await world.revised(trace.id, 1);
  expect(revised).toMatchObject({ status: 'done', followed: true, revision: 1, counts: { 1: 2, 2: 1 } });
  expect(revised.revisedAt).toMatch(/Z$/);
  expect(await world.list(trace.id)).toEqual([
    [f1!.code, 1],
    [late!.code, 1],
    [friend!.code, 2],
  ]);
  expect(await world.changes(trace.id, 1)).toEqual([
    [late!.code, 'entered', null, 1, 'presence'],
    [friend!.code, 'entered', null, 2, 'source', late!.code],
  ]);
});
