import { Injectable } from '@nestjs/common';
import type { DayNetwork } from '@app/contact-graph';
import { NetworkDay } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { DataSource, type EntityManager } from 'typeorm';
import type { NetworkRow } from './networks.queries.js';

/** Writes the figures of one day at a time. */
@Injectable()
export class NetworkStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Publishes a day, replacing what an earlier run left of it. `placeIds`: by engine place. */
  async publish(
    work: ClaimedWork,
    network: NetworkRow,
    day: string,
    figures: DayNetwork,
    placeIds: readonly string[],
  ): Promise<void> {
    const { venues, pairs, ...rest } = figures;
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await manager.query('delete from network_place where network_id = $1 and day = $2', [work.id, day]);
      await manager.upsert(NetworkDay, { networkId: work.id, day, pairs: String(pairs), ...rest }, [
        'networkId',
        'day',
      ]);
      await addPlaces(manager, network, day, venues, placeIds);
    });
  }
}

/** Places of other organisations connect people all the same, but are not named. */
async function addPlaces(
  manager: EntityManager,
  { id, organisation_id }: NetworkRow,
  day: string,
  venues: DayNetwork['venues'],
  placeIds: readonly string[],
): Promise<void> {
  await manager.query(
    `insert into network_place (network_id, day, place_id, persons, contacts, joins, joined_persons)
     select $1, $2::date, v.place_id, v.persons, v.contacts, v.joins, v.joined_persons
     from unnest($4::uuid[], $5::int[], $6::bigint[], $7::int[], $8::int[])
            as v(place_id, persons, contacts, joins, joined_persons)
     where exists (select 1 from place p where p.id = v.place_id and coalesce(p.organisation_id, $3) = $3)
        or exists (select 1 from site s where s.id = v.place_id and s.organisation_id = $3)`,
    [
      ...[id, day, organisation_id, venues.map(({ place }) => placeIds[place]!)],
      ...[venues.map(({ persons }) => persons), venues.map(({ contacts }) => contacts)],
      ...[venues.map(({ joins }) => joins), venues.map(({ joinedPersons }) => joinedPersons)],
    ],
  );
}
