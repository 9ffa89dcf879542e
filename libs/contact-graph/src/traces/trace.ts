import { FedScan, refuse, servedBy } from './feeding.js';
import { LevelReport } from './level-report.js';
import { Int32Column } from '../growable.js';
import { mergeWindows } from './open-intervals.js';
import { ReachScan } from './reach-scan.js';
import { ReachedTimes } from './reached-times.js';
import { SourceScan } from '../pairs/source-scan.js';
import { type Follower, needOf, positionsInOrder, soonestFirst, type Sources, sourcesBetween } from './sources.js';
import type { StayIndex } from '../days/stay-index.js';
import { ALWAYS, toColumnBound, toEpoch } from '../time.js';
import { lookUp } from './look-up.js';
import type {
  Feed,
  IndexCase,
  NeedEvent,
  ProgressEvent,
  ReachEvent,
  TimeChanges,
  TraceEvent,
  TraceInput,
  TraceOutcome,
  TraceQuestion,
} from '../types.js';

const PROGRESS_EVERY = 1_000_000;
const DEEPEST = 254;

/**
 * Traces forward from the index cases (contact-rules sections 6 and 7), one level after the other. Yields progress and
 * finished levels; its return value is what is known at the end. Nothing is shared with the caller: it may be dropped at
 * any point. Throws before the first event: `unknown_person` for a case, `invalid_trace` for a
 * rank of another length, a level below 1, or an index built with other classes than the preset's.
 */
export function traceForward(input: TraceInput): Generator<TraceEvent, TraceOutcome, void> {
  return onIndex<TraceEvent>(input, traceForwardFed);
}

/**
 * Who is reached, and when, alone: the same levels and the same outcome, without their contacts, in a fraction of the
 * time. Throws as `traceForward` does.
 */
export function reachForward(input: TraceInput): Generator<ReachEvent, TraceOutcome, void> {
  return onIndex<ReachEvent>(input, reachForwardFed);
}

/**
 * The same trace as `traceForward`, byte for byte, where no one index holds everything: a `need` event names the sources
 * that are followed next, in order, and is answered (by `next`) with an index that serves the first few of them. All
 * other events are answered with nothing. Throws as `traceForward` does, also when an index does not fit.
 */
export function* traceForwardFed(
  question: TraceQuestion,
): Generator<TraceEvent | NeedEvent, TraceOutcome, Feed | void> {
  const trace = new ForwardTrace(question, true);
  try {
    for (let level = 1; level <= question.maxLevel; level++) {
      const changes = yield* trace.hop(level);
      yield trace.report!.finish(changes);
    }
    return trace.outcome();
  } finally {
    trace.release();
  }
}

/** As `traceForwardFed`, for who is reached and when alone. */
export function* reachForwardFed(
  question: TraceQuestion,
): Generator<ReachEvent | NeedEvent, TraceOutcome, Feed | void> {
  const trace = new ForwardTrace(question, false);
  try {
    for (let level = 1; level <= question.maxLevel; level++) {
      const changes = yield* trace.hop(level);
      yield { type: 'level', level, size: trace.counts[level]!, changes };
    }
    return trace.outcome();
  } finally {
    trace.release();
  }
}

function* onIndex<Event extends { readonly type: string }>(
  input: TraceInput,
  run: (question: TraceQuestion) => Generator<Event | NeedEvent, TraceOutcome, Feed | void>,
): Generator<Event, TraceOutcome, void> {
  if (input.index.personCount !== input.rank.length) refuse('rank');
  return yield* servedBy<Event, TraceOutcome>(input.index, run(input));
}

/** What follows the sources on one index. */
interface Scans {
  readonly reach: ReachScan;
  readonly edges: SourceScan | undefined;
  release(): void;
}

class ForwardTrace {
  /** Sums the edges; undefined where only who and when is asked for. */
  readonly report: LevelReport | undefined;
  readonly counts: number[];
  private readonly windows: readonly IndexCase[];
  private readonly windowOf: ReadonlyMap<number, IndexCase>;
  private readonly times: ReachedTimes;
  private readonly fed: FedScan<Scans>;
  private readonly history: TimeChanges[];
  private readonly earlier = new Set<number>();
  /** Whose time changed at the hop before: only they can bring anything new. */
  private frontier: Int32Array;

  constructor(
    private readonly input: TraceQuestion,
    lists: boolean,
  ) {
    const { preset, rank, maxLevel, cases } = input;
    if (!(Number.isInteger(maxLevel) && maxLevel >= 1 && maxLevel <= DEEPEST)) refuse('maxLevel');
    this.windows = mergeWindows(cases, rank.length);
    this.windowOf = new Map(this.windows.map((window) => [window.person, window]));
    this.times = new ReachedTimes(rank.length);
    this.frontier = Int32Array.from(this.windows, ({ person }) => person);
    for (const person of this.frontier) this.times.bar[person] = ALWAYS;
    this.report = lists ? new LevelReport(preset, rank, this.frontier) : undefined;
    this.fed = new FedScan(preset, rank.length, (index) => this.scansOn(index));
    this.counts = [this.windows.length];
    this.history = [{ persons: this.frontier, times: Float64Array.from(this.windows, ({ from }) => from) }];
  }

  /** One hop: follows the frontier, first for whom it reaches and when, then for the edges to those. */
  *hop(level: number): Generator<ProgressEvent | NeedEvent, TimeChanges, Feed | void> {
    const { times, report } = this;
    const sources = this.sources();
    const count = sources.persons.length;
    const progress = { type: 'progress' as const, level, done: 0, total: report ? 2 * count : count };
    report?.begin(level);
    for (let first = 0; first < count;) {
      const feed = yield needOf(level, sourcesBetween(sources, first, count));
      const { reach, edges } = this.fed.of(feed);
      const served = sourcesBetween(sources, first, first + feed!.count);
      const known = times.fresh.length;
      yield* this.pass(reach, soonestFirst(served), progress);
      if (report) {
        report.turnTo(edges!, times.fresh.data.subarray(known, times.fresh.length));
        yield* this.pass(report, served, progress);
      }
      first += served.persons.length;
    }
    return this.settle();
  }

  release(): void {
    this.fed.release();
  }

  outcome(): TraceOutcome {
    const { windows, counts, history, input } = this;
    const emptyCases = input.cases.flatMap(({ from, to }, i) => (Math.min(to, input.asOf) <= from ? [i] : []));
    const earlier = this.changesOf(Int32Array.from(this.earlier).sort());
    return { windows, emptyCases, counts, history, earlier, ...lookUp(windows, history) };
  }

  private scansOn(index: StayIndex): Scans {
    const { preset } = this.input;
    const reach = new ReachScan(index, preset, this.times);
    const edges = this.report && new SourceScan(index, preset, this.report.wanted);
    const release = (): void => {
      reach.release();
      edges?.release();
    };
    return { reach, edges, release };
  }

  /** Lets every source be followed; says now and then how many steps of the hop are done. */
  private *pass(
    follower: Follower,
    { persons, low, high }: Sources,
    progress: { -readonly [field in keyof ProgressEvent]: ProgressEvent[field] },
  ): Generator<ProgressEvent, void, Feed | void> {
    const every = this.input.progressEvery ?? PROGRESS_EVERY;
    for (let i = 0, reported = follower.rowsSeen; i < persons.length; i++) {
      follower.follow(persons[i]!, low[i]!, high[i]!);
      progress.done++;
      if (follower.rowsSeen - reported < every) continue;
      reported = follower.rowsSeen;
      yield { ...progress };
    }
  }

  /** Whom to follow at this hop, in order of code. The times of this hop do not open intervals of this hop. */
  private sources(): Sources {
    const { frontier, windowOf, input, times } = this;
    const order = positionsInOrder(frontier.map((person) => input.rank[person]!));
    const latency = Math.ceil(input.preset.latencySeconds);
    const asOf = toColumnBound(input.asOf);
    const columns = {
      persons: new Int32Column(order.length),
      low: new Int32Column(order.length),
      high: new Int32Column(order.length),
    };
    for (const position of order) {
      const person = frontier[position]!;
      const window = windowOf.get(person);
      const low = window ? toColumnBound(window.from) : times.bar[person]! + latency;
      const high = window ? Math.min(asOf, toColumnBound(window.to)) : asOf;
      if (low >= high) continue;
      columns.persons.push(person);
      columns.low.push(low);
      columns.high.push(high);
    }
    return { persons: columns.persons.take(), low: columns.low.take(), high: columns.high.take() };
  }

  private settle(): TimeChanges {
    const size = this.times.fresh.length;
    const { changed, again } = this.times.nextHop();
    for (const person of again) this.earlier.add(person);
    const changes = this.changesOf(changed);
    this.frontier = changed;
    this.counts.push(size);
    this.history.push(changes);
    return changes;
  }

  private changesOf(persons: Int32Array): TimeChanges {
    const { bar } = this.times;
    const times = new Float64Array(persons.length);
    for (let i = 0; i < times.length; i++) times[i] = toEpoch(bar[persons[i]!]!);
    return { persons, times };
  }
}
