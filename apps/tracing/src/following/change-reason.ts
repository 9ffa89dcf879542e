import type { ChangeReason } from '@app/contracts';

/** The window of an index person, as a trace keeps it: epoch seconds. */
export interface CaseWindow {
  personNo: number;
  from: number;
  to: number;
}

/**
 * The strongest edge of a person whose place in the list changed: of the new list for somebody who came in or nearer
 * (`came`), of the earlier one for somebody who left or moved away. Instants in epoch seconds.
 */
export interface TellingEdge {
  came: boolean;
  source: number;
  firstAt: number;
  lastAt: number;
  /** From when on the source could pass infection on at that hop, in the earlier list and in the new one; null: never. */
  openedBefore: number | null;
  opensNow: number | null;
}

/** What has happened since the earlier list, besides encounters. */
export interface Circumstances {
  /** The earlier list's `asOf`, epoch seconds. */
  asOfBefore: number;
  /** Persons who gained or lost a record. */
  rejoined: ReadonlySet<number>;
  /** Index persons whose case was withdrawn or got other dates. */
  recast: ReadonlySet<number>;
  /** Persons of whom an isolation was recorded, changed or taken away. */
  isolated: ReadonlySet<number>;
}

/** The reason, and the source where it is the source whose change it was. */
export interface Told {
  reason: ChangeReason;
  source: number | null;
}

/**
 * Why a person came into a list, left it or stands on another level. The strongest edge decides; where several reasons
 * hold, the first does, for each makes those after it idle talk:
 * - `record`: the person or the source is not the same set of records any more;
 * - `case`: the edge comes from an index case that was withdrawn or got other dates, or the person was such a case;
 * - `source`: the source came in or left, or its time moved past the encounter;
 * - `isolation`: one of the pair has an isolation recorded or changed;
 * - `as_of`: the encounter goes on after the earlier `asOf`;
 * - `presence`: the encounter itself came, went or changed.
 */
export function changeReason(person: number, edge: TellingEdge | null, since: Circumstances): Told {
  const { rejoined, recast, isolated, asOfBefore } = since;
  if (rejoined.has(person)) return { reason: 'record', source: null };
  if (recast.has(person)) return { reason: 'case', source: null };
  if (!edge) return { reason: isolated.has(person) ? 'isolation' : 'presence', source: null };
  const { source, came, firstAt, lastAt } = edge;
  if (rejoined.has(source)) return { reason: 'record', source };
  if (recast.has(source)) return { reason: 'case', source };
  const opened = came ? edge.openedBefore : edge.opensNow;
  if (opened === null || firstAt < opened) return { reason: 'source', source };
  if (isolated.has(person)) return { reason: 'isolation', source: null };
  if (isolated.has(source)) return { reason: 'isolation', source };
  if (came && lastAt > asOfBefore) return { reason: 'as_of', source: null };
  return { reason: 'presence', source: null };
}

/**
 * Index persons whose window is another one than before. A window that only grew because time went on is the same: both
 * are compared up to the earlier `asOf`.
 */
export function recastPersons(
  before: readonly CaseWindow[],
  after: readonly CaseWindow[],
  asOfBefore: number,
): Set<number> {
  const boundsOf = (windows: readonly CaseWindow[]): Map<number, string> =>
    new Map(windows.map(({ personNo, from, to }) => [personNo, `${from} ${Math.min(to, asOfBefore)}`]));
  const [earlier, later] = [boundsOf(before), boundsOf(after)];
  const persons = [...earlier.keys(), ...later.keys()];
  return new Set(persons.filter((person) => earlier.get(person) !== later.get(person)));
}
