import { Inject, Injectable } from '@nestjs/common';
import { localDate, secondsOf, type LargeShareWarning } from '@app/contracts';
import { AdministrativeUnit, Trace } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { type EntityManager, In } from 'typeorm';
import { type Circle, type ReachedRow, reachedByUnit, workersByUnit } from './large-shares.queries.js';

/** In a smaller area a share says nothing: a commune with thirty workers is one bus. A convention, without a source. */
const FEWEST_WORKERS = 100;

/** Numbers by the code of a unit; a unit has what the units below it have. */
type ByUnit = Map<string, number>;

interface Finding {
  code: string;
  people: number;
  workers: number;
}

/** Says that a level takes in so much of an area that it no longer tells the officer whom to look at. */
@Injectable()
export class LargeShares {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  /**
   * Puts the warnings of a level in the place of those that an earlier run left of it. Part of the transaction that
   * publishes the level.
   */
  async warn(manager: EntityManager, traceId: string, level: number): Promise<void> {
    const options = { where: { id: traceId }, select: { id: true, asOf: true, warnings: true } } as const;
    const { asOf, warnings } = await manager.findOneOrFail(Trace, options);
    const kept = warnings.filter((warning) => !('level' in warning) || warning.level < level);
    const large = await this.find(manager, localDate(secondsOf(asOf)), traceId, level);
    const found = large.filter((one) => !kept.some((said) => 'level' in said && isSame(said, one)));
    if (found.length === 0 && kept.length === warnings.length) return;
    const units = await manager.findBy(AdministrativeUnit, { code: In(found.map(({ code }) => code)) });
    const nameOf = new Map(units.map(({ code, name }) => [code, name]));
    const added = found.map((one) => warningOf(one, level, nameOf.get(one.code)!));
    await manager.update(Trace, traceId, { warnings: [...kept, ...added] });
  }

  private async find(manager: EntityManager, day: string, traceId: string, level: number): Promise<Finding[]> {
    const rows = await reachedByUnit(manager, day, traceId, level);
    const people = peopleByUnit(rows);
    let workers: ByUnit = new Map();
    const isLarge = ([code, count]: [string, number]): boolean => this.isLarge(count, workers.get(code) ?? 0);
    let large = [...people].filter(isLarge);
    const enough = Math.ceil(Math.max(0, ...people.values()) / this.environment.TRACE_WARN_SHARE);
    for (const circle of circlesOf(rows, enough)) {
      if (large.length === 0) return [];
      workers = sumByUnit(await workersByUnit(manager, day, traceId, circle));
      large = large.filter(isLarge);
    }
    const codes = new Set(large.flatMap(([code]) => (workers.get(code)! >= FEWEST_WORKERS ? [code] : [])));
    const outermost = rows.flatMap(({ path }) => codesOf(path).find((code) => codes.has(code)) ?? []);
    return [...new Set(outermost)]
      .sort()
      .map((code) => ({ code, people: people.get(code)!, workers: workers.get(code)! }));
  }

  /** `workers` may be some of those there are: what is no large share of some is none of all. */
  private isLarge(people: number, workers: number): boolean {
    return people > this.environment.TRACE_WARN_SHARE * Math.max(workers, FEWEST_WORKERS);
  }
}

/**
 * Wider and wider: to know that a share is small it is mostly enough to count the organisations that were reached, or
 * those around them; counting a whole province takes a tenth of a second.
 */
const circlesOf = (rows: readonly ReachedRow[], enough: number): Circle[] => [
  { organisations: [...new Set(rows.map(({ organisation }) => organisation))], enough },
  { units: [...new Set(rows.map(({ path }) => codesOf(path).at(-1)!))] },
  'all',
];

/** A level that adds nobody there has nothing new to say. */
const isSame = (said: LargeShareWarning, { code, people }: Finding): boolean =>
  said.unitCode === code && said.people === people;

const codesOf = (path: string): string[] => path.split('/').filter(Boolean);

/** Persons in each unit; one with jobs in two places is one in the units above both. */
function peopleByUnit(rows: readonly ReachedRow[]): ByUnit {
  const persons = new Map<string, Set<number>>();
  for (const row of rows) {
    for (const code of codesOf(row.path)) {
      const known = persons.get(code) ?? new Set();
      for (const person of row.persons) known.add(person);
      persons.set(code, known);
    }
  }
  return new Map([...persons].map(([code, { size }]) => [code, size]));
}

function sumByUnit(rows: readonly { path: string; workers: number }[]): ByUnit {
  const sums: ByUnit = new Map();
  for (const { path, workers } of rows)
    for (const code of codesOf(path)) sums.set(code, (sums.get(code) ?? 0) + workers);
  return sums;
}

function warningOf({ code, people, workers }: Finding, level: number, unitName: string): LargeShareWarning {
  const share = people / workers;
  const detail =
    `Up to level ${level} the trace takes in ${Math.round(share * 100)} % of the ${workers} workers of ${unitName}. ` +
    'A lower level or a stricter preset says more about whom to look at first.';
  return { code: 'large_share', level, unitCode: code, unitName, people, workers, share, detail };
}
