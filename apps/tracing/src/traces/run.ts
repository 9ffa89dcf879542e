import { caseWindow, exposureInterval, type Feed, type Interval, type NeedEvent } from '@app/contact-graph';
import { startOfDate } from '@app/contracts';
import type { Snapshot, World } from '@app/presence';
import type { ClaimedWork } from '@app/queue';
import { setImmediate as turn } from 'node:timers/promises';
import type { UsedPreset } from '../presets/presets.service.js';
import type { TraceSink } from './trace-store.js';
import type { TraceCaseRow, TraceRow } from './traces.queries.js';

/** What a run of a trace knows from the start. `known`: persons with a case. `seen`: taken before anything was read. */
export interface Run {
  work: ClaimedWork;
  trace: TraceRow;
  preset: UsedPreset;
  asOf: number;
  cases: TraceCaseRow[];
  known: Set<number>;
  seen: Snapshot;
  sink: TraceSink;
}

/** During which time a case matters: its infectious time, or backward that in which it was infected. */
export function windowOf(one: TraceCaseRow, { trace, preset, asOf }: Run): Interval {
  const dates = { onsetOn: one.onset_on, sampledOn: one.sampled_on, isolatedAt: one.isolated_at };
  const window = trace.direction === 'backward' ? exposureInterval : caseWindow;
  return window(dates, preset, asOf, startOfDate);
}

/**
 * The events of an engine at work, but for its needs, which the world serves; returns what the engine returns. Gives the
 * event loop its turns, and throws when the work is no longer wanted.
 */
export async function* driven<Event extends { readonly type: string }, Outcome>(
  engine: Generator<Event | NeedEvent, Outcome, Feed | void>,
  world: World,
  { signal }: ClaimedWork,
): AsyncGenerator<Event, Outcome, void> {
  for (let step = engine.next(); ;) {
    signal.throwIfAborted();
    if (step.done) return step.value;
    const event = step.value;
    if (isNeed(event)) step = engine.next(await world.feed(event));
    else {
      await turn();
      yield event;
      step = engine.next();
    }
  }
}

const isNeed = (event: { readonly type: string }): event is NeedEvent => event.type === 'need';
