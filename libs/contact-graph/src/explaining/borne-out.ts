import { type Span, union } from './intervals.js';
import type { Preset } from '../preset.js';
import type { ContactSource, Piece } from '../types.js';

type PieceTimes = Pick<Piece, 'class' | 'from' | 'to'>;

/**
 * Whether pieces come to what a trace found of the edge: seconds of both unions, start and end. Where they do not, the
 * presence they were found from is no longer that of the trace.
 */
export function areBorneOut(
  { nearSeconds, roomSeconds, firstAt, lastAt }: Omit<ContactSource, 'source' | 'weight'>,
  pieces: readonly PieceTimes[],
  preset: Pick<Preset, 'room'>,
): boolean {
  const near = unionOf(pieces.filter((piece) => piece.class === 'near'));
  const room = unionOf(pieces);
  const timing = preset.room.minMinutes === null ? near : room;
  const times = timing[0]?.[0] === firstAt && timing.at(-1)?.[1] === lastAt;
  return times && lengthOf(near) === nearSeconds && lengthOf(room) === roomSeconds;
}

const unionOf = (pieces: readonly PieceTimes[]): Span[] => union(pieces.map(({ from, to }) => [from, to]));

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0);
