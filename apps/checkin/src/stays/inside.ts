import { LONGEST_SCANNED } from './derive-stays.js';
import { endingOf, inOrder, type PlaceEvent, type PlaceFacts } from './place-event.js';

/**
 * Whether a worker whose earlier check-ins are given is inside a place at an instant: the last check-in there is an
 * `in`, at most 16 h old, that nothing has ended. At a gate: the last passage of any gate of that site was inward.
 */
export function isInside(events: readonly PlaceEvent[], place: PlaceFacts, at: number): boolean {
  const known = inOrder(events.filter((event) => event.at < at && at - event.at <= LONGEST_SCANNED));
  if (place.kind === 'gate') return known.findLast(isPassage(place))?.direction === 'in';
  const last = known.findLastIndex((event) => event.place.no === place.no && event.direction === 'in');
  return last >= 0 && known.slice(last + 1).every((event) => endingOf(place, event) === undefined);
}

const isPassage =
  (gate: PlaceFacts) =>
  ({ place }: PlaceEvent): boolean =>
    place.no === gate.no || (place.kind === 'gate' && place.siteId !== null && place.siteId === gate.siteId);
