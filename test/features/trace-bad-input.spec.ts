import { isoOf, parseInstant } from '@app/contracts';
import type { Organisation, Place, Site, Worker } from '@app/database';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { makeProximity, makeStays } from '../support/worlds-in-database.js';

const at = (text: string): number => parseInstant(`2021-05-${text}:00+07:00`)!;
const NOBODY = 999_001;

describe.each(['memory', 'sql'])('what a trace by %s says of data that cannot be', (strategy) => {
  let app: TestApp;
  let officer: Caller;
  let factory: Organisation;
  let site: Site;
  let line: Place;

  beforeAll(async () => {
    app = await testApp([TracingModule], { queues: ['tracing'], environment: { TRACE_STRATEGY: strategy } });
    officer = app.as(healthOfficer('24'));
    factory = await makeOrganisation(app.dataSource);
    site = await makeSite(app.dataSource, factory);
    line = await makePlace(app.dataSource, site, 'line');
  });
  afterAll(() => app.close());

  const worker = (): Promise<Worker> => makeWorker(app.dataSource, factory);
  const stay = (workerNo: number, placeNo: number, from: string, to: string): Promise<void> =>
    makeStays(app.dataSource, [{ workerNo, placeNo, from: at(from), to: at(to) }]);

  async function traced(who: Worker, sampledOn = '2021-05-24', asOf = '2021-05-26T00:00:00+07:00'): Promise<any> {
    const entered = await officer.post('/cases', { workerId: who.id, sampledOn });
    const preset = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
    const { body } = await officer.post('/traces', { caseIds: [entered.body.id], preset, asOf, maxLevel: 1 });
    return ended(officer, `/traces/${body.id}`);
  }

  it('a window of which nothing at all is stored is said to be one', async () => {
    const trace = await traced(await worker(), '2019-05-24', '2019-05-26T00:00:00+07:00');
    expect(trace).toMatchObject({ status: 'done', counts: { 1: 0 } });
    expect(trace.warnings.map(({ code }: any) => code)).toEqual(['no_data', 'no_presence']);
  });

  it('rows of workers and places that are not known are left out, and counted', async () => {
    const [f0, f1] = [await worker(), await worker()];
    for (const one of [f0, f1]) await stay(one.no, line.no, '23T06:00', '23T10:00');
    await stay(NOBODY, line.no, '23T06:00', '23T10:00');
    await stay(f1.no, NOBODY, '24T06:00', '24T10:00');
    await stay(NOBODY, NOBODY, '24T07:00', '25T01:00');
    await makeProximity(app.dataSource, [{ a: f0.no, b: NOBODY, from: at('24T06:00'), to: at('24T07:00') }]);
    const trace = await traced(f0);
    expect(trace).toMatchObject({ status: 'done', counts: { 1: 1 } });
    expect(trace.warnings).toEqual([{ code: 'left_out', rows: 5, detail: expect.any(String) }]);
  });

  it('so are those of a worker whose record is gone, until they are gone too', async () => {
    const gone = await worker();
    await stay(gone.no, line.no, '25T06:00', '25T10:00');
    const f0 = await worker();
    await stay(f0.no, line.no, '25T06:00', '25T10:00');
    const rows = async (): Promise<unknown> =>
      (await traced(f0)).warnings.find(({ code }: any) => code === 'left_out').rows;
    expect(await rows()).toBe(5);
    await app.dataSource.query('delete from worker where no = $1', [gone.no]);
    expect(await rows()).toBe(6);
    await app.dataSource.query('delete from stay where worker_no = any($1)', [[gone.no, NOBODY]]);
    expect(await rows()).toBe(2);
  });

  it('isolations that overlap count as one that lasts as long as all of them', async () => {
    const [f0, f1] = [await worker(), await worker()];
    for (const one of [f0, f1]) await stay(one.no, line.no, '22T06:00', '22T16:00');
    const spans = [
      ['07:00', '12:00'],
      ['06:30', '09:00'],
      ['11:00', '15:00'],
      ['08:00', '08:30'],
    ] as const;
    for (const [from, to] of spans) {
      const body = { workerId: f1.id, from: isoOf(at(`22T${from}`)), to: isoOf(at(`22T${to}`)), reason: 'test' };
      expect((await officer.post('/isolations', body)).status).toBe(201);
    }
    const { id } = await traced(f0);
    const { body } = await officer.get(`/traces/${id}/contacts/${f1.id}`);
    expect(body).toMatchObject({
      nearSeconds: 5400,
      exposedAt: isoOf(at('22T06:00')),
      lastExposureAt: isoOf(at('22T16:00')),
    });
  });

  it('a place that stands in itself is named, and once it is mended traces go on', async () => {
    const [f0, f1] = [await worker(), await worker()];
    for (const one of [f0, f1]) await stay(one.no, line.no, '23T20:00', '23T21:00');
    const before = await traced(f0);
    const inner = await makePlace(app.dataSource, site, 'workstation', { parentId: line.id });
    const hang = (parentId: string | null): Promise<unknown> =>
      app.dataSource.query('update place set parent_id = $2 where id = $1', [line.id, parentId]);
    await hang(inner.id);
    const failed = await traced(f0);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'place_cycle', status: 422 } });
    expect([line.id, inner.id]).toContain(/The place (\S+) stands in itself/.exec(failed.error.detail)![1]);
    await hang(null);
    expect(await traced(f0)).toMatchObject({ status: 'done', counts: before.counts });
  });
});
