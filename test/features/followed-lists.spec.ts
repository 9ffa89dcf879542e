import type { Worker } from '@app/database';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { ended, testApp, type TestApp } from '../support/app.js';
import { TracingWorld } from '../support/tracing-world.js';

/** What officers have added, judged and sent, while the list under it changes. */
let app: TestApp;
let world: TracingWorld;

beforeAll(async () => {
  const environment = { TRACE_FOLLOW_SECONDS: '0' };
  const queues = ['tracing', 'following', 'exchange'] as const;
  app = await testApp([TracingModule, ExchangeModule], { queues, environment });
  await loadReferenceData(app.dataSource);
  world = await TracingWorld.in(app);
});
afterAll(() => app.close());

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const takeAway = ({ no }: Worker) => sql('delete from stay where worker_no = $1', no);

async function pair() {
  const [f0, f1] = await world.workers(2);
  const line = await world.meet(f0!, f1!, '23T06:00', '23T10:00');
  return { f1: f1!, line, trace: await world.followed([await world.case(f0!)]) };
}
const add = async (id: string, who: Worker, level: number) => {
  const body = { workerId: who.id, level, reason: 'shared a meal' };
  expect((await world.officer.post(`/traces/${id}/contacts`, body)).status).toBe(201);
};
const contacts = async (id: string): Promise<any[]> =>
  (await world.officer.get(`/traces/${id}/contacts`)).body.items.map((item: any) => [
    ...[item.workerCode, item.level, item.sources, item.addedBecause, item.review?.decision ?? null],
  ]);

it('who was added by hand stays, at the end of the list, and counts', async () => {
  const { f1, line, trace } = await pair();
  const [told, late] = await world.workers(2);
  await add(trace.id, told!, 1);
  await world.stay(late!, line, '23T08:00', '23T09:00');
  expect((await world.revised(trace.id, 1)).counts).toEqual({ 1: 3, 2: 0 });
  expect(await contacts(trace.id)).toEqual([
    [f1.code, 1, 1, null, null],
    [late!.code, 1, 1, null, null],
    [told!.code, 1, 0, 'shared a meal', null],
  ]);
  await takeAway(f1);
  await world.revised(trace.id, 2);
  expect((await contacts(trace.id)).map(([code]) => code)).toEqual([late!.code, told!.code]);
});

it('the mark of an addition stays when the data show it too, and the officer’s level counts when they no longer do', async () => {
  const { f1, trace } = await pair();
  const told = await world.worker();
  await add(trace.id, told, 1);
  await world.meet(f1, told, '24T06:00', '24T07:00');
  expect((await world.revised(trace.id, 1)).counts).toEqual({ 1: 1, 2: 1 });
  expect((await contacts(trace.id))[1]).toEqual([told.code, 2, 1, 'shared a meal', null]);
  expect(await world.changes(trace.id, 1)).toEqual([[told.code, 'moved', 1, 2, 'presence']]);
  await takeAway(told);
  expect((await world.revised(trace.id, 2)).counts).toEqual({ 1: 2, 2: 0 });
  expect((await contacts(trace.id))[1]).toEqual([told.code, 1, 0, 'shared a meal', null]);
  expect(await world.changes(trace.id, 2)).toEqual([[told.code, 'moved', 2, 1, 'presence']]);
});

it('an addition that turns out to be somebody in the list goes with its record', async () => {
  const { f1, trace } = await pair();
  const told = await world.worker();
  await add(trace.id, told, 1);
  await sql('update worker set person_no = $2 where no = $1', told.no, f1.personNo);
  await world.stay(f1, await world.line(), '24T06:00', '24T07:00');
  await world.meet(f1, await world.worker(), '24T06:00', '24T07:00');
  expect((await world.revised(trace.id, 1)).counts).toEqual({ 1: 1, 2: 1 });
  expect((await contacts(trace.id))[0]).toEqual([f1.code, 1, 1, null, null]);
});

it('a review stays with its person, also while the person is not in the list', async () => {
  const { f1, line, trace } = await pair();
  const body = { decision: 'dismiss', reason: 'was on leave' };
  await world.officer.post(`/traces/${trace.id}/contacts/${f1.id}/review`, body);
  await takeAway(f1);
  await world.revised(trace.id, 1);
  expect(await contacts(trace.id)).toEqual([]);
  await world.stay(f1, line, '23T07:00', '23T08:00');
  await world.revised(trace.id, 2);
  expect(await contacts(trace.id)).toEqual([[f1.code, 1, 1, null, 'dismiss']]);
});

it('the next list to the command centre marks exactly who came in since the one before', async () => {
  const { f1, line, trace } = await pair();
  const [late, told] = await world.workers(2);
  const taken = async () => {
    const wish = { kind: 'trace', traceId: trace.id, format: 'json', purpose: 'dịch ở Việt Yên' };
    const { body } = await world.officer.post('/exports', wish);
    const list = await ended(world.officer, `/exports/${body.id}`);
    const rows = (await world.officer.get(`/exports/${body.id}/file`)).body;
    return { ...list, added: rows.filter((row: any) => row.added).map((row: any) => row.workerCode) };
  };
  expect(await taken()).toMatchObject({ rows: 1, addedRows: null });
  await world.stay(late!, line, '23T08:00', '23T09:00');
  await world.revised(trace.id, 1);
  expect(await taken()).toMatchObject({ rows: 2, addedRows: 1, added: [late!.code] });
  await add(trace.id, told!, 1);
  expect(await taken()).toMatchObject({ rows: 3, addedRows: 1, added: [told!.code] });
  await world.stay(told!, line, '23T08:00', '23T09:00');
  await takeAway(f1);
  await world.settled(trace.id);
  expect(await taken()).toMatchObject({ rows: 2, addedRows: 0, added: [] });
});
