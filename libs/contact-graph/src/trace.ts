import { FedScan, refuse, servedBy } from './feeding.js';
import { Int32Column } from './growable.js';
import { LevelCollector } from './level-collector.js';
import { mergeWindows } from './open-intervals.js';
import type { SourceScan } from './source-scan.js';
import { ALWAYS, NEVER, toColumnBound, toEpoch } from './time.js';
import type {
  Feed,
  IndexCase,
  LevelEvent,
  NeedEvent,
  TimeChanges,
  TraceEvent,
  TraceInput,
  TraceOutcome,
  TraceQuestion,
} from './types.js';

const PROGRESS_EVERY = 1_000_000;

/**
 * Traces forward from the index cases (contact-rules sections 6 and 7), one level after the other. Yields progress and
 * finished levels; its return value is what is known at the end. Nothing is shared with the caller: it may be dropped at
 * any point. Throws before the first event: `unknown_person` for a case, `invalid_trace` for a
 * rank of another length, a level below 1, or an index built with other classes than the preset's.
 */
export function* traceForward(input: TraceInput): Generator<TraceEvent, TraceOutcome, void> {
  if (input.index.personCount !== input.rank.length) refuse('rank');
  return yield* servedBy<TraceEvent, TraceOutcome>(input.index, traceForwardFed(input));
}

/**
 * The same trace, byte for byte, where no one index holds everything: a `need` event names the sources that are followed
 * next, in order, and is answered (by `next`) with an index that serves the first few of them. All other events are
 * answered with nothing. Throws as `traceForward` does, also when an index does not fit.
 */
export function* traceForwardFed(
  question: TraceQuestion,
): Generator<TraceEvent | NeedEvent, TraceOutcome, Feed | void> {
  const trace = new ForwardTrace(question);
  try {
    for (let level = 1; level <= question.maxLevel; level++) yield* trace.hop(level);
    return trace.outcome();
  } finally {
    trace.release();
  }
}

class ForwardTrace {
  private readonly windows: readonly IndexCase[];
  private readonly windowOf: ReadonlyMap<number, IndexCase>;
  /** By person: its least time so far; NEVER where not reached, ALWAYS for index cases, which are never targets. */
  private readonly bar: Int32Array;
  /** By person: 255 where not reached. */
  private readonly levels: Uint8Array;
  private readonly scores: Float64Array;
  private readonly exposedAt: Int32Array;
  private readonly contactOf: Int32Array;
  private readonly fed: FedScan;
  private readonly counts: number[] = [];
  private readonly history: TimeChanges[] = [];
  /** Whose time changed at the hop before: only they can bring anything new. In order of code. */
  private frontier: Int32Array;
  /** Whose time changed at this hop, each once: `isChanged` marks them. */
  private readonly changed = new Int32Column();
  private readonly isChanged: Uint8Array;

  constructor(private readonly input: TraceQuestion) {
    const personCount = input.rank.length;
    validate(input);
    this.windows = mergeWindows(input.cases, personCount);
    this.windowOf = new Map(this.windows.map((window) => [window.person, window]));
    this.bar = new Int32Array(personCount).fill(NEVER);
    this.fed = new FedScan(input.preset, this.bar);
    this.levels = new Uint8Array(personCount).fill(NOT_REACHED);
    this.isChanged = new Uint8Array(personCount);
    this.scores = new Float64Array(personCount);
    this.exposedAt = new Int32Array(personCount);
    this.contactOf = new Int32Array(personCount).fill(-1);
    for (const { person } of this.windows) {
      this.bar[person] = ALWAYS;
      this.levels[person] = 0;
      this.scores[person] = 1;
    }
    this.counts.push(this.windows.length);
    this.history.push(startsOf(this.windows));
    this.frontier = this.inOrderOfCode(this.history[0]!.persons);
  }

  /** One hop: follows the frontier, then settles times and levels. */
  *hop(level: number): Generator<TraceEvent | NeedEvent, void, Feed | void> {
    const { frontier } = this;
    const every = this.input.progressEvery ?? PROGRESS_EVERY;
    const collector = new LevelCollector(level, this.input.preset, this.contactOf);
    // times of this hop must not open intervals of this hop
    const opens = Int32Array.from(frontier, (source) => this.opensAt(source));
    this.fed.nextHop();
    for (let i = 0; i < frontier.length;) {
      const feed = yield this.need(level, i, opens);
      const scan = this.fed.of(feed);
      const served = Math.min(frontier.length, i + feed!.count);
      for (let reported = scan.rowsSeen; i < served;) {
        this.follow(scan, frontier[i]!, opens[i]!, collector);
        i++;
        if (scan.rowsSeen - reported < every) continue;
        reported = scan.rowsSeen;
        yield { type: 'progress', level, done: i, total: frontier.length };
      }
    }
    yield this.settle(level, collector);
  }

  release(): void {
    this.fed.release();
  }

  outcome(): TraceOutcome {
    const { levels, bar, exposedAt, windowOf } = this;
    const earlier = new Int32Column();
    for (let p = 0; p < levels.length; p++) {
      if (levels[p] !== 0 && levels[p] !== NOT_REACHED && bar[p]! < exposedAt[p]!) earlier.push(p);
    }
    return {
      windows: this.windows,
      emptyCases: this.input.cases.flatMap(({ from, to }, i) => (Math.min(to, this.input.asOf) <= from ? [i] : [])),
      counts: this.counts,
      history: this.history,
      earlier: changesOf(earlier.data.slice(0, earlier.length), bar),
      levelOf: (person) => (levels[person] === NOT_REACHED ? undefined : levels[person]),
      earliestAt: (person) =>
        windowOf.get(person)?.from ?? (levels[person] === NOT_REACHED ? undefined : toEpoch(bar[person]!)),
    };
  }

  /** Start of the open interval, from the time of the hop before. */
  private opensAt(source: number): number {
    const window = this.windowOf.get(source);
    return window ? toColumnBound(window.from) : this.bar[source]! + Math.ceil(this.input.preset.latencySeconds);
  }

  /** The sources that are still to be followed at this hop, each with the time during which it can pass infection on. */
  private need(level: number, first: number, opens: Int32Array): NeedEvent {
    const persons = this.frontier.subarray(first);
    const from = Float64Array.from(persons, (_, i) => toEpoch(opens[first + i]!));
    const to = Float64Array.from(persons, (person) => this.closesAt(person));
    return { type: 'need', level, persons, from, to };
  }

  /** End of the open interval, in epoch seconds. */
  private closesAt(source: number): number {
    return Math.min(this.windowOf.get(source)?.to ?? Infinity, this.input.asOf);
  }

  private follow(scan: SourceScan, source: number, low: number, collector: LevelCollector): void {
    const { bar } = this;
    const high = toColumnBound(this.closesAt(source));
    if (low >= high) return;
    scan.follow(source, low, high);
    for (let edge = 0; edge < scan.targets.length; edge++) {
      const target = scan.targets.data[edge]!;
      const first = scan.firstAt.data[edge]!;
      if (bar[target] === NEVER) collector.add(source, this.scores[source]!, scan, edge);
      else if (first < bar[target]!) this.lower(target, first);
    }
  }

  /** Of those already reached only the least time matters, so it may count at once: sources keep the times they opened at. */
  private lower(person: number, time: number): void {
    this.bar[person] = time;
    if (this.isChanged[person] === 1) return;
    this.isChanged[person] = 1;
    this.changed.push(person);
  }

  private settle(level: number, collector: LevelCollector): LevelEvent {
    const size = collector.persons.length;
    for (let c = 0; c < size; c++) {
      const person = collector.persons.data[c]!;
      this.levels[person] = level;
      this.lower(person, collector.exposedAt(c));
      this.exposedAt[person] = this.bar[person]!;
    }
    const changes = changesOf(this.changed.data.slice(0, this.changed.length).sort(), this.bar);
    for (const person of changes.persons) this.isChanged[person] = 0;
    this.changed.length = 0;
    this.counts.push(size);
    this.history.push(changes);
    this.frontier = this.inOrderOfCode(changes.persons);
    return collector.finish(this.input.rank, this.scores, changes);
  }

  private inOrderOfCode(persons: Int32Array): Int32Array {
    const { rank } = this.input;
    // rank and position in one exact double: sorted without a comparison function
    const keys = new Float64Array(persons.length);
    for (let i = 0; i < persons.length; i++) keys[i] = rank[persons[i]!]! * persons.length + i;
    keys.sort();
    const ordered = new Int32Array(persons.length);
    for (let i = 0; i < persons.length; i++) ordered[i] = persons[keys[i]! % persons.length]!;
    return ordered;
  }
}

const NOT_REACHED = 255;

function validate({ maxLevel }: TraceQuestion): void {
  if (!(Number.isInteger(maxLevel) && maxLevel >= 1 && maxLevel < NOT_REACHED)) refuse('maxLevel');
}

function startsOf(windows: readonly IndexCase[]): TimeChanges {
  return {
    persons: Int32Array.from(windows, ({ person }) => person),
    times: Float64Array.from(windows, ({ from }) => from),
  };
}

function changesOf(persons: Int32Array, times: Int32Array): TimeChanges {
  const epochs = new Float64Array(persons.length);
  for (let i = 0; i < persons.length; i++) epochs[i] = toEpoch(times[persons[i]!]!);
  return { persons, times: epochs };
}
