import type { Because, Encounter, TracedContact } from '@app/contracts';
import { showDuration } from '../../format/amounts';
import { secondsOf, showMoment, showStretch } from '../../format/dates';
import type { CommonWords } from '../../words/common';
import type { TraceWords } from '../../words/traces';

export interface ReasonWords {
  because: TraceWords['because'];
  duration: CommonWords['duration'];
}

const lengthOf = ({ from, to }: Encounter): number => secondsOf(to) - secondsOf(from);

/** The longest stretch spent together with a source, if presence still shows one. */
export const longest = ({ encounters }: Because): Encounter | undefined =>
  encounters.reduce<Encounter | undefined>(
    (best, one) => (best && lengthOf(best) >= lengthOf(one) ? best : one),
    undefined,
  );

/**
 * Why somebody is in a list, in one sentence: the strongest source, the longest stretch with it, the time in all.
 * @param nameOf what to call a source; index cases are called F0
 */
export function reasonOf(
  contact: TracedContact,
  direction: 'forward' | 'backward',
  { because: words, duration }: ReasonWords,
  nameOf: (source: Because) => string,
): string {
  const level = `F${contact.level}`;
  const [strongest] = contact.because;
  if (!strongest) return words.added(level, contact.addedBecause ?? '');
  const indexCase = contact.level === 1;
  const source = indexCase ? words.indexCase(nameOf(strongest)) : nameOf(strongest);
  const others = contact.sources > 1 ? words.others(contact.sources - 1) : '';
  return `${sentence(strongest, level, source, direction, words, duration)}${others}.`;
}

function sentence(
  because: Because,
  level: string,
  source: string,
  direction: 'forward' | 'backward',
  words: TraceWords['because'],
  duration: CommonWords['duration'],
): string {
  const stretch = longest(because);
  const total = showDuration(because.roomSeconds, duration);
  if (!stretch)
    return words.changed(level, source, `${showMoment(because.firstAt)} – ${showMoment(because.lastAt)}`, total);
  const when = showStretch(stretch.from, stretch.to);
  const place = stretch.placeName ?? words.unknownPlace;
  if (direction === 'backward') return words.backward(source, place, when, total);
  if (stretch.kind === 'proximity') return words.proximity(level, source, when, total);
  return stretch.class === 'near'
    ? words.near(level, source, place, when, total)
    : words.room(level, source, place, when, total);
}
