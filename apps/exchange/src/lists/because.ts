import { localDate, offsetAt } from '@app/contracts';

/** The strongest source of a contact and the longest stretch of time together; instants in epoch seconds. */
export interface StrongestSource {
  code: string;
  /** Null for a proximity record; absent where no stretch is stored any more: then the times are the source's. */
  place?: string | null;
  from: number;
  to: number;
  /** Presence is not what the trace found any more. */
  changed: boolean;
}

const clock = (instant: number): string => new Date((instant + offsetAt(instant)) * 1000).toISOString().slice(11, 16);
const day = (instant: number): string => localDate(instant).split('-').reverse().join('/');

/** `12/05/2021 06:02–13:58` in the deployment's zone; the second day is named where it is another one. */
export function localPeriod(from: number, to: number): string {
  const end = day(from) === day(to) ? clock(to) : `${day(to)} ${clock(to)}`;
  return `${day(from)} ${clock(from)}–${end}`;
}

/** Why somebody is in the list, in one sentence: whom they were with, where and when. */
export function becauseSentence(
  source: StrongestSource | null,
  sources: number,
  addedBecause: string | null,
): string | null {
  if (addedBecause !== null) return `added by hand: ${addedBecause}`;
  if (!source) return null;
  const others = sources > 1 ? `, and ${sources - 1} other source${sources > 2 ? 's' : ''}` : '';
  const changed = source.changed ? ' (presence has changed since the trace)' : '';
  return `${whereOf(source)} ${source.code}, ${localPeriod(source.from, source.to)}${others}${changed}`;
}

function whereOf({ place }: StrongestSource): string {
  if (place === undefined) return 'with';
  return place === null ? 'measured near' : `at ${place} with`;
}
