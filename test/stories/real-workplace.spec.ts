import { isoOf } from '@app/contracts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { healthOfficer, provinceAdmin } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';

/** Face-to-face contacts of a real office building, with traces worked out by a separate program. */
const FOLDER = join(process.cwd(), '../shared/data/sp-invs15');
const here = existsSync(FOLDER);
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

interface Expected {
  preset: Record<string, unknown> & { id: string };
  case: { worker: string; onsetOn: string | null; sampledOn: string; isolatedAt: string | null };
  asOf: string;
  maxLevel: number;
  expected: {
    worker: string;
    level: number;
    exposedAt: number;
    earliestAt: number;
    lastExposureAt: number;
    score: number;
    edges: { from: string; nearSeconds: number; roomSeconds: number }[];
  }[];
}

const traces = here ? (JSON.parse(read('expected-traces.json')) as Expected[]) : [];
const LIMIT = 120_000;

let app: TestApp;
let admin: Caller;
let officer: Caller;
let ids: Map<string, string>;

async function everything(caller: Caller, path: string): Promise<any[]> {
  const items: any[] = [];
  let cursor = '';
  do {
    const { body } = await caller.get(`${path}${path.includes('?') ? '&' : '?'}limit=500${cursor}`);
    items.push(...body.items);
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
  } while (cursor);
  return items;
}

async function imported(path: string, fields: Record<string, string>, name: string): Promise<any> {
  const { body, status } = await admin.upload(path, fields, { name, content: read(name), type: 'text/csv' });
  expect(status).toBe(202);
  return ended(admin, `${path}/${body.id}`);
}

async function bringIn(): Promise<void> {
  await loadReferenceData(app.dataSource);
  const organisation = { name: 'Toà nhà văn phòng', kind: 'public_office', unitCode: '24', exercise: true };
  const organisationId = (await admin.post('/organisations', organisation)).body.id;
  const site = (await admin.post(`/organisations/${organisationId}/sites`, { name: 'Toà nhà', unitCode: '24' })).body;
  const departments = new Set(
    read('workers.csv')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',')[2]!),
  );
  const places = [...departments].map((code) => ({ kind: 'team-area', name: code, code }));
  expect((await admin.post(`/sites/${site.id}/places/bulk`, places)).status).toBe(201);
  const workers = await imported(
    '/workers/imports',
    { organisationId, mode: 'upsert', dryRun: 'false' },
    'workers.csv',
  );
  expect(workers).toMatchObject({ read: 217, accepted: 217, created: 217, rejected: 0 });
  const proximity = await imported('/proximity/imports', { organisationId }, 'proximity.csv');
  expect(proximity).toMatchObject({ read: 33_751, accepted: 33_751, rejected: 0, duplicate: 0 });
  const listed = await everything(admin, `/workers?organisationId=${organisationId}`);
  ids = new Map(listed.map(({ code, id }) => [code, id]));
}

it(`has ${here ? 'the real workplace at hand' : `NO real workplace at ${FOLDER}: its nine traces are not checked here`}`, () => {
  expect(traces).toHaveLength(here ? 9 : 0);
});

/** What the trace says, in the shape of what was expected of it. */
const answerOf = (item: any): object => ({
  worker: item.workerCode,
  level: item.level,
  exposedAt: item.exposedAt,
  earliestAt: item.earliestAt,
  lastExposureAt: item.lastExposureAt,
  score: item.score.toFixed(6),
  sources: item.sources,
  nearSeconds: item.nearSeconds,
  roomSeconds: item.roomSeconds,
});
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const expectedOf = (one: Expected['expected'][number]): object => ({
  worker: one.worker,
  level: one.level,
  exposedAt: isoOf(one.exposedAt),
  earliestAt: isoOf(one.earliestAt),
  lastExposureAt: isoOf(one.lastExposureAt),
  score: one.score.toFixed(6),
  sources: one.edges.length,
  nearSeconds: sum(one.edges.map(({ nearSeconds }) => nearSeconds)),
  roomSeconds: sum(one.edges.map(({ roomSeconds }) => roomSeconds)),
});

for (const strategy of here ? ['memory', 'sql'] : []) {
  describe(`the traces of the real workplace, by ${strategy}`, () => {
    beforeAll(async () => {
      app = await testApp([AccountsModule, WorkersModule, CheckinModule, TracingModule], {
        queues: ['workers', 'checkin', 'stays', 'tracing'],
        environment: { TRACE_STRATEGY: strategy },
      });
      admin = app.as(provinceAdmin());
      officer = app.as(healthOfficer('24'));
      await bringIn();
    }, LIMIT);
    afterAll(() => app.close());

    for (const [number, one] of traces.entries())
      it(`are what a separate program found: trace ${number + 1}, ${one.preset.id}`, () => check(one), LIMIT);
  });
}

async function check({ case: { worker, onsetOn, sampledOn }, asOf, maxLevel, ...one }: Expected): Promise<void> {
  const entered = await officer.post('/cases', { workerId: ids.get(worker), onsetOn, sampledOn });
  const { id: _, ...preset } = one.preset;
  const queued = await officer.post('/traces', { caseIds: [entered.body.id], preset, asOf, maxLevel });
  expect(queued.status).toBe(202);
  expect(await ended(officer, `/traces/${queued.body.id}`)).toMatchObject({ status: 'done' });
  const items = await everything(officer, `/traces/${queued.body.id}/contacts`);
  expect(items.map(answerOf)).toEqual(one.expected.map(expectedOf));
  for (const [i, item] of items.entries()) {
    const codes = item.because.map(({ sourceWorkerCode }: any) => sourceWorkerCode).sort();
    const sources = one.expected[i]!.edges.map(({ from }) => from).sort();
    if (sources.length <= 20) expect(codes).toEqual(sources);
  }
}
