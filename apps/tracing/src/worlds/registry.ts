import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type People, readPeople } from './people.js';
import { type PlaceNumbers, readPlaces } from './place-numbers.js';
import { currentSnapshot, referencesChanged, type Snapshot } from './presence-changes.queries.js';
import { Turns } from './turns.js';

/** People and places as a snapshot saw them. */
export interface Known {
  readonly people: People;
  readonly places: PlaceNumbers;
  readonly seen: Snapshot;
}

/** Keeps the people and places of the province at hand, and reads them anew when they have changed. */
@Injectable()
export class Registry {
  private known: Known | undefined;
  private readonly turns = new Turns();

  /** People and places as the caller's REPEATABLE READ transaction sees them, or newer. */
  at(manager: EntityManager): Promise<Known> {
    return this.turns.take(async () => {
      const seen = await currentSnapshot(manager);
      const changed = this.known && (await referencesChanged(manager, this.known.seen));
      const { people, places } = this.known ?? {};
      this.known = {
        people: !people || changed?.has('worker') ? await readPeople(manager) : people,
        places: !places || changed?.has('place') ? await readPlaces(manager, places) : places,
        seen,
      };
      return this.known;
    });
  }
}
