import { mix } from './random.js';
import type { PlannedOrganisation } from './organisations.js';
import { shiftWorked, subjectOf } from './subject.js';
import type { CaseSeed } from './types.js';
import type { World } from './world.js';

/** Picks people who were at work on the last day and on the working day before it; each once, none by a second job. */
export function indexCases(world: World, count: number): CaseSeed[] {
  const { options, calendar } = world;
  const total = options.workers;
  const start = mix(options.seed, 71) % total;
  const step = coprimeTo(total, mix(options.seed, 72) % total);
  const found: CaseSeed[] = [];
  for (let turn = 0; turn < total && found.length < count; turn++) {
    const record = (start + turn * step) % total;
    const planned = holderOf(world, record);
    const subject = subjectOf(world, planned, record - planned.offset);
    if (subject.secondJob || workingDays(world).some((day) => shiftWorked(world, subject, day) === null)) continue;
    const bits = mix(options.seed, record, 73);
    found.push({
      organisation: planned.seed,
      worker: subject.worker,
      workerCode: subject.workerCode,
      onsetOn: bits % 3 === 0 ? null : calendar.date(calendar.last - (bits % 3) + 1),
      sampledOn: calendar.date(calendar.last),
    });
  }
  return found;
}

function workingDays({ calendar }: World): number[] {
  const before = calendar.last - (calendar.isSunday(calendar.last - 1) ? 2 : 1);
  return before < 0 ? [calendar.last] : [before, calendar.last];
}

function holderOf({ organisations }: World, record: number): PlannedOrganisation {
  const holder = organisations.findLast(({ offset }) => offset <= record);
  if (!holder) throw new RangeError(`no record ${record}`);
  return holder;
}

/** The first number from `from` (at least 1) that shares no divisor with `total`: its multiples visit everybody. */
function coprimeTo(total: number, from: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.max(1, from);
  while (divisor(total, step) !== 1) step++;
  return step;
}
