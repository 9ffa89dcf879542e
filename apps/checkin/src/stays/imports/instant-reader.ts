import { dayNumberOfDate, isRealDate, parseInstant } from '@app/contracts';

const DAY = 86_400;
const ZERO = 48;
/** Beyond so many different dates or offsets a file has no regularity to remember. */
const MOST_KNOWN = 10_000;

/**
 * `parseInstant`, made fast for files: millions of instants share some days and one offset, which are remembered. Whatever
 * is not written exactly as `YYYY-MM-DDTHH:MM:SS` with `Z` or `±HH:MM` goes the ordinary way.
 */
export function instantReader(): (text: string) => number | undefined {
  const days = new Map<string, number>();
  const offsets = new Map<string, number>();
  return (text) => {
    if (text.length !== 20 && text.length !== 25) return parseInstant(text);
    const time = timeOfDay(text);
    const day = time < 0 ? undefined : known(days, text.slice(0, 10), startOf);
    const offset = day === undefined ? undefined : known(offsets, text.slice(19), offsetOf);
    return day === undefined || offset === undefined ? parseInstant(text) : day + time - offset;
  };
}

function known(
  memory: Map<string, number>,
  key: string,
  work: (key: string) => number | undefined,
): number | undefined {
  const found = memory.get(key);
  if (found !== undefined) return found;
  const value = work(key);
  if (value !== undefined && memory.size < MOST_KNOWN) memory.set(key, value);
  return value;
}

const startOf = (date: string): number | undefined => (isRealDate(date) ? dayNumberOfDate(date) * DAY : undefined);

/** Seconds ahead of UTC, worked out by the ordinary reader. */
function offsetOf(zone: string): number | undefined {
  const midnight = parseInstant(`2000-01-01T00:00:00${zone}`);
  return midnight === undefined ? undefined : dayNumberOfDate('2000-01-01') * DAY - midnight;
}

/** Seconds of `THH:MM:SS` at position 10; −1 when it is written otherwise or does not exist. */
function timeOfDay(text: string): number {
  if (text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return -1;
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  if (hour < 0 || minute < 0 || second < 0 || hour > 23 || minute > 59 || second > 59) return -1;
  return hour * 3_600 + minute * 60 + second;
}

function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}
