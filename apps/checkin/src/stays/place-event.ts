import type { PlaceKind } from '@app/contracts';

/** What the derivation needs to know of a place. */
export interface PlaceFacts {
  no: number;
  kind: PlaceKind;
  /** Null for shared places. */
  siteId: string | null;
  /** Numbers of all places that contain it. */
  ancestors: ReadonlySet<number>;
}

/** One accepted check-in of one worker; `at` in epoch seconds. */
export interface PlaceEvent {
  place: PlaceFacts;
  direction: 'in' | 'out';
  at: number;
}

/**
 * What an event says about somebody who checked in at a place before:
 * `out`: checked out of it; `left`: went out of what contains it (a containing place, or a gate of its site);
 * `moved`: was seen to come in elsewhere; `again`: checked in here once more; undefined: nothing.
 */
export type Ending = 'out' | 'left' | 'moved' | 'again' | undefined;

/** Whether one is, or contains, the other: one can be at both. */
export const areNested = (a: PlaceFacts, b: PlaceFacts): boolean =>
  a.no === b.no || a.ancestors.has(b.no) || b.ancestors.has(a.no);

const onOneSite = (a: PlaceFacts, b: PlaceFacts): boolean => a.siteId !== null && a.siteId === b.siteId;

/** A check-in at a containing or contained place ends nothing: one is at both. Gates are passed, not stayed at. */
export function endingOf(place: PlaceFacts, { place: other, direction }: PlaceEvent): Ending {
  if (other.no === place.no) return direction === 'out' ? 'out' : 'again';
  const leavesAround = place.ancestors.has(other.no) || (other.kind === 'gate' && onOneSite(place, other));
  if (direction === 'out') return leavesAround ? 'left' : undefined;
  const related = leavesAround || other.ancestors.has(place.no);
  return related ? undefined : 'moved';
}

/** In order of time; of events at the same second those that end come first, then by place: never by arrival. */
export function inOrder<Event extends PlaceEvent>(events: readonly Event[]): Event[] {
  const rank = (event: Event): number => (event.direction === 'out' ? 0 : 1);
  return [...events].sort((a, b) => a.at - b.at || rank(a) - rank(b) || a.place.no - b.place.no);
}
