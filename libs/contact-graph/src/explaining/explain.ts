import type { UnionOfPair } from '../pairs/pair-union.js';
import { PairUnion } from '../pairs/pair-union.js';
import { measure, thresholdSeconds, totalSeconds } from '../pairs/measure.js';
import type { OpenIntervals } from '../traces/open-intervals.js';
import { PieceFinder } from './pieces.js';
import { Presence } from '../days/presence.js';
import type { Preset } from '../preset.js';
import { edgeWeight } from '../traces/score.js';
import type { StayIndex } from '../days/stay-index.js';
import { toColumnBound, toEpoch } from '../time.js';
import type { ContactSource, ExplainedEdge, Piece } from '../types.js';

/** What explanations work on. */
export interface ExplainInput {
  /** Needs the stays and proximity of the targets and of those they met only. */
  readonly index: StayIndex;
  readonly preset: Preset;
  /** Open intervals at the hop that is the targets' level: see `openIntervals`. */
  readonly open: OpenIntervals;
  /** By person: its place in the order of code, then id. */
  readonly rank: Int32Array;
}

/** Explains contacts of one level: which edges led to them, by which pieces. */
export class Explainer {
  private readonly pairs: PairMeter;
  private readonly pieces: PieceFinder;

  constructor(private readonly input: ExplainInput) {
    this.pairs = new PairMeter(input.index);
    this.pieces = new PieceFinder(input.index);
  }

  /** The pieces of a pair: none where the source could not pass anything on. */
  piecesOf(source: number, target: number): Piece[] {
    const open = this.openOf(source);
    return open ? this.pieces.of(source, target, open.low, open.high) : [];
  }

  /**
   * All edges into a contact, measured anew, strongest first: weight falling, then code of the source. `sources` are those
   * to look at, in any order: all whom the target may have met (`metBy`), or a chosen few.
   */
  of(target: number, sources: Iterable<number>): ExplainedEdge[] {
    const { preset, rank } = this.input;
    const edges: ContactSource[] = [];
    for (const source of new Set(sources)) {
      const open = source === target ? undefined : this.openOf(source);
      const edge = open && this.pairs.edge(source, target, open.low, open.high, preset);
      if (edge) edges.push(edge);
    }
    return edges
      .sort((a, b) => b.weight - a.weight || rank[a.source]! - rank[b.source]!)
      .map((edge) => ({ ...edge, pieces: this.piecesOf(edge.source, target) }));
  }

  private openOf(source: number): { low: number; high: number } | undefined {
    const open = this.input.open(source);
    if (open === undefined) return undefined;
    const [low, high] = [toColumnBound(open.from), toColumnBound(open.to)];
    return low < high ? { low, high } : undefined;
  }
}

/** Measures single pairs from their stays. */
class PairMeter {
  private readonly near: { readonly presence: Presence; readonly pair: PairUnion };
  private readonly room: { readonly presence: Presence; readonly pair: PairUnion };

  constructor(index: StayIndex) {
    const { cells } = index.tree;
    const meter = (keys: Int32Array) => ({ presence: new Presence(index, keys), pair: new PairUnion(index, keys) });
    this.near = meter(cells.nearCellOf);
    this.room = meter(cells.groupOf);
  }

  /** The edge of a pair on [low, high); undefined where it does not qualify. */
  edge(source: number, target: number, low: number, high: number, preset: Preset) {
    this.near.presence.load(source, low, high);
    this.room.presence.load(source, low, high);
    const near = this.near.pair.of(this.near.presence, source, target, low, high);
    const room = this.room.pair.of(this.room.presence, source, target, low, high);
    const meets = (union: UnionOfPair, rule: Preset['near']): boolean =>
      union.count > 0 && measure(union, preset) >= thresholdSeconds(rule);
    if (!meets(near, preset.near) && !meets(room, preset.room)) return undefined;
    const timing = preset.room.minMinutes === null ? near : room;
    const [nearSeconds, roomSeconds] = [totalSeconds(near), totalSeconds(room)];
    return {
      source,
      nearSeconds,
      roomSeconds,
      firstAt: toEpoch(timing.from.data[0]!),
      lastAt: toEpoch(timing.to.data[timing.count - 1]!),
      weight: edgeWeight(nearSeconds, roomSeconds, preset),
    };
  }
}
