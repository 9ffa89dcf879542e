import { type StayDay, StayDayBuilder } from '@app/contact-graph';
import { startOfDate, startOfNextDate } from '@app/contracts';
import type { QueryRunner } from 'typeorm';
import { copyProximity, copyStays, numbers } from './presence-copy.js';
import type { Known } from './registry.js';

/** Reads presence of single local days out of the caller's transaction. Rows of unknown people or places are left out. */
export class DayLoader {
  /** Rows that were left out so far. */
  leftOut = 0;

  constructor(
    private readonly runner: QueryRunner,
    private readonly known: Known,
  ) {}

  /** Everything of a day. */
  async whole(day: string): Promise<StayDay> {
    const builder = builderOf(day);
    await this.stays(builder, `from stay s where s.day = '${day}'`);
    await this.proximity(builder, day);
    return builder.build();
  }

  /** All stays of some persons on a day. */
  async staysOf(day: string, persons: Iterable<number>): Promise<StayDay> {
    const builder = builderOf(day);
    await this.stays(
      builder,
      `from worker w join stay s on s.worker_no = w.no where w.person_no = any(${numbers(persons)}) and s.day = '${day}'`,
    );
    return builder.build();
  }

  /** The proximity records of a day, without stays. */
  async proximityOf(day: string): Promise<StayDay> {
    const builder = builderOf(day);
    await this.proximity(builder, day);
    return builder.build();
  }

  private stays(builder: StayDayBuilder, rest: string): Promise<void> {
    const { people, places } = this.known;
    return copyStays(this.runner, rest, (workerNo, placeNo, from, to, evidence) => {
      const [person, place] = [people.ofWorker(workerNo), places.at(placeNo, from)];
      if (person < 0 || place < 0) this.leftOut++;
      else builder.addStay(person, place, from, to, evidence);
    });
  }

  private proximity(builder: StayDayBuilder, day: string): Promise<void> {
    const { people } = this.known;
    return copyProximity(this.runner, `from proximity p where p.day = '${day}'`, (workerNo, otherNo, from, to) => {
      const [a, b] = [people.ofWorker(workerNo), people.ofWorker(otherNo)];
      if (a < 0 || b < 0) this.leftOut++;
      // two records of one person near each other say nothing
      else if (a !== b) builder.addProximity(a, b, from, to);
    });
  }
}

const builderOf = (day: string): StayDayBuilder => new StayDayBuilder(startOfDate(day), startOfNextDate(day));
