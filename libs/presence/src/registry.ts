import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type People, readPeople } from './people.js';
import { type PlaceNumbers, readPlaces } from './place-numbers.js';
import { currentSnapshot, LONGEST_SILENCE_MS, referencesChanged, type Snapshot } from './presence-changes.queries.js';
import { Turns } from './turns.js';

/** People and places as a snapshot saw them. */
export interface Known {
  readonly people: People;
  readonly places: PlaceNumbers;
  readonly seen: Snapshot;
  /** When that was: milliseconds since the epoch. */
  readonly at: number;
}

/** Whether the journal may not tell any more what has changed since. */
export const isTooOld = ({ at }: Known): boolean => Date.now() - at > LONGEST_SILENCE_MS;

/** Keeps the people and places of the province at hand, and reads them anew when they have changed. */
@Injectable()
export class Registry {
  private known: Known | undefined;
  private readonly turns = new Turns();

  /**
   * People and places as the caller's REPEATABLE READ transaction sees them.
   * @throws DomainError place_cycle
   */
  at(manager: EntityManager): Promise<Known> {
    return this.turns.take(async () => {
      const [seen, at] = [await currentSnapshot(manager), Date.now()];
      const changed = await this.changedIn(manager);
      const { people, places } = this.known ?? {};
      this.known = {
        people: !people || changed.has('worker') ? await readPeople(manager, people) : people,
        places: !places || changed.has('place') ? await readPlaces(manager, places) : places,
        ...{ seen, at },
      };
      return this.known;
    });
  }

  private changedIn(manager: EntityManager): Promise<ReadonlySet<string>> | ReadonlySet<string> {
    if (!this.known || isTooOld(this.known)) return new Set(['worker', 'place']);
    return referencesChanged(manager, this.known.seen);
  }
}
