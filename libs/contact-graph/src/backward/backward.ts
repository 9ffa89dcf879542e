import type { BackwardContact, BackwardInput, BackwardOutcome, BackwardQuestion } from './backward-types.js';
import { CommonPlaces } from './common-places.js';
import { FedScan, servedBy } from '../traces/feeding.js';
import { LevelCollector } from '../traces/level-collector.js';
import { thresholdSeconds } from '../pairs/measure.js';
import { mergeWindows } from '../traces/open-intervals.js';
import type { DistanceClass, Preset } from '../preset.js';
import { SourceScan } from '../pairs/source-scan.js';
import { toColumnBound } from '../time.js';
import type { Feed, IndexCase, NeedEvent, ProgressEvent } from '../types.js';

/**
 * The preset under which every encounter qualifies, however short: for `Explainer`, which leaves out pairs that do not. Time
 * in a room counts only where the preset uses that class: who merely shared a workshop of 2,000 with a case would drown
 * the officer, and by such a preset could not have infected anybody there.
 */
export function everyEncounter(preset: Preset): Preset {
  return {
    ...preset,
    accumulate: 'total',
    near: { ...preset.near, minMinutes: 0 },
    room: { ...preset.room, minMinutes: preset.room.minMinutes === null ? null : 0 },
  };
}

/**
 * Traces backward from the cases (contact-rules section 8): everybody who shared an encounter with one in its exposure
 * interval, and the places that several cases have in common. Index persons are never listed. Order: known cases, then the
 * measured seconds (of the room union where the preset uses it, else of the near one) falling, then near seconds falling,
 * then code. Yields progress after each case; its return value is the answer. Throws as `traceForward` does:
 * `unknown_person` for a case, `invalid_trace` for a rank of another length or an index built with other classes.
 */
export function traceBackward(input: BackwardInput): Generator<ProgressEvent, BackwardOutcome, void> {
  return servedBy<ProgressEvent, BackwardOutcome>(input.index, traceBackwardFed(input));
}

/** The same where no one index holds everything: asks for what it needs as `traceForwardFed` does. */
export function* traceBackwardFed(
  question: BackwardQuestion,
): Generator<ProgressEvent | NeedEvent, BackwardOutcome, Feed | void> {
  const { asOf, rank, cases } = question;
  const windows = mergeWindows(cases, rank.length).map((one) => ({ ...one, to: Math.min(one.to, asOf) }));
  const sources = windows.filter(({ from, to }) => from < to).sort((a, b) => rank[a.person]! - rank[b.person]!);
  const met = new MetByCases(question, windows);
  const places = new CommonPlaces(question, sources);
  for (let i = 0; i < sources.length;) {
    const feed = yield needOf(sources.slice(i));
    const scan = met.scanOf(feed);
    for (const end = Math.min(sources.length, i + feed!.count); i < end;) {
      met.follow(scan, sources[i]!);
      places.add(feed!.index, sources[i]!);
      yield { type: 'progress', level: 1, done: ++i, total: sources.length };
    }
  }
  const emptyCases = cases.flatMap(({ from, to }, i) => (Math.min(to, asOf) <= from ? [i] : []));
  return { windows, emptyCases, ...met.answer(), places: places.ranked() };
}

function needOf(sources: readonly IndexCase[]): NeedEvent {
  return {
    type: 'need',
    level: 1,
    persons: Int32Array.from(sources, ({ person }) => person),
    from: Float64Array.from(sources, ({ from }) => from),
    to: Float64Array.from(sources, ({ to }) => to),
  };
}

/** Sums up whom the cases met, one case after the other, in the order of their codes. */
class MetByCases {
  private readonly fed: FedScan<SourceScan>;
  private readonly collector: LevelCollector;
  /** By number of contact. */
  private readonly measured: Record<DistanceClass, number>[] = [];
  private readonly qualifies: boolean[] = [];

  constructor(
    private readonly question: BackwardQuestion,
    windows: readonly IndexCase[],
  ) {
    const { preset, rank } = question;
    const wanted = new Uint8Array(rank.length).fill(1);
    for (const { person } of windows) wanted[person] = 0;
    const every = everyEncounter(preset);
    this.fed = new FedScan(every, rank.length, (index) => new SourceScan(index, every, wanted));
    this.collector = new LevelCollector(1, preset, new Int32Array(rank.length).fill(-1));
  }

  scanOf(feed: Feed | void): SourceScan {
    return this.fed.of(feed);
  }

  follow(scan: SourceScan, { person, from, to }: IndexCase): void {
    const { collector, question } = this;
    scan.follow(person, toColumnBound(from), toColumnBound(to));
    for (let edge = 0; edge < scan.targets.length; edge++) {
      const contact = collector.add(person, 1, scan, edge);
      const pair = scan.measured(edge, question.preset);
      const sum = (this.measured[contact] ??= { near: 0, room: 0 });
      sum.near += pair.near;
      sum.room += pair.room;
      this.qualifies[contact] ||= meets(pair, question.preset);
    }
  }

  answer(): Pick<BackwardOutcome, 'size' | 'contacts'> {
    const order = this.order();
    const describe = (c: number): BackwardContact => this.describe(c);
    const contacts = function* (): IterableIterator<BackwardContact> {
      for (const c of order) yield describe(c);
    };
    return { size: order.length, contacts };
  }

  private order(): Int32Array {
    const { preset, known, rank } = this.question;
    const used: DistanceClass = preset.room.minMinutes === null ? 'near' : 'room';
    const person = this.collector.persons.data;
    const isCase = (c: number): number => (known.has(person[c]!) ? 1 : 0);
    const near = this.measured.map((_, c) => this.collector.nearSeconds(c));
    return Int32Array.from(near.keys()).sort(
      (a, b) =>
        isCase(b) - isCase(a) ||
        this.measured[b]![used] - this.measured[a]![used] ||
        near[b]! - near[a]! ||
        rank[person[a]!]! - rank[person[b]!]!,
    );
  }

  private describe(c: number): BackwardContact {
    const contact = this.collector.describe(c);
    const isCase = this.question.known.has(contact.person);
    return { ...contact, isCase, measured: this.measured[c]!, qualifies: this.qualifies[c]! };
  }
}

/** Whether a pair qualifies by its measured seconds (contact-rules section 4). */
function meets(pair: Record<DistanceClass, number>, preset: Preset): boolean {
  return pair.near >= thresholdSeconds(preset.near) || pair.room >= thresholdSeconds(preset.room);
}
