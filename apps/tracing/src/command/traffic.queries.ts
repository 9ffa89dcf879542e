import { type Actor } from '@app/contracts';
import { type Condition, organisationScope, scopeWithin } from '@app/database';
import type { EntityManager } from 'typeorm';

export const MINUTES = 60;

export interface TrafficRow {
  /** Of an organisation, or null for the row of a minute. */
  id: string | null;
  title: string | null;
  unit_name: string | null;
  /** How many minutes ago, from 0. */
  minute: number | null;
  n: number;
  last_at: Date;
}

/** Check-ins that came in the last hour: by organisation, and by minute. */
export function traffic(manager: EntityManager, actor: Actor): Promise<TrafficRow[]> {
  const { sql, parameters } = organisationScope(actor, 'c.organisation_id', 1);
  return manager.query(
    `with came as materialized (
       select c.organisation_id, floor(extract(epoch from (now() - c.received_at)) / 60)::int as minute, c.received_at
       from check_in c where c.received_at > now() - interval '${MINUTES} minutes' and c.received_at <= now() and ${sql}
     )
     select o.id, max(o.name) as title, max(u.name) as unit_name, c.minute, count(*)::int as n, max(c.received_at) as last_at
     from came c join organisation o on o.id = c.organisation_id and not o.exercise
     join administrative_unit u on u.code = o.unit_code
     group by grouping sets ((o.id), (c.minute)) order by n desc, o.id`,
    parameters,
  );
}

export interface FreshRow {
  id: string;
  title: string;
  unit_name: string;
  last_at: Date | null;
}

/** When each organisation last sent anything: a check-in of the last three weeks, or a file. The stalest first. */
export function freshness(manager: EntityManager, actor: Actor): Promise<FreshRow[]> {
  const { sql, parameters } = organisationScope(actor, 'o.id', 1);
  return manager.query(
    `with file as materialized (
       select i.organisation_id, max(k.finished_at) as at from data_import i join work k on k.id = i.id
       where k.status = 'done' group by i.organisation_id
     )
     select o.id, o.name as title, u.name as unit_name, greatest(f.at, seen.at) as last_at
     from organisation o join administrative_unit u on u.code = o.unit_code
     left join file f on f.organisation_id = o.id
     left join lateral (
       select c.received_at as at from check_in c
       where c.organisation_id = o.id and c.day > current_date - 22 order by c.at desc limit 1) seen on true
     where not o.exercise and ${sql} order by last_at nulls first, o.id`,
    parameters,
  );
}

export interface DeliveryFigureRow {
  id: string;
  destination: string;
  kind: string;
  status: string;
  created_at: Date;
  code: string | null;
}

/** Exports of the province, or of scopes inside the officer's own: whoever may decide on one may know where it is stuck. */
function exportScope({ role, scope }: Actor, first: number): Condition {
  if (role === 'province_admin') return { sql: 'true', parameters: [] };
  return { sql: scopeWithin('e.scope', `$${first}`), parameters: [scope.unitCodes ?? []] };
}

/** Deliveries that failed within a week, and those that are not through after ten minutes. */
export function troubledDeliveries(manager: EntityManager, actor: Actor): Promise<DeliveryFigureRow[]> {
  const { sql, parameters } = exportScope(actor, 1);
  return manager.query(
    `select e.id, d.name as destination, e.kind, k.status, y.created_at, k.error->>'code' as code
     from delivery y join work k on k.id = y.id join export e on e.id = y.export_id
     join destination d on d.id = y.destination_id
     where (k.status = 'failed' and y.created_at > now() - interval '7 days'
         or k.status in ('queued', 'running') and y.created_at < now() - interval '10 minutes') and ${sql}
     order by y.created_at desc, e.id`,
    parameters,
  );
}
