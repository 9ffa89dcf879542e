import type { BackwardContact, BackwardInput, BackwardOutcome, BackwardProgress } from './backward-types.js';
import { CommonPlaces } from './common-places.js';
import { ContactGraphError } from './errors.js';
import { LevelCollector } from './level-collector.js';
import { thresholdSeconds } from './measure.js';
import { mergeWindows } from './open-intervals.js';
import type { DistanceClass, Preset } from './preset.js';
import { SourceScan } from './source-scan.js';
import { ALWAYS, NEVER, toColumnBound } from './time.js';
import type { IndexCase } from './types.js';

/**
 * The preset under which every encounter qualifies, however short: for `explain`, which leaves out pairs that do not. Time
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
 * then code. Yields progress; its return value is the answer. Throws as `traceForward` does: `unknown_person` for a case,
 * `invalid_trace` for a rank of another length or an index built with other classes than the preset's.
 */
export function* traceBackward(input: BackwardInput): Generator<BackwardProgress, BackwardOutcome, void> {
  const { index, preset, asOf, rank } = input;
  if (index.personCount !== rank.length) throw new ContactGraphError('invalid_trace', { field: 'rank' });
  if (!index.tree.hasClasses(preset.classes)) throw new ContactGraphError('invalid_trace', { field: 'classes' });
  const windows = mergeWindows(input.cases, index.personCount).map(({ person, from, to }) => {
    return { person, from, to: Math.min(to, asOf) };
  });
  const inOrder = windows.filter(({ from, to }) => from < to).sort((a, b) => rank[a.person]! - rank[b.person]!);
  const trace = new BackwardTrace(input, windows);
  const places = new CommonPlaces(input, inOrder);
  const total = inOrder.length * 2;
  let done = 0;
  for (const window of inOrder) {
    trace.follow(window);
    yield { done: ++done, total };
  }
  for (const window of inOrder) {
    places.add(window);
    yield { done: ++done, total };
  }
  const emptyCases = input.cases.flatMap(({ from, to }, i) => (Math.min(to, asOf) <= from ? [i] : []));
  return { windows, emptyCases, ...trace.answer(), places: places.ranked() };
}

/** Finds whom the cases met, one case after the other, in the order of their codes. */
class BackwardTrace {
  private readonly scan: SourceScan;
  private readonly collector: LevelCollector;
  /** By number of contact. */
  private readonly measured: Record<DistanceClass, number>[] = [];
  private readonly qualifies: boolean[] = [];

  constructor(
    private readonly input: BackwardInput,
    windows: readonly IndexCase[],
  ) {
    const { index, preset } = input;
    const bar = new Int32Array(index.personCount).fill(NEVER);
    for (const { person } of windows) bar[person] = ALWAYS;
    this.scan = new SourceScan(index, everyEncounter(preset), bar);
    this.collector = new LevelCollector(1, preset, new Int32Array(index.personCount).fill(-1));
  }

  follow({ person, from, to }: IndexCase): void {
    const { scan, collector, input } = this;
    scan.follow(person, toColumnBound(from), toColumnBound(to));
    for (let edge = 0; edge < scan.targets.length; edge++) {
      const contact = collector.add(person, 1, scan, edge);
      const pair = scan.measured(edge, input.preset);
      const sum = (this.measured[contact] ??= { near: 0, room: 0 });
      sum.near += pair.near;
      sum.room += pair.room;
      this.qualifies[contact] ||= meets(pair, input.preset);
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
    const { preset, known, rank } = this.input;
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
    const isCase = this.input.known.has(contact.person);
    return { ...contact, isCase, measured: this.measured[c]!, qualifies: this.qualifies[c]! };
  }
}

/** Whether a pair qualifies by its measured seconds (contact-rules section 4). */
function meets(pair: Record<DistanceClass, number>, preset: Preset): boolean {
  return pair.near >= thresholdSeconds(preset.near) || pair.room >= thresholdSeconds(preset.room);
}
