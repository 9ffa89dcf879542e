import { ContactGraphError } from '../errors.js';
import type { Interval } from './case-window.js';
import type { Preset } from '../preset.js';
import type { IndexCase, TimeChanges } from '../types.js';

/** One window a person: several cases of one person from the earliest start to the latest end. Persons ascending. */
export function mergeWindows(cases: readonly IndexCase[], personCount: number): IndexCase[] {
  const byPerson = new Map<number, IndexCase>();
  for (const { person, from, to } of cases) {
    if (person >>> 0 !== person || person >= personCount) throw new ContactGraphError('unknown_person', { person });
    const known = byPerson.get(person);
    byPerson.set(person, {
      person,
      from: Math.min(from, known?.from ?? from),
      to: Math.max(to, known?.to ?? to),
    });
  }
  return [...byPerson.values()].sort((a, b) => a.person - b.person);
}

/** During which time a person could pass infection on; undefined: not at all. Epoch seconds. */
export type OpenIntervals = (person: number) => Interval | undefined;

/**
 * The open intervals at a hop (contact-rules section 6), for `explain`: those of the hop that is the contact's level.
 * Takes the windows of the index cases and the changes of times of the hops before (`history` of a trace's outcome, or
 * as stored from its level events).
 */
export function openIntervals(
  trace: { readonly windows: readonly IndexCase[]; readonly history: readonly TimeChanges[]; readonly asOf: number },
  preset: Pick<Preset, 'latencySeconds'>,
  hop: number,
): OpenIntervals {
  const open = new Map<number, Interval>();
  for (const { persons, times } of trace.history.slice(0, hop)) {
    persons.forEach((person, i) => open.set(person, { from: times[i]! + preset.latencySeconds, to: trace.asOf }));
  }
  for (const { person, from, to } of trace.windows) open.set(person, { from, to: Math.min(to, trace.asOf) });
  return (person) => open.get(person);
}
