import { Injectable } from '@nestjs/common';
import {
  caseWindow,
  type Contact,
  ContactGraphError,
  Explainer,
  type IndexCase,
  mergeWindows,
  openIntervals,
  type OpenIntervals,
  type TimeChanges,
  traceForwardFed,
  type TraceOutcome,
} from '@app/contact-graph';
import { ERRORS, secondsOf, startOfDate, type ErrorCode } from '@app/contracts';
import { DomainError } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import { setImmediate as turn } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { UsedPreset } from '../presets/presets.service.js';
import type { World } from '../worlds/world.js';
import { WorldReader } from '../worlds/world-reader.js';
import { type StoredContact, TraceStore } from './trace-store.js';
import { leftOutOf, warningsOf } from './trace-warnings.js';
import { casesOfTrace, knownCases, type TraceCaseRow, type TraceRow, traceToRun } from './traces.queries.js';

/** Share of the progress bar that reading takes; the levels share the rest. */
const READING = 0.5;
/** Contacts that are explained and stored at a time. */
const BATCH = 1000;

interface Run {
  work: ClaimedWork;
  trace: TraceRow;
  preset: UsedPreset;
  asOf: number;
  cases: TraceCaseRow[];
  known: Set<number>;
}

/** Runs one trace: reads the world of its window, lets the engine decide, publishes level by level. */
@Injectable()
export class TraceRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: WorldReader,
    private readonly store: TraceStore,
  ) {}

  /** @throws DomainError for what the engine refuses (a place that contains itself, say) */
  async run(work: ClaimedWork): Promise<void> {
    const { manager } = this.dataSource;
    const trace = await traceToRun(manager, work.id);
    const preset = trace.preset as UsedPreset;
    const cases = await casesOfTrace(manager, work.id);
    const run = { work, trace, preset, cases, asOf: secondsOf(trace.as_of), known: new Set(await knownCases(manager)) };
    try {
      await this.runIn(run);
    } catch (error) {
      if (error instanceof ContactGraphError && error.code in ERRORS) throw new DomainError(error.code as ErrorCode);
      throw error;
    }
  }

  private async runIn(run: Run): Promise<void> {
    const { work, asOf, preset } = run;
    const windows = run.cases.map((one) => windowOf(one, preset, asOf));
    const from = Math.min(asOf, ...windows.map((window) => window.from));
    work.progress(0.01);
    const onProgress = (share: number): void => {
      work.signal.throwIfAborted();
      work.progress(READING * share);
    };
    const began = performance.now();
    const world = await this.reader.open({ preset, from, to: asOf, onProgress });
    try {
      const readMs = Math.round(performance.now() - began);
      work.progress(READING);
      const { people } = world.basis;
      const cases = run.cases.map((one, i) => ({ person: people.ofWorker(one.worker_no), ...windows[i]! }));
      const merged = mergeWindows(cases, people.count);
      await this.store.begin(work, merged, await warningsOf(this.dataSource.manager, run.cases, cases, world));
      const outcome = await this.levels(run, world, merged);
      const traceMs = Math.round(performance.now() - began) - readMs;
      await this.store.finish(work, outcome.earlier, { readMs, traceMs }, await leftOutOf(world));
    } finally {
      await world.close();
    }
  }

  /** Lets the engine go hop by hop, gives the event loop its turns, and publishes each finished level. */
  private async levels(run: Run, world: World, cases: IndexCase[]): Promise<TraceOutcome> {
    const { work, trace, preset, asOf } = run;
    const { rank } = world.basis.people;
    const engine = traceForwardFed({ preset, cases, asOf, maxLevel: trace.max_level, rank });
    const history: TimeChanges[] = [startsOf(cases)];
    for (let step = engine.next(); ;) {
      work.signal.throwIfAborted();
      if (step.done) return step.value;
      const event = step.value;
      if (event.type === 'need') {
        step = engine.next(await world.feed(event));
        continue;
      }
      const share = event.type === 'progress' ? event.done / event.total : 1;
      work.progress(READING + ((1 - READING) * (event.level - 1 + share)) / trace.max_level);
      await turn();
      if (event.type === 'level') {
        const { level, changes } = event;
        const open = openIntervals({ windows: cases, history, asOf }, preset, level);
        const batches = explained(event.contacts(), run, world, open);
        await this.store.publish(work, { level, changes, batches }, world.basis);
        history.push(changes);
      }
      step = engine.next();
    }
  }
}

/** Contacts of a level with the pieces of their strongest sources, a batch at a time. */
async function* explained(
  contacts: Iterable<Contact>,
  run: Run,
  world: World,
  open: OpenIntervals,
): AsyncGenerator<StoredContact[]> {
  for (const batch of inBatches(contacts, BATCH)) {
    const sourcesOf = (contact: Contact): number[] => contact.sources.map(({ source }) => source);
    const index = await world.ofPersons(new Set(batch.flatMap((one) => [one.person, ...sourcesOf(one)])));
    const explainer = new Explainer({ index, preset: run.preset, open, rank: world.basis.people.rank });
    yield batch.map((contact) => ({
      ...contact,
      edges: explainer.of(contact.person, sourcesOf(contact)),
      isCase: run.known.has(contact.person),
    }));
    await turn();
  }
}

function* inBatches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function windowOf(one: TraceCaseRow, preset: UsedPreset, asOf: number): { from: number; to: number } {
  const dates = { onsetOn: one.onset_on, sampledOn: one.sampled_on, isolatedAt: one.isolated_at };
  return caseWindow(dates, preset, asOf, startOfDate);
}

function startsOf(cases: readonly IndexCase[]): TimeChanges {
  return {
    persons: Int32Array.from(cases, ({ person }) => person),
    times: Float64Array.from(cases, ({ from }) => from),
  };
}
