import { type Feed, type NeedEvent, type StayIndex, StayIndexBuilder } from '@app/contact-graph';
import { datesBetween, localDate } from '@app/contracts';
import type { QueryRunner } from 'typeorm';
import { countLeftOut } from './left-out.queries.js';
import { copyProximity, copyStays, numbers } from './presence-copy.js';
import type { Basis, World } from './world.js';

/** Rows that one feed should hold: some 30 MB. A single source may need more. */
const ROWS_PER_FEED = 500_000;
const FIRST_SOURCES = 64;

/** A stay in the engine's numbers: person, place, from, to, evidence. */
type Row = [person: number, place: number, from: number, to: number, evidence: number];

/**
 * A world that stays in the database, in one REPEATABLE READ transaction: for a few sources at a time it reads their
 * stays, then everybody's at the same groups of places on the same days. The second, the large one, joins on place and
 * day alone.
 */
export class SqlWorld implements World {
  readonly strategy = 'sql';
  private sources = FIRST_SOURCES;
  /** By group: the numbers of the places in it, in any version. */
  private readonly placesOfGroup: ReadonlyMap<number, readonly number[]>;

  constructor(
    readonly basis: Basis,
    private readonly runner: QueryRunner,
  ) {
    this.placesOfGroup = basis.places.numbersBy(basis.tree.cells.groupOf);
  }

  leftOut(): Promise<number> {
    const { days, people, places } = this.basis;
    return countLeftOut(this.runner.manager, days, people.gaps, places.gaps);
  }

  async feed({ persons, from, to }: Pick<NeedEvent, 'persons' | 'from' | 'to'>): Promise<Feed> {
    const count = Math.min(persons.length, this.sources);
    const sources = persons.subarray(0, count);
    const [first, last] = [from.subarray(0, count), to.subarray(0, count)];
    const own = await this.staysOf(
      sources,
      first.reduce((a, b) => Math.min(a, b), Infinity),
      last.reduce((a, b) => Math.max(a, b), -Infinity),
    );
    const builder = new StayIndexBuilder(this.basis);
    let rows = 0;
    await this.copy(this.besides(own), (row) => {
      rows++;
      builder.addStay(...row);
    });
    await this.addProximity(
      builder,
      `and (a.person_no = any(${numbers(sources)}) or b.person_no = any(${numbers(sources)}))`,
    );
    this.sources = Math.max(1, Math.min(count * 4, Math.floor((count * ROWS_PER_FEED) / Math.max(rows, 1))));
    return { index: builder.build(), count };
  }

  async ofPersons(persons: Iterable<number>): Promise<StayIndex> {
    const chosen = numbers(persons);
    const builder = new StayIndexBuilder(this.basis);
    for (const row of await this.staysOf(chosen, this.basis.from, this.basis.to)) builder.addStay(...row);
    await this.addProximity(builder, `and (a.person_no = any(${chosen}) or b.person_no = any(${chosen}))`);
    return builder.build();
  }

  async whole(): Promise<StayIndex> {
    const builder = new StayIndexBuilder(this.basis);
    await this.copy(`from stay s where s.day = any(${this.dates()})`, (row) => builder.addStay(...row));
    await this.addProximity(builder, '');
    return builder.build();
  }

  async close(): Promise<void> {
    try {
      if (this.runner.isTransactionActive) await this.runner.commitTransaction();
    } finally {
      await this.runner.release();
    }
  }

  private async staysOf(persons: string | Int32Array, from: number, to: number): Promise<Row[]> {
    const rows: Row[] = [];
    const list = typeof persons === 'string' ? persons : numbers(persons);
    await this.copy(
      `from unnest(${this.dates(from, to)}) as d(day) cross join worker w
       join stay s on s.day = d.day and s.worker_no = w.no where w.person_no = any(${list})`,
      (row) => rows.push(row),
    );
    return rows;
  }

  /** Everybody's stays at the groups of places of the given ones, on their days: SQL for `copy`. */
  private besides(own: readonly Row[]): string {
    const { groupOf } = this.basis.tree.cells;
    const seen = new Set<string>();
    const [days, placeNos]: [string[], number[]] = [[], []];
    for (const [, place, from, to] of own) {
      for (const date of groupOf[place]! < 0 ? [] : datesBetween(from, to)) {
        const key = `${date} ${groupOf[place]!}`;
        if (seen.has(key)) continue;
        seen.add(key);
        for (const placeNo of this.placesOfGroup.get(groupOf[place]!)!) {
          days.push(date);
          placeNos.push(placeNo);
        }
      }
    }
    return `from unnest('{${days.join(',')}}'::date[], ${numbers(placeNos)}) as v(day, place_no)
      join stay s on s.day = v.day and s.place_no = v.place_no`;
  }

  /** Streams stays in the engine's numbers, without those of unknown people or places. */
  private copy(rest: string, onRow: (row: Row) => void): Promise<void> {
    const { people, places } = this.basis;
    return copyStays(this.runner, rest, (workerNo, placeNo, from, to, evidence) => {
      const [person, place] = [people.ofWorker(workerNo), places.at(placeNo, from)];
      if (person >= 0 && place >= 0) onRow([person, place, from, to, evidence]);
    });
  }

  private addProximity(builder: StayIndexBuilder, condition: string): Promise<void> {
    const { people } = this.basis;
    const rest = `from proximity p join worker a on a.no = p.worker_no join worker b on b.no = p.other_no
      where p.day = any(${this.dates()}) and a.person_no <> b.person_no ${condition}`;
    return copyProximity(this.runner, rest, (workerNo, otherNo, from, to) =>
      builder.addProximity(people.ofWorker(workerNo), people.ofWorker(otherNo), from, to),
    );
  }

  /** The days of the window that [from, to) touches, as SQL. */
  private dates(from = -Infinity, to = Infinity): string {
    const { days } = this.basis;
    const [first, last] = [from > -Infinity ? localDate(from) : '', to < Infinity ? localDate(to - 1) : '~'];
    return `'{${days.filter((day) => day >= first && day <= last).join(',')}}'::date[]`;
  }
}
