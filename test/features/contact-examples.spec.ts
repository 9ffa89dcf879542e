import { isoOf } from '@app/contracts';
import type { Worker } from '@app/database';
import { readFileSync } from 'node:fs';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { type Answer, nine } from '../support/engine-answer.js';
import type { World } from '../support/worlds.js';
import { makeWorld } from '../support/worlds-in-database.js';

type Expected = Pick<
  Answer,
  'worker' | 'level' | 'exposedAt' | 'earliestAt' | 'lastExposureAt' | 'score' | 'dose' | 'edges'
>;
const examples = JSON.parse(
  readFileSync(`${process.cwd()}/libs/contact-graph/fixtures/contact-examples.json`, 'utf8'),
) as { world: World; expected: Expected[] }[];

/** An example's answer as the interface gives it. */
const answered = ({ edges, ...one }: Expected): object => ({
  ...one,
  ...{ exposedAt: isoOf(one.exposedAt), earliestAt: isoOf(one.earliestAt), lastExposureAt: isoOf(one.lastExposureAt) },
  edges: edges.map(({ firstAt, lastAt, ...edge }) => ({ ...edge, firstAt: isoOf(firstAt), lastAt: isoOf(lastAt) })),
});

async function caseOf(officer: Caller, worker: Worker, { onsetOn, sampledOn, isolatedAt }: World['cases'][number]) {
  const body = {
    workerId: worker.id,
    onsetOn,
    sampledOn,
    isolatedAt: isolatedAt === null ? null : isoOf(isolatedAt),
  };
  return (await officer.post('/cases', body)).body.id as string;
}

async function contactOf(officer: Caller, path: string, { workerId }: { workerId: string }): Promise<object> {
  const { body } = await officer.get(`${path}/${workerId}`);
  const edges = body.because.map(({ sourceWorkerCode: from, nearSeconds, roomSeconds, firstAt, lastAt }: any) => ({
    ...{ from, nearSeconds, roomSeconds, firstAt, lastAt },
  }));
  const { workerCode: worker, level, exposedAt, earliestAt, lastExposureAt } = body;
  return {
    ...{ worker, level, exposedAt, earliestAt, lastExposureAt, score: nine(body.score), dose: nine(body.dose) },
    edges: edges.sort((a: any, b: any) => (a.from < b.from ? -1 : 1)),
  };
}

describe.each(['memory', 'sql'])('the examples of the contact rules, over the interface, by %s', (strategy) => {
  let app: TestApp;
  let officer: Caller;
  beforeAll(async () => {
    app = await testApp([TracingModule], { queues: ['tracing'], environment: { TRACE_STRATEGY: strategy } });
    officer = app.as(healthOfficer('24'));
  });
  afterAll(() => app.close());

  it.each(examples.map(({ world, expected }) => [world.name, world, expected] as const))(
    '%s',
    async (_, world, expected) => {
      const workers = await makeWorld(app.dataSource, world);
      const caseIds: string[] = [];
      for (const dates of world.cases) caseIds.push(await caseOf(officer, workers.get(dates.worker)!, dates));
      const { preset, maxLevel, asOf } = world;
      const queued = await officer.post('/traces', { caseIds, preset, maxLevel, asOf: isoOf(asOf) });
      expect(await ended(officer, `/traces/${queued.body.id}`)).toMatchObject({ status: 'done' });
      const path = `/traces/${queued.body.id}/contacts`;
      const { items } = (await officer.get(`${path}?limit=500`)).body;
      const contacts: object[] = [];
      for (const item of items) contacts.push(await contactOf(officer, path, item));
      expect(contacts).toEqual(expected.map(answered));
    },
  );
});
