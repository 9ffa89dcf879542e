import { Controller, Get, Module, Param, Req, Res } from '@nestjs/common';
import { newId } from '@app/database';
import { notFound, Public } from '@app/platform';
import { type ClaimedWork, enqueue, WorkStreams, workOf } from '@app/queue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { processor } from '../support/queue-app.js';

interface ServerSentEvent {
  id: string;
  event: string;
  data: { status: string; progress: number; level: number };
}

/** The trace of this spec: it does what the test lets it do. */
let steps: ((work: ClaimedWork) => Promise<void>)[] = [];
let level = 0;
const trace = processor('trace.run', async (work) => {
  for (const step of steps) await step(work);
});

@Controller('things')
class ThingsController {
  constructor(
    private readonly streams: WorkStreams,
    private readonly dataSource: DataSource,
  ) {}

  @Get(':id/events')
  @Public()
  events(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const load = async () => {
      const work = await workOf(this.dataSource.manager, id);
      if (!work) throw notFound();
      return { status: work.status, progress: work.progress, level };
    };
    return this.streams.stream(request, reply, { id, load, levelOf: (thing) => thing.level });
  }
}
@Module({ controllers: [ThingsController], providers: [trace] })
class Things {}

let app: TestApp;
let base: string;
beforeAll(async () => {
  app = await testApp([Things], { queues: ['tracing'] });
  await app.nest.listen(0, '127.0.0.1');
  base = await app.nest.getUrl();
});
beforeEach(() => {
  [steps, level] = [[], 0];
});
afterAll(() => app.close());

async function start(): Promise<string> {
  const id = newId();
  await app.dataSource.transaction((manager) => enqueue(manager, 'trace.run', id));
  return id;
}

/** Reads events until `enough` says so or the stream ends. */
async function read(
  id: string,
  options: { lastEventId?: string; enough?: (event: ServerSentEvent) => boolean } = {},
): Promise<ServerSentEvent[]> {
  const stop = new AbortController();
  const headers: Record<string, string> = options.lastEventId ? { 'last-event-id': options.lastEventId } : {};
  const answer = await fetch(`${base}/api/v1/things/${id}/events`, { headers, signal: stop.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events: ServerSentEvent[] = [];
  let text = '';
  for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + piece).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks.filter((one) => !one.startsWith(':'))) {
      const [id, event, data] = block.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
      events.push({ id: id!, event: event!, data: JSON.parse(data!) as ServerSentEvent['data'] });
    }
    if (options.enough && events.some(options.enough)) {
      stop.abort();
      return events;
    }
  }
  return events;
}

const publish = (work: ClaimedWork): Promise<void> =>
  app.dataSource.transaction(async (manager) => {
    await work.assertHeld(manager);
    level += 1;
  });

it('tells of progress and of every level, then of the end, and closes', async () => {
  let watched = (): void => undefined;
  const watching = new Promise<void>((resolve) => (watched = resolve));
  steps = [
    () => watching,
    publish,
    (work) => Promise.resolve(work.progress(0.5)),
    () => eventually(() => told.some(({ data }) => data.progress === 0.5)).then(() => undefined),
    publish,
  ];
  const told: ServerSentEvent[] = [];
  const id = await start();
  const events = await read(id, { enough: (event) => (told.push(event), watched(), event.event === 'end') });
  expect(events.at(-1)).toMatchObject({ event: 'end', data: { status: 'done', progress: 1, level: 2 } });
  expect(events.filter(({ event }) => event === 'level').map(({ data }) => data.level)).toEqual([1, 2]);
  expect(events.filter(({ event }) => event === 'progress').map(({ data }) => data.progress)).toContain(0.5);
  expect(events.filter(({ event }) => event === 'end')).toHaveLength(1);
});

it('who comes back with the id last heard is told only what is new, and the end again', async () => {
  level = 1;
  const id = await start();
  const all = await read(id);
  const again = await read(id, { lastEventId: all.at(-1)!.id });
  expect(again.map(({ event }) => event)).toEqual(['end']);
  const missedLevel = await read(id, { lastEventId: `${all.at(-1)!.id.split('.')[0]}.0` });
  expect(missedLevel.map(({ event }) => event)).toEqual(['level', 'end']);
  const everything = await read(id, { lastEventId: 'nonsense' });
  expect(everything.map(({ event }) => event)).toEqual(['progress', 'level', 'end']);
});

it('a stream of something that is not there is a problem, not a stream', async () => {
  const answer = await fetch(`${base}/api/v1/things/${newId()}/events`);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

it('a client that goes leaves nothing behind, and a process that stops ends its streams', async () => {
  steps = [
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  ];
  const id = await start();
  const streams = app.nest.get(WorkStreams);
  await read(id, { enough: ({ data }) => data.status === 'running' });
  await eventually(() => streams.open === 0);
  const rest = read(id);
  await eventually(() => streams.open === 1);
  streams.onModuleDestroy();
  expect((await rest).every(({ event }) => event === 'progress')).toBe(true);
});
