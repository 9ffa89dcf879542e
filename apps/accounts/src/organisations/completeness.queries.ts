import { hasLeftBy } from '@app/database';
import type { EntityManager } from 'typeorm';

export interface CompletenessRow {
  sites: number;
  places: number;
  gates: number;
  rooms: number;
  devices: number;
  active: number;
  withPhone: number;
  withPlace: number;
  withShift: number;
  withRoom: number;
  rosteredUntil: string | null;
  lastImportAt: Date | null;
  lastCheckInAt: Date | null;
}

/** What an organisation has told so far, counted; `today` decides who works there and what is assigned. */
export async function completenessOf(
  manager: EntityManager,
  organisationId: string,
  today: string,
): Promise<CompletenessRow> {
  const [row] = await manager.query<[CompletenessRow]>(
    `with working as materialized (
       select w.no, w.phone is not null as phone from worker w
       where w.organisation_id = $1 and not ${hasLeftBy('$2::date')}
     ), assigned as (
       select bool_or(a.kind = 'place') as place, bool_or(a.kind = 'shift') as shift, bool_or(a.kind = 'room') as room
       from assignment a join working on working.no = a.worker_no
       where a.valid_from <= $2::date and (a.valid_to is null or a.valid_to > $2::date) group by a.worker_no
     )
     select working.*, assigned.*, places.*,
       (select count(*)::int from site where organisation_id = $1) as sites,
       (select count(*)::int from device where organisation_id = $1 and enrolled_at is not null and revoked_at is null)
         as devices,
       (select max(last.day)::text from working cross join lateral (
          select day from roster_day r where r.worker_no = working.no order by day desc limit 1) last) as "rosteredUntil",
       (select max(created_at) from data_import
        where organisation_id = $1 and kind = 'workers' and not dry_run and accepted > 0 and taken_back_at is null) as "lastImportAt",
       (select max(at) from check_in where organisation_id = $1) as "lastCheckInAt"
     from (select count(*)::int as active, count(*) filter (where phone)::int as "withPhone" from working) working,
       (select count(*) filter (where place)::int as "withPlace", count(*) filter (where shift)::int as "withShift",
          count(*) filter (where room)::int as "withRoom" from assigned) assigned,
       (select count(*)::int as places, count(*) filter (where kind = 'gate')::int as gates,
          count(*) filter (where kind in ('dormitory-room', 'lodging-room'))::int as rooms
        from place where organisation_id = $1) places`,
    [organisationId, today],
  );
  return row;
}
