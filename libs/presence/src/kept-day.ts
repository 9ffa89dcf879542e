import type { StayDay } from '@app/contact-graph';
import type { DayLoader, LoadedDay } from './day-loader.js';
import type { People } from './people.js';

/** Above so many corrected persons a day is read whole. */
const WHOLE_ABOVE = 5000;

/** A day in memory, and what of it is out of date. */
export class KeptDay {
  private readonly stalePersons = new Set<number>();
  /** Records whose rows changed and who are nobody's (any more): they only count as left out. */
  private readonly staleStrangers = new Set<number>();
  private staleProximity = false;

  private constructor(private loaded: LoadedDay) {}

  static async read(loader: DayLoader, date: string): Promise<KeptDay> {
    return new KeptDay(await loader.whole(date));
  }

  get day(): StayDay {
    return this.loaded.day;
  }

  /** Rows that are not in the day, because their worker or place is not known. */
  get leftOut(): number {
    let sum = this.loaded.strayProximity;
    for (const rows of this.loaded.strayStays.values()) sum += rows;
    return sum;
  }

  /** Whether so much has changed that it is better read whole. */
  get hopeless(): boolean {
    return this.stalePersons.size + this.staleStrangers.size > WHOLE_ABOVE;
  }

  outdateProximity(): void {
    this.staleProximity = true;
  }

  /** The presence of these records is no longer what it was. */
  outdate(workerNos: Iterable<number>, people: People): void {
    for (const no of workerNos) {
      const person = people.ofWorker(no);
      if (person < 0) this.staleStrangers.add(no);
      else this.stalePersons.add(person);
    }
  }

  /** Records came, went, or are another person's now. */
  followPeople(before: People, now: People): void {
    const changed = now.changedSince(before);
    for (const person of changed.persons) this.stalePersons.add(person);
    const found = [...this.loaded.strayStays.keys()].filter((no) => before.ofWorker(no) < 0 && now.ofWorker(no) >= 0);
    this.outdate([...changed.gone, ...found], now);
    if (changed.persons.size > 0 || this.loaded.strayProximity > 0) this.staleProximity = true;
  }

  /** Reads again what is out of date. */
  async freshen(loader: DayLoader, date: string, people: People): Promise<void> {
    if (this.stalePersons.size + this.staleStrangers.size > 0) await this.mend(loader, date, people);
    if (!this.staleProximity) return;
    const { day, strayProximity } = await loader.proximityOf(date);
    this.loaded = { ...this.loaded, day: this.day.withProximityOf(day), strayProximity };
    this.staleProximity = false;
  }

  private async mend(loader: DayLoader, date: string, people: People): Promise<void> {
    const { stalePersons, staleStrangers } = this;
    const { day, strayStays } = await loader.staysOf(date, stalePersons, staleStrangers);
    const untouched = [...this.loaded.strayStays].filter(
      ([no]) => !staleStrangers.has(no) && !stalePersons.has(people.ofWorker(no)),
    );
    this.loaded = {
      ...this.loaded,
      day: this.day.replacing(stalePersons, day),
      strayStays: new Map([...untouched, ...strayStays]),
    };
    stalePersons.clear();
    staleStrangers.clear();
  }
}
