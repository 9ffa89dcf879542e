import type { Evidence } from '@app/contracts';
import type { ExpectedEnd } from './expected-end.js';
import { endingOf, inOrder, type PlaceEvent } from './place-event.js';

const HOUR = 3_600;
/** Without any other sign nobody is taken to have stayed longer than this after a check-in. */
export const LONGEST_INFERRED = 12 * HOUR;
/** A real check-out counts for this long after the check-in: a night shift of twelve hours and overtime. */
export const LONGEST_SCANNED = 16 * HOUR;

/** What check-ins amount to, and what rosters fill in beside them. */
export const DERIVED = ['scan', 'scan-inferred', 'roster', 'residence', 'transport'] as const satisfies Evidence[];

/** `[from, to)` in epoch seconds. */
export interface DerivedStay {
  placeNo: number;
  from: number;
  to: number;
  evidence: (typeof DERIVED)[number];
}

/**
 * The stays that one worker's check-ins amount to. Each check-in opens a stay, which ends with the first of:
 * - a check-out there within 16 h (evidence `scan`), also after the end of the shift: that is overtime;
 * - a check-out of a containing place or at a gate of the site (`scan-inferred`);
 * - the next check-in elsewhere, the expected end (the bus arrives, the sitting or the shift is over), 12 h, whichever
 *   is earliest (`scan-inferred`).
 * Another check-in at the same place before that goes on with the stay. Gates are passed, not stayed at.
 *
 * The result depends on the set of events alone: not on their order, nor on how often one is given. A stay depends on
 * no event before it, and on none later than 16 h after its last check-in, so any window can be derived by itself.
 */
export function deriveStays(events: readonly PlaceEvent[], expectedEnd: ExpectedEnd): DerivedStay[] {
  const ordered = inOrder(events);
  const stays: DerivedStay[] = [];
  const following = new Map<number, DerivedStay>();
  for (let i = ordered.length - 1; i >= 0; i--) {
    const { place, direction, at } = ordered[i]!;
    if (direction === 'out' || place.kind === 'gate') continue;
    const { to, evidence, goesOn } = endOf(ordered, i, expectedEnd);
    const next = following.get(place.no);
    if (goesOn && next?.from === to) {
      next.from = at;
      continue;
    }
    if (to <= at) continue;
    const stay = { placeNo: place.no, from: at, to, evidence };
    stays.push(stay);
    following.set(place.no, stay);
  }
  return stays.reverse().sort((a, b) => a.from - b.from || a.placeNo - b.placeNo);
}

/** The end of the stay opened by event `i`; it goes on when the next sign is a check-in at the same place. */
function endOf(ordered: readonly PlaceEvent[], i: number, expectedEnd: ExpectedEnd) {
  const { place, at } = ordered[i]!;
  const inferred = Math.min(expectedEnd(ordered[i]!) ?? Infinity, at + LONGEST_INFERRED);
  for (let j = i + 1; j < ordered.length; j++) {
    const event = ordered[j]!;
    if (event.at - at > LONGEST_SCANNED) break;
    const ending = endingOf(place, event);
    if (ending === 'out') return { to: event.at, evidence: 'scan' as const, goesOn: false };
    if (ending === 'left') return { to: event.at, evidence: 'scan-inferred' as const, goesOn: false };
    if (ending === undefined) continue;
    const to = Math.min(event.at, inferred);
    return { to, evidence: 'scan-inferred' as const, goesOn: ending === 'again' && event.at <= inferred };
  }
  return { to: inferred, evidence: 'scan-inferred' as const, goesOn: false };
}
