import { type StayDay, StayDayBuilder } from '@app/contact-graph';
import { startOfDate, startOfNextDate } from '@app/contracts';
import type { QueryRunner } from 'typeorm';
import { copyProximity, copyStays, numbers } from './presence-copy.js';
import type { Known } from './registry.js';

/** What was read of a day, and the rows that are not in it because their worker or place is not known. */
export interface LoadedDay {
  day: StayDay;
  /** Stays left out, by worker number. */
  strayStays: ReadonlyMap<number, number>;
  /** Proximity records left out. */
  strayProximity: number;
}

/** How much of a day is read: all of it, all stays of some persons, or the proximity records. */
export type DayShare = 'whole' | 'persons' | 'proximity';

/** Reads presence of single local days out of the caller's transaction. */
export class DayLoader {
  constructor(
    private readonly runner: QueryRunner,
    private readonly known: Known,
    private readonly onRead: (share: DayShare) => void,
  ) {}

  async whole(day: string): Promise<LoadedDay> {
    this.onRead('whole');
    const reading = new Reading(day, this.known);
    await reading.stays(this.runner, `from stay s where s.day = '${day}'`);
    await reading.proximity(this.runner, day);
    return reading.end();
  }

  /** All stays of some persons, and of records of nobody (by number). */
  async staysOf(day: string, persons: Iterable<number>, strangers: ReadonlySet<number>): Promise<LoadedDay> {
    this.onRead('persons');
    const reading = new Reading(day, this.known);
    await reading.stays(
      this.runner,
      `from worker w join stay s on s.worker_no = w.no where w.person_no = any(${numbers(persons)}) and s.day = '${day}'`,
    );
    if (strangers.size > 0)
      await reading.stays(
        this.runner,
        `from stay s where s.worker_no = any(${numbers(strangers)}) and s.day = '${day}'`,
      );
    return reading.end();
  }

  /** The proximity records, without stays. */
  async proximityOf(day: string): Promise<LoadedDay> {
    this.onRead('proximity');
    const reading = new Reading(day, this.known);
    await reading.proximity(this.runner, day);
    return reading.end();
  }
}

/** One day as it is being read. */
class Reading {
  private readonly builder: StayDayBuilder;
  private readonly strayStays = new Map<number, number>();
  private strayProximity = 0;

  constructor(
    day: string,
    private readonly known: Known,
  ) {
    this.builder = new StayDayBuilder(startOfDate(day), startOfNextDate(day));
  }

  stays(runner: QueryRunner, rest: string): Promise<void> {
    const { people, places } = this.known;
    const { builder, strayStays } = this;
    return copyStays(runner, rest, (workerNo, placeNo, from, to, evidence) => {
      const [person, place] = [people.ofWorker(workerNo), places.at(placeNo, from)];
      if (person < 0 || place < 0) strayStays.set(workerNo, (strayStays.get(workerNo) ?? 0) + 1);
      else builder.addStay(person, place, from, to, evidence);
    });
  }

  proximity(runner: QueryRunner, day: string): Promise<void> {
    const { people } = this.known;
    return copyProximity(runner, `from proximity p where p.day = '${day}'`, (workerNo, otherNo, from, to) => {
      const [a, b] = [people.ofWorker(workerNo), people.ofWorker(otherNo)];
      if (a < 0 || b < 0) this.strayProximity++;
      // two records of one person near each other say nothing
      else if (a !== b) this.builder.addProximity(a, b, from, to);
    });
  }

  end(): LoadedDay {
    const { strayStays, strayProximity } = this;
    return { day: this.builder.build(), strayStays, strayProximity };
  }
}
