import type { Span } from '@app/contact-graph';
import { LONGEST_INFERRED, LONGEST_SCANNED } from '../derive-stays.js';
import type { ExpectedEnd } from '../expected-end.js';
import { areNested, endingOf, inOrder, type PlaceEvent, type PlaceFacts } from '../place-event.js';

/** A check-in as it tells who is where; whoever was stopped was not let in, or no further. */
export interface Sign extends PlaceEvent {
  stopped: boolean;
}

/** In order of time; who was stopped and let in within one second was let in. */
export const signsInOrder = (signs: readonly Sign[]): Sign[] =>
  inOrder([...signs].sort((a, b) => Number(b.stopped) - Number(a.stopped)));

const isGate = ({ place }: Sign): boolean => place.kind === 'gate';

/** Whether somebody went through a gate, either way. */
export const isPassage = (sign: Sign): boolean => isGate(sign) && !sign.stopped;

/** Those that tell of a site: all on it, and after the first of them also coming to somewhere else. In order. */
export function signsOf(siteId: string, signs: readonly Sign[]): Sign[] {
  const first = signs.findIndex(({ place }) => place.siteId === siteId);
  if (first < 0) return [];
  const tells = ({ place, direction, stopped }: Sign): boolean =>
    place.siteId === siteId || (direction === 'in' && !stopped);
  return signs.slice(first).filter(tells);
}

/** What is asked about somebody: a place, the site that it is on or serves, and whether presence is taken for granted. */
export interface Question {
  place: PlaceFacts;
  siteId: string;
  isAll: boolean;
}

/** The parts of a span in which signs of a site do not say that somebody was away from a place. */
export function mayBeAt(question: Question, [from, to]: Span, signs: readonly Sign[]): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i <= signs.length; i++) {
    const [before, after] = [signs[i - 1], signs[i]];
    const start = Math.max(from, before?.at ?? from);
    const end = Math.min(to, after?.at ?? to);
    if (start < end && wasThere(question, before, after)) spans.push([start, end]);
  }
  return spans;
}

/** Between two signs that follow each other, either of which may be missing. */
function wasThere({ place, siteId, isAll }: Question, before?: Sign, after?: Sign): boolean {
  if (before && leaves(place, siteId, before)) return false;
  if (after && comesTo(place, after)) return false;
  if (before) return true;
  if (!after) return isAll;
  if (after.direction === 'out') return true;
  return isAll && !after.stopped && !isGate(after);
}

function leaves(place: PlaceFacts, siteId: string, sign: Sign): boolean {
  if (sign.stopped || sign.place.siteId !== siteId) return true;
  return sign.direction === 'out' && (isGate(sign) || isEnd(place, sign));
}

const isEnd = (place: PlaceFacts, sign: Sign): boolean => ['out', 'left'].includes(endingOf(place, sign) ?? '');

const comesTo = (place: PlaceFacts, sign: Sign): boolean =>
  sign.direction === 'in' && !sign.stopped && areNested(place, sign.place);

/** Whether somebody was at a site at all. */
export const wasPresent = (siteId: string, signs: readonly Sign[], isAll: boolean): boolean =>
  signs.length === 0 ? isAll : signs.some(({ place, stopped }) => place.siteId === siteId && !stopped);

export interface Inside {
  siteId: string | null;
  span: Span;
}

/** From each passage of a gate inward to that outward, or to what ends a stay. */
export function insideSites(signs: readonly Sign[], expectedEnd: ExpectedEnd): Inside[] {
  return signs.flatMap((sign, i) => {
    const { siteId } = sign.place;
    if (!isGate(sign) || sign.direction === 'out' || sign.stopped) return [];
    const inferred = Math.min(expectedEnd(sign) ?? Infinity, sign.at + LONGEST_INFERRED);
    const goes = ({ place, direction, at }: Sign): boolean =>
      at - sign.at <= LONGEST_SCANNED &&
      (place.siteId === siteId ? place.kind === 'gate' && direction === 'out' : direction === 'in');
    const next = signs.slice(i + 1).find(goes);
    const to = next?.direction === 'out' ? next.at : Math.min(next?.at ?? Infinity, inferred);
    return [{ siteId, span: [sign.at, to] as const }];
  });
}

/** When signs say that somebody was not in a room: after going out of it, and before coming in. */
export function outOf(room: PlaceFacts, signs: readonly Sign[]): Span[] {
  return signs.flatMap((sign, i): Span[] => {
    const [before, after] = [signs[i - 1]?.at ?? -Infinity, signs[i + 1]?.at ?? Infinity];
    if (sign.direction === 'out' && isEnd(room, sign)) return [[sign.at, Math.min(after, sign.at + LONGEST_INFERRED)]];
    const comes = comesTo(room, sign) && !(signs[i - 1] && comesTo(room, signs[i - 1]!));
    return comes ? [[Math.max(before, sign.at - LONGEST_INFERRED), sign.at]] : [];
  });
}
