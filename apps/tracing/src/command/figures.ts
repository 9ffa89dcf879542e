import {
  type CommandFigures,
  FRESHNESS,
  type Freshness,
  type Figure,
  type FigureRow,
  isoOf,
  isoOrNull,
} from '@app/contracts';
import type { ClockRow } from '../follow-up/clock.queries.js';
import { districtsOf, mediansOf } from '../follow-up/medians.js';
import type { CaseFigureRow, SiteFigureRow, TaskFigureRow } from './people.queries.js';
import { type DeliveryFigureRow, type FreshRow, MINUTES, type TrafficRow } from './traffic.queries.js';

/** Everything that one counting has brought. */
export interface Counted {
  at: Date;
  cases: CaseFigureRow[];
  clock: ClockRow[];
  sites: SiteFigureRow[];
  tasks: TaskFigureRow[];
  traffic: TrafficRow[];
  fresh: FreshRow[];
  deliveries: DeliveryFigureRow[];
}

const HOUR = 3_600_000;
/** So many sites are named on the wall. */
const WORST = 8;
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

export function freshnessOf(lastAt: Date | null, now: Date): Freshness {
  if (!lastAt) return 'never';
  const hours = (now.getTime() - lastAt.getTime()) / HOUR;
  return hours <= 1 ? 'hour' : hours <= 24 ? 'day' : hours <= 72 ? 'three_days' : 'older';
}

function byDistrict(cases: readonly CaseFigureRow[]): { name: string; open: number }[] {
  const open = new Map<string, number>();
  for (const { unit_name: name } of cases) open.set(name, (open.get(name) ?? 0) + 1);
  return [...open].map(([name, n]) => ({ name, open: n })).sort((a, b) => b.open - a.open);
}

/** The oldest minute first. */
function minutesOf(rows: readonly TrafficRow[]): number[] {
  const minutes = Array.from({ length: MINUTES }, () => 0);
  for (const { id, minute, n } of rows)
    if (id === null && minute !== null) minutes[MINUTES - 1 - Math.min(minute, MINUTES - 1)]! += n;
  return minutes;
}

/** The figures are sums of the rows behind them: none can say something else than they do. */
export function figuresOf(counted: Counted): CommandFigures {
  const { at, cases, clock, sites, tasks, traffic, fresh, deliveries } = counted;
  const isLate = ({ status }: DeliveryFigureRow): boolean => status !== 'failed';
  const ages = fresh.map(({ last_at }) => freshnessOf(last_at, at));
  return {
    at: isoOf(at),
    cases: {
      open: cases.length,
      lastDay: cases.filter(({ positive_at }) => at.getTime() - positive_at.getTime() <= 24 * HOUR).length,
      untraced: cases.filter(({ traced }) => !traced).length,
      districts: byDistrict(cases),
    },
    clock: { ...mediansOf(clock), districts: districtsOf(clock) },
    sites: {
      atRisk: sites.length,
      worst: sites
        .slice(0, WORST)
        .map(({ id, title, subtitle, people, risk }) => ({ id, title, subtitle, people, risk })),
    },
    tests: { due: sum(tasks.map(({ tests }) => tests)) },
    followUps: {
      dueToday: sum(tasks.map(({ due_today }) => due_today)),
      overdue: sum(tasks.map(({ overdue }) => overdue)),
      lost: sum(tasks.map(({ lost }) => lost)),
    },
    checkIns: { lastHour: sum(traffic.map(({ id, n }) => (id === null ? 0 : n))), minutes: minutesOf(traffic) },
    freshness: Object.fromEntries(
      FRESHNESS.map((age) => [age, ages.filter((one) => one === age).length]),
    ) as CommandFigures['freshness'],
    deliveries: { failed: deliveries.filter((one) => !isLate(one)).length, late: deliveries.filter(isLate).length },
  };
}

const row = (given: Partial<FigureRow> & Pick<FigureRow, 'id' | 'title'>): FigureRow => ({
  ...{ subtitle: null, unitName: null, position: null, count: 1, at: null, state: null },
  ...given,
});

/** A row an organisation with anything of it; `late` gives its word. */
const tasksOf = (
  tasks: readonly TaskFigureRow[],
  count: (task: TaskFigureRow) => number,
  late: (task: TaskFigureRow) => boolean,
): FigureRow[] =>
  tasks
    .filter((task) => count(task) > 0)
    .map((task) =>
      row({
        id: task.id,
        title: task.title,
        unitName: task.unit_name,
        count: count(task),
        state: late(task) ? 'overdue' : null,
      }),
    )
    .sort((a, b) => b.count - a.count);

/** What is behind each figure. */
export const ROWS: Record<Figure, (counted: Counted) => FigureRow[]> = {
  cases: ({ cases }) =>
    cases.map(({ id, organisation, unit_name, positive_at, traced, contacts }) =>
      row({
        id,
        title: organisation,
        unitName: unit_name,
        count: contacts,
        at: isoOf(positive_at),
        state: traced ? null : 'untraced',
      }),
    ),
  sites: ({ sites }) =>
    sites.map(({ id, title, subtitle, unit_name, people, latitude, longitude }) =>
      row({
        ...{ id, title, subtitle, unitName: unit_name, count: people },
        position: latitude === null || longitude === null ? null : [latitude, longitude],
      }),
    ),
  tests: ({ tasks }) =>
    tasksOf(
      tasks,
      ({ tests }) => tests,
      () => false,
    ),
  'follow-ups': ({ tasks }) =>
    tasksOf(
      tasks,
      ({ due_today, overdue, lost }) => due_today + overdue + lost,
      ({ overdue }) => overdue > 0,
    ),
  'check-ins': ({ traffic }) =>
    traffic.flatMap(({ id, title, unit_name, n, last_at }) =>
      id === null ? [] : [row({ id, title: title!, unitName: unit_name, count: n, at: isoOf(last_at) })],
    ),
  freshness: ({ fresh, at }) =>
    fresh.map(({ id, title, unit_name, last_at }) =>
      row({ id, title, unitName: unit_name, at: isoOrNull(last_at), state: freshnessOf(last_at, at) }),
    ),
  deliveries: ({ deliveries }) =>
    deliveries.map(({ id, destination, kind, status, created_at, code }) =>
      row({ id, title: destination, subtitle: kind, at: isoOf(created_at), state: code ?? status }),
    ),
};
