import { Injectable } from '@nestjs/common';
import {
  caseWindow,
  ContactGraphError,
  explain,
  type IndexCase,
  mergeWindows,
  openIntervals,
  type TimeChanges,
  traceForward,
  type TraceOutcome,
} from '@app/contact-graph';
import { ERRORS, secondsOf, startOfDate, type ErrorCode } from '@app/contracts';
import { DomainError } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import { setImmediate as turn } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { UsedPreset } from '../presets/presets.service.js';
import { type World, WorldReader } from '../worlds/world-reader.js';
import { type StoredContact, TraceStore } from './trace-store.js';
import { casesOfTrace, knownCases, type TraceCaseRow, type TraceRow, traceToRun } from './traces.queries.js';

/** Share of the progress bar that reading takes; the levels share the rest. */
const READING = 0.5;

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
    const began = performance.now();
    const windows = run.cases.map((one) => windowOf(one, preset, asOf));
    const from = Math.min(asOf, ...windows.map((window) => window.from));
    work.progress(0.01);
    const world = await this.reader.read({ preset, from, to: asOf, onRows: () => work.signal.throwIfAborted() });
    work.progress(READING);
    const read = performance.now();
    const cases = run.cases.map((one, i) => ({ person: world.people.ofWorker(one.worker_no), ...windows[i]! }));
    const merged = mergeWindows(cases, world.people.count);
    await this.store.begin(work, merged, world.people, warningsOf(run, world, cases));
    const outcome = await this.levels(run, world, merged);
    const timings = { readMs: Math.round(read - began), traceMs: Math.round(performance.now() - read) };
    await this.store.finish(work, outcome.earlier, world.people, timings);
  }

  /** Lets the engine go hop by hop, gives the event loop its turns, and publishes each finished level. */
  private async levels(run: Run, world: World, cases: IndexCase[]): Promise<TraceOutcome> {
    const { work, trace, preset, asOf } = run;
    const { index, people } = world;
    const engine = traceForward({ index, preset, cases, asOf, maxLevel: trace.max_level, rank: people.rank });
    const history: TimeChanges[] = [startsOf(cases)];
    for (let step = engine.next(); ; step = engine.next()) {
      work.signal.throwIfAborted();
      if (step.done) return step.value;
      const event = step.value;
      const share = event.type === 'progress' ? event.done / event.total : 1;
      work.progress(READING + ((1 - READING) * (event.level - 1 + share)) / trace.max_level);
      await turn();
      if (event.type === 'progress') continue;
      const open = openIntervals({ windows: cases, history, asOf }, preset, event.level);
      history.push(event.changes);
      await this.store.publish(work, event.level, event.changes, world, contactsOf(event.contacts(), run, world, open));
    }
  }
}

/** Contacts of a level with the pieces of their strongest sources, made as they are written. */
function* contactsOf(
  contacts: IterableIterator<Omit<StoredContact, 'edges' | 'isCase'>>,
  run: Run,
  { index, people }: World,
  open: ReturnType<typeof openIntervals>,
): Generator<StoredContact> {
  for (const contact of contacts) {
    const sources = contact.sources.map(({ source }) => source);
    const edges = explain({ index, preset: run.preset, target: contact.person, sources, open, rank: people.rank });
    yield { ...contact, edges, isCase: run.known.has(people.personNos[contact.person]!) };
  }
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

/** Says plainly why a case brought nobody. */
function warningsOf(run: Run, world: World, cases: readonly IndexCase[]) {
  const emptyCases = cases.flatMap(({ from, to }, i) => (to <= from ? [i] : []));
  const empty = emptyCases.map((i) => ({
    code: 'empty_window',
    caseId: run.cases[i]!.id,
    detail: 'Its window ends before it starts: it has no contacts.',
  }));
  const absent = cases.flatMap(({ person }, i) =>
    world.present[person]
      ? []
      : [
          {
            code: 'no_presence',
            caseId: run.cases[i]!.id,
            detail: 'Nothing is known of where this person was: it has no contacts.',
          },
        ],
  );
  return [...empty, ...absent];
}
