import {
  caseWindow,
  type ExplainedEdge,
  Explainer,
  type Feed,
  mergeWindows,
  metBy,
  openIntervals,
  type Preset,
  type TimeChanges,
  traceForwardFed,
  type TraceOutcome,
} from '@app/contact-graph';
import { startOfDate } from '@app/contracts';
import { type Operation, readEnvironment } from '@app/platform';
import { DayCache, Registry, type World, WorldReader } from '@app/presence';
import { Registry as Metrics } from 'prom-client';
import type { DataSource } from 'typeorm';

/** What a trace is asked, by stored numbers. */
export interface Question {
  preset: Preset;
  /** Records of the index cases and the day of their samples. */
  cases: readonly { workerNo: number; sampledOn: string }[];
  /** Epoch seconds. */
  asOf: number;
  maxLevel: number;
}

/** What a tracing process reads worlds with. */
export interface TestReader {
  reader: WorldReader;
  cache: DayCache;
  /** How often days were read into memory, by how much of them, since this was last asked. */
  reads: () => Promise<Record<string, number>>;
}

/** A reader with nothing in memory yet. */
export function newReader(db: DataSource, settings: Record<string, string> = {}): TestReader {
  const environment = readEnvironment({ DATABASE_URL: '', REDIS_URL: '', ...settings });
  const metrics = new Metrics();
  const cache = new DayCache(environment, { metrics } as Operation);
  const reads = async (): Promise<Record<string, number>> => {
    const counter = metrics.getSingleMetric('truyvet_presence_reads_total')!;
    const { values } = await counter.get();
    counter.reset();
    return Object.fromEntries(values.map(({ labels, value }) => [labels['share'], value]));
  };
  return { reader: new WorldReader(db, new Registry(), cache, environment), cache, reads };
}

/** All that a trace says, as text: by ids, so that readers with other numbers for places say the same. */
export interface Told {
  strategy: World['strategy'];
  text: string;
}

/** Opens the world of the question's window, traces in it, explains every contact by everybody it met. */
export async function tell(reader: WorldReader, question: Question): Promise<Told> {
  const { preset, asOf } = question;
  const windows = question.cases.map(({ sampledOn }) =>
    caseWindow({ onsetOn: null, sampledOn, isolatedAt: null }, preset, asOf, startOfDate),
  );
  const from = Math.min(...windows.map((window) => window.from));
  const world = await reader.open({ preset, from, to: asOf });
  try {
    const { people } = world.basis;
    const cases = question.cases.flatMap(({ workerNo }, i) => {
      const person = people.ofWorker(workerNo);
      return person < 0 ? [] : [{ person, ...windows[i]! }];
    });
    const answer = await traced(world, { ...question, cases: mergeWindows(cases, people.count), rank: people.rank });
    return { strategy: world.strategy, text: JSON.stringify({ leftOut: await world.leftOut(), ...answer }, null, 1) };
  } finally {
    await world.close();
  }
}

type Asked = Parameters<typeof traceForwardFed>[0];

async function traced(world: World, question: Asked) {
  const contacts: object[] = [];
  const history: TimeChanges[] = [startsOf(question)];
  const engine = traceForwardFed(question);
  for (let step = engine.next(); ;) {
    if (step.done) return { contacts, outcome: plain(world, step.value) };
    const event = step.value;
    if (event.type === 'level') {
      for (const { sources, ...contact } of event.contacts()) {
        const edges = await explained(world, question, history, contact);
        contacts.push({ ...contact, person: idOf(world, contact.person), edges, strongest: sources.length });
      }
      history.push(event.changes);
    }
    step = engine.next(event.type === 'need' ? await world.feed(event) : undefined);
  }
}

const idOf = (world: World, person: number): number => world.basis.people.workerNos[person]!;

function startsOf({ cases }: Asked): TimeChanges {
  return {
    persons: Int32Array.from(cases, ({ person }) => person),
    times: Float64Array.from(cases, ({ from }) => from),
  };
}

/** As ContactExplainer does it: whom the contact met is found as if it were a source itself. */
async function explained(
  world: World,
  { preset, cases, asOf, rank }: Asked,
  history: readonly TimeChanges[],
  { person, level }: { person: number; level: number },
): Promise<object[]> {
  const { from } = world.basis;
  const need = { persons: Int32Array.of(person), from: Float64Array.of(from), to: Float64Array.of(asOf) };
  const { index }: Feed = await world.feed(need);
  const open = openIntervals({ windows: cases, history, asOf }, preset, level);
  const edges = new Explainer({ index, preset, open, rank }).of(person, metBy(index, person, { from, to: asOf }));
  return edges.map((edge) => named(world, edge));
}

function named(world: World, { source, pieces, ...edge }: ExplainedEdge): object {
  const { places } = world.basis;
  return {
    ...edge,
    source: idOf(world, source),
    pieces: pieces.map(({ place, ...piece }) => ({ ...piece, place: place < 0 ? null : places.ids[place] })),
  };
}

function plain(world: World, { counts, history, earlier, emptyCases }: TraceOutcome): object {
  const changes = ({ persons, times }: TimeChanges): object[] =>
    Array.from(persons, (person, i) => [idOf(world, person), times[i]]).sort((a, b) => a[0]! - b[0]!);
  return { counts, history: history.map(changes), earlier: changes(earlier), emptyCases };
}
