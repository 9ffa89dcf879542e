import {
  networkPlaceKey,
  type NetworkDayFigures,
  type NetworkPlaceFigures,
  type NetworkPlaceFilter,
  type Problem,
  type WorkStatus,
} from '@app/contracts';
import { cursorOf } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { UsedPreset } from '../presets/presets.service.js';

/** A network with the state of its work and the days that are done. */
export interface NetworkRow {
  id: string;
  site_id: string;
  organisation_id: string;
  from_day: string;
  to_day: string;
  preset: UsedPreset;
  created_at: Date;
  status: WorkStatus;
  progress: number;
  error: Problem | null;
  days: NetworkDayFigures[];
}

/** Whoever asks for somebody checks that the site is in scope. */
export async function findNetwork(manager: EntityManager, id: string): Promise<NetworkRow | undefined> {
  const rows = await manager.query<NetworkRow[]>(
    `select n.id, n.site_id, s.organisation_id, n.from_day::text, n.to_day::text, n.preset, n.created_at,
            k.status, k.progress, k.error,
            coalesce((select jsonb_agg(jsonb_build_object('day', d.day, 'persons', d.persons, 'pairs', d.pairs,
                        'parts', d.parts, 'largestPart', d.largest_part, 'alone', d.alone) order by d.day)
                      from network_day d where d.network_id = n.id), '[]') as days
     from network n join site s on s.id = n.site_id join work k on k.id = n.id where n.id = $1`,
    [id],
  );
  return rows[0];
}

/** A place of a network as it is read: figures that may pass 2³¹ come as text. */
type PlaceRow = Omit<NetworkPlaceFigures, 'contacts'> & { contacts: string };

/** One more than a page of places, contacts falling, then by day and place. */
export async function findPlaces(
  manager: EntityManager,
  id: string,
  filter: NetworkPlaceFilter,
): Promise<NetworkPlaceFigures[]> {
  const [contacts, day, placeId] = cursorOf(filter, networkPlaceKey) ?? [null, null, null];
  const rows = await manager.query<PlaceRow[]>(
    `select f.day::text, f.place_id as "placeId", coalesce(p.name, s.name) as "placeName",
            coalesce(p.kind, 'site') as kind, f.persons, f.contacts, f.joins, f.joined_persons as "joinedPersons"
     from network_place f left join place p on p.id = f.place_id left join site s on s.id = f.place_id
     where f.network_id = $1 and ($2::date is null or f.day = $2)
       and ($3::bigint is null or (-f.contacts, f.day, f.place_id) > (-$3, $4::date, $5::uuid))
     order by f.contacts desc, f.day, f.place_id limit $6`,
    [id, filter.day ?? null, contacts, day, placeId, filter.limit + 1],
  );
  return rows.map((row) => ({ ...row, contacts: Number(row.contacts) }));
}
