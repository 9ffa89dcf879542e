import { Injectable } from '@nestjs/common';
import { type IndexCase, mergeWindows, traceForwardFed, type TraceOutcome } from '@app/contact-graph';
import { secondsOf } from '@app/contracts';
import { currentSnapshot, withEngine, type World, WorldReader } from '@app/presence';
import type { ClaimedWork } from '@app/queue';
import { DataSource } from 'typeorm';
import type { UsedPreset } from '../presets/presets.service.js';
import { BackwardRunner } from './backward-runner.js';
import { CatchingUp } from './catching-up.js';
import { peopleToList, TraceProgress } from './foresight.js';
import { inBatches } from './level-batches.js';
import { driven, type Run, windowOf } from './run.js';
import { type TraceSink, TraceStore } from './trace-store.js';
import { leftOutOf, warningsOf } from './trace-warnings.js';
import { casesOfTrace, knownCases, traceToRun } from './traces.queries.js';

/** Share of the progress bar that reading takes; the levels share the rest. */
const READING = 0.5;

/** Which trace to find the contacts of, and where they go. */
export interface TraceTask {
  work: ClaimedWork;
  traceId: string;
  /** Epoch seconds; the trace's own unless given. */
  asOf?: number;
  sink: TraceSink;
}

/** Runs one trace: reads the world of its window, lets the engine decide, publishes level by level. */
@Injectable()
export class TraceRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: WorldReader,
    private readonly store: TraceStore,
    private readonly backward: BackwardRunner,
  ) {}

  /** Runs a trace as it was asked for. @throws as `find` does */
  async run(work: ClaimedWork): Promise<void> {
    const { levels_done: levels, direction } = await traceToRun(this.dataSource.manager, work.id);
    const task = { work, traceId: work.id };
    if (levels === 0 || direction === 'backward') return this.find({ ...task, sink: this.store });
    const sink = new CatchingUp(this.dataSource, this.store, levels);
    try {
      await this.find({ ...task, sink });
    } finally {
      await sink.close();
    }
  }

  /** @throws DomainError for what the engine refuses (a place that contains itself, say) */
  async find({ work, traceId, asOf, sink }: TraceTask): Promise<void> {
    const { manager } = this.dataSource;
    const seen = await currentSnapshot(manager);
    const trace = await traceToRun(manager, traceId);
    const cases = (await casesOfTrace(manager, traceId)).filter(({ status }) => status !== 'withdrawn');
    const known = new Set(await knownCases(manager));
    const preset = trace.preset as UsedPreset;
    const run = { work, trace, preset, asOf: asOf ?? secondsOf(trace.as_of), cases, known, seen, sink };
    await withEngine(() => this.runIn(run));
  }

  private async runIn(run: Run): Promise<void> {
    const { work, asOf, preset } = run;
    const isBackward = run.trace.direction === 'backward';
    const windows = run.cases.map((one) => windowOf(one, run));
    const from = Math.min(asOf, ...windows.map((window) => window.from));
    const to = isBackward ? Math.max(from, ...windows.map((window) => window.to)) : asOf;
    work.progress(0.01);
    const onProgress = (share: number): void => {
      work.signal.throwIfAborted();
      work.progress(READING * share);
    };
    const began = performance.now();
    const world = await this.reader.open({ preset, from, to, onProgress });
    try {
      const readMs = Math.round(performance.now() - began);
      work.progress(READING);
      const { people } = world.basis;
      const cases = run.cases.map((one, i) => ({ person: people.ofWorker(one.worker_no), ...windows[i]! }));
      const merged = mergeWindows(cases, people.count);
      const warnings = await warningsOf(this.dataSource.manager, run.cases, cases, world);
      await run.sink.begin(work, { cases: merged, warnings, seen: run.seen });
      const { earlier } = await (isBackward
        ? this.backward.level(run, world, merged, (share) => work.progress(READING + (1 - READING) * share))
        : this.levels(run, world, merged));
      const traceMs = Math.round(performance.now() - began) - readMs;
      await run.sink.finish(work, earlier, { readMs, traceMs }, await leftOutOf(world));
    } finally {
      await world.close();
    }
  }

  /** Looks ahead for how much there is to list, lets the engine go hop by hop, gives the event loop its turns, and publishes each finished level. */
  private async levels(run: Run, world: World, cases: IndexCase[]): Promise<TraceOutcome> {
    const { work, trace, preset, asOf, known } = run;
    const { rank } = world.basis.people;
    const question = { preset, cases, asOf, maxLevel: trace.max_level, rank };
    const toList = await peopleToList(question, world, work);
    const progress = new TraceProgress(trace.max_level, toList, (share) =>
      work.progress(READING + (1 - READING) * share),
    );
    const events = driven(traceForwardFed(question), world, work);
    for (;;) {
      const step = await events.next();
      if (step.done) return step.value;
      const event = step.value;
      progress.followed(event.level, event.type === 'progress' ? event.done / event.total : 1);
      if (event.type === 'progress') continue;
      const { level, changes } = event;
      const batches = progress.counting(inBatches(event.contacts(), known));
      await run.sink.publish(work, { level, changes, batches }, world.basis.people);
    }
  }
}
