import type { CompletenessAnswer } from '@app/contracts';
import { daysBefore, today } from '../../format/dates';

/** What an organisation can do for a later trace, in the order in which one thing rests on another. */
export const TASKS = [
  ...(['sites', 'places', 'workers', 'workPlaces', 'phones', 'shifts', 'rooms'] as const),
  ...(['gates', 'checkIns', 'fresh'] as const),
] as const;
export type TaskName = (typeof TASKS)[number];

export interface Task {
  name: TaskName;
  /** Points of a hundred, when all of it is done. */
  weight: number;
  /** How much of it is done, 0–1. */
  share: number;
  /** Who or what is missing; 0 where it is not a matter of counting. */
  missing: number;
}

/** Without the first there is nothing to add to, so it is worth nothing to speak of the later ones. */
const FIRST: readonly TaskName[] = ['sites', 'places', 'workers'];
/** A list of workers is as good as new for so many days, a check-in for so many. */
const FRESH_IMPORT = 31;
const FRESH_CHECK_IN = 3;

/** How complete an organisation's data are, of a hundred, and what is best done next. */
export function completenessOf(
  told: CompletenessAnswer,
  now = Date.now(),
): { score: number; tasks: Task[]; next: Task | undefined } {
  const tasks = tasksOf(told, now);
  const score = Math.floor(tasks.reduce((sum, { weight, share }) => sum + weight * share, 0));
  return { score, tasks, next: nextOf(tasks) };
}

/** The first of the foundations that is missing; else what brings most points, the earlier of equals. */
function nextOf(tasks: readonly Task[]): Task | undefined {
  const open = tasks.filter(({ share }) => share < 1);
  const foundation = open.find(({ name }) => FIRST.includes(name));
  const gain = ({ weight, share }: Task): number => weight * (1 - share);
  return (
    foundation ??
    open.reduce<Task | undefined>((best, one) => (best && gain(best) >= gain(one) ? best : one), undefined)
  );
}

function tasksOf(told: CompletenessAnswer, now: number): Task[] {
  const { sites, places, gates, rooms, workers, lastImportAt, lastCheckInAt } = told;
  const done = (name: TaskName, weight: number, isDone: boolean): Task => ({
    ...{ name, weight, share: isDone ? 1 : 0, missing: 0 },
  });
  const counted = (name: TaskName, weight: number, having: number): Task => ({
    ...{ name, weight, share: workers.active > 0 ? having / workers.active : 0 },
    missing: workers.active - having,
  });
  const shifts = hasRoster(told, now) ? workers.active : workers.withShift;
  return [
    done('sites', 10, sites > 0),
    done('places', 15, places > 0),
    done('workers', 20, workers.active > 0),
    counted('workPlaces', 15, workers.withPlace),
    counted('phones', 10, workers.withPhone),
    counted('shifts', 10, shifts),
    // nobody knows who ought to live in one: a dormitory with nobody in it is what is missing
    done('rooms', 5, workers.active > 0 && (rooms === 0 || workers.withRoom > 0)),
    done('gates', 5, gates > 0),
    done('checkIns', 5, isWithin(lastCheckInAt, FRESH_CHECK_IN, now)),
    done('fresh', 5, isWithin(lastImportAt, FRESH_IMPORT, now)),
  ];
}

/** A roster that reaches today says who is where better than any shift in a worker's record. */
const hasRoster = ({ rosteredUntil }: CompletenessAnswer, now: number): boolean =>
  rosteredUntil !== null && rosteredUntil >= today(now);

function isWithin(instant: string | null, days: number, now: number): boolean {
  return instant !== null && today(Date.parse(instant)) >= daysBefore(today(now), days);
}
