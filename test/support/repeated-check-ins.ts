import { newId } from '@app/database';
import { pick, random } from '../../seeds/province/random.js';
import { gateGuard } from './actors.js';
import type { Caller, TestApp } from './app.js';
import { makeCrowd } from './crowd.js';
import { eventually } from './eventually.js';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];
const LINES = 12;
/** A clock that is right, and one repaired to within a minute. */
const CLOSE_SECONDS = 60;

/** What somebody did: who by the number in the crowd, when by our clock in milliseconds. */
interface Sighting {
  worker: number;
  place: string;
  direction: 'in' | 'out';
  at: number;
}

/** A crowd that checks in through one guard. */
interface Factory {
  guard: Caller;
  organisationId: string;
  workers: { no: number; id: string }[];
}

/** A device: its wall clock is off, and it was booted now and then. The first knows the time and is a plain client. */
interface Device {
  skew: number;
  boots: number[];
}

type Next = () => number;

/**
 * The same day's work told twice: once in order, to one factory; to another one by devices with wrong clocks, each event
 * one to five times, shuffled, in batches that are cut, at the same time. Each event is one row in the end, its answer
 * always the first one, and the stays are the same.
 */
export async function repeatsAreOne(app: TestApp, given: { seed: number; workers: number; each: number }) {
  const next = random(given.seed);
  const [calm, wild] = [await makeFactory(app, given.workers), await makeFactory(app, given.workers)];
  const story = storyOf(given.workers, given.each, next);
  for (const items of cut(story.map(plain(calm)), () => 1_000)) await send(calm.guard, { items });
  const answers = await tellWildly(wild, story, next);
  expect(answers.firsts).toBe(story.length);
  expect(answers.differing).toEqual([]);
  expect(await rowsOf(app, wild)).toBe(story.length);
  await settled(app);
  expect(differences(await staysOf(app, calm), await staysOf(app, wild))).toEqual([]);
}

async function makeFactory(app: TestApp, workers: number): Promise<Factory> {
  const crowd = await makeCrowd(app.dataSource, { workers, days: [], perLine: Math.floor(workers / LINES) });
  const of = 'select organisation_id as id from worker where no = $1';
  const [organisation] = await app.dataSource.query<[{ id: string }]>(of, [crowd[0]!.no]);
  return { guard: app.as(gateGuard(organisation.id)), organisationId: organisation.id, workers: crowd };
}

/** In the middle of minutes, some apart, so that a repaired clock leaves their order and their shift as they are. */
function storyOf(workers: number, each: number, next: Next): Sighting[] {
  const start = Math.floor((Date.now() - 3 * DAY) / MINUTE) * MINUTE + MINUTE / 2;
  const steps = Math.floor((2.5 * DAY) / each / MINUTE) - 10;
  return Array.from({ length: workers }, (_, worker) => {
    let at = start;
    return Array.from({ length: each }, (): Sighting => {
      at += (10 + Math.floor(next() * steps)) * MINUTE;
      const place = `L${Math.floor(next() * LINES)}`;
      return { worker, place, direction: next() < 0.6 ? 'in' : 'out', at };
    });
  }).flat();
}

const iso = (at: number): string => new Date(at).toISOString();
const saying = ({ workers }: Factory, { worker, place, direction }: Sighting) => ({
  ...{ id: newId(), workerId: workers[worker]!.id, placeCode: place, direction },
});
const plain = (factory: Factory) => (seen: Sighting) => ({ ...saying(factory, seen), at: iso(seen.at) });

function clocksOf({ skew, boots }: Device, at: number) {
  const boot = Math.max(...boots.filter((one) => one <= at));
  return { wall: iso(at + skew), monotonicMs: at - boot, bootId: `boot ${boot}` };
}

function onDevice(factory: Factory, device: Device, seen: Sighting) {
  const { wall, ...boot } = clocksOf(device, seen.at);
  return { ...saying(factory, seen), deviceAt: wall, ...boot, offline: true };
}

function sendingOf(device: Device | null) {
  if (!device) return {};
  const { wall, monotonicMs, bootId } = clocksOf(device, Date.now());
  return { sentAt: wall, sentMonotonicMs: monotonicMs, bootId };
}

const deviceOf = (next: Next): Device => {
  const boots = Array.from({ length: 3 }, () => Date.now() - Math.floor(next() * 3 * DAY));
  return { skew: Math.floor((next() * 2 - 1) * 24 * HOUR), boots: [Date.now() - 4 * DAY, ...boots] };
};

/** What the answers said: how many were the first of their id, and which differed from the first. */
class Answers {
  firsts = 0;
  readonly differing: string[] = [];
  private readonly known = new Map<string, string>();

  take({ id, replayed, ...answer }: { id: string; replayed: boolean }): void {
    if (!replayed) this.firsts++;
    const said = JSON.stringify(answer);
    if ((this.known.get(id) ?? said) !== said) this.differing.push(id);
    this.known.set(id, said);
  }
}

async function tellWildly(factory: Factory, story: readonly Sighting[], next: Next): Promise<Answers> {
  const answers = new Answers();
  const devices = [null, ...Array.from({ length: 5 }, () => deviceOf(next))];
  const heard = new Map(devices.map((device) => [device, [] as object[]]));
  for (const seen of story) {
    const device = pick(devices, next);
    const item = device ? onDevice(factory, device, seen) : plain(factory)(seen);
    for (let copies = 1 + Math.floor(next() * 5); copies > 0; copies--) heard.get(device)!.push(item);
  }
  const batches = [...heard].flatMap(([device, items]) =>
    cut(shuffled(items, next), () => 1 + Math.floor(next() * 1_000)).map((batch) => ({ device, batch, luck: next() })),
  );
  await inParallel(shuffled(batches, next), async ({ device, batch, luck }) => {
    const pieces = luck < 0.1 ? await cutOff(factory, batch, device) : [batch];
    for (const items of luck > 0.9 ? [...pieces, ...pieces] : pieces)
      for (const item of await send(factory.guard, { items, ...sendingOf(device) })) answers.take(item);
  });
  return answers;
}

/** The line breaks in the middle of a batch: nothing of it is stored, and it is sent again in two. */
async function cutOff({ guard }: Factory, items: object[], device: Device | null): Promise<object[][]> {
  const body = JSON.stringify({ items, ...sendingOf(device) });
  const half = body.slice(0, Math.floor(body.length / 2));
  const answer = await guard.post('/check-ins/batch', half, { 'content-type': 'application/json' });
  expect(answer.status).toBe(400);
  return cut(items, () => Math.ceil(items.length / 2));
}

async function send(guard: Caller, body: object): Promise<{ id: string; replayed: boolean; error?: unknown }[]> {
  const answer = await guard.post('/check-ins/batch', body);
  expect(answer.status).toBe(200);
  const items = answer.body.items as { id: string; replayed: boolean; error?: unknown }[];
  expect(items.filter(({ error }) => error)).toEqual([]);
  return items;
}

function cut<T>(items: readonly T[], length: () => number): T[][] {
  const pieces: T[][] = [];
  for (let from = 0; from < items.length; from += pieces.at(-1)!.length)
    pieces.push(items.slice(from, from + Math.max(1, length())));
  return pieces;
}

function shuffled<T>(items: readonly T[], next: Next): T[] {
  const keyed = items.map((item) => [next(), item] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}

async function inParallel<T>(tasks: T[], deed: (task: T) => Promise<void>): Promise<void> {
  const left = tasks.values();
  const hand = async (): Promise<void> => {
    for (const task of left) await deed(task);
  };
  await Promise.all(Array.from({ length: 6 }, hand));
}

async function rowsOf({ dataSource }: TestApp, { organisationId }: Factory): Promise<number> {
  const sql = 'select count(*)::int as n from check_in where organisation_id = $1';
  return (await dataSource.query<[{ n: number }]>(sql, [organisationId]))[0].n;
}

/** Nothing is left to be worked out. */
const settled = ({ dataSource }: TestApp): Promise<unknown> =>
  eventually(async () => {
    const open = await dataSource.query<unknown[]>(`select 1 from stay_derivation join work using (id)
      where requested > done or status <> 'done' limit 1`);
    return open.length === 0;
  }, 600 * SECOND);

interface StayLine {
  what: string;
  from: number;
  to: number;
}

/** Stays by the worker's number in the crowd. */
async function staysOf({ dataSource }: TestApp, { workers }: Factory): Promise<StayLine[]> {
  return dataSource.query<StayLine[]>(
    `select (array_position($1::int[], s.worker_no) || ' ' || p.code || ' ' || s.evidence) as what,
            extract(epoch from s.started_at)::float8 as from, extract(epoch from s.ended_at)::float8 as to
     from stay s join place p on p.no = s.place_no where s.worker_no = any($1::int[])
     order by array_position($1::int[], s.worker_no), s.started_at`,
    [workers.map(({ no }) => no)],
  );
}

/** The first few that differ by more than a repaired clock may. */
function differences(calm: readonly StayLine[], wild: readonly StayLine[]): unknown[] {
  expect(calm.length).toBeGreaterThan(0);
  const close = (a: number, b: number): boolean => Math.abs(a - b) <= CLOSE_SECONDS;
  const same = (a: StayLine, b?: StayLine) => a.what === b?.what && close(a.from, b.from) && close(a.to, b.to);
  const pairs = calm.map((stay, at) => ({ calm: stay, wild: wild[at] }));
  const odd: unknown[] = pairs.filter((pair) => !same(pair.calm, pair.wild));
  return wild.length === calm.length ? odd.slice(0, 3) : [{ calm: calm.length, wild: wild.length }];
}
