import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Above so many workers of one day, a change is told as one of the whole day. */
const WHOLE_DAY_ABOVE = 5000;

const XID = 'pg_current_xact_id()::text::bigint';

const noting = (table: 'stay' | 'proximity', workers: string): string => `
create function note_${table}_change() returns trigger language plpgsql as $$
begin
  insert into presence_change (kind, xid, day, worker_nos)
  select '${table}', ${XID}, day, case when count(distinct no) <= ${WHOLE_DAY_ABOVE} then array_agg(distinct no) end
  from (select day, ${workers} as no from changed) rows group by day;
  return null;
end
$$;
create trigger ${table}_added after insert on ${table} referencing new table as changed
  for each statement execute function note_${table}_change();
create trigger ${table}_taken after delete on ${table} referencing old table as changed
  for each statement execute function note_${table}_change();
create trigger ${table}_changed_from after update on ${table} referencing old table as changed
  for each statement execute function note_${table}_change();
create trigger ${table}_changed_to after update on ${table} referencing new table as changed
  for each statement execute function note_${table}_change();
`;

const notingKind = (table: string, kind: string, events: string): string => `
create trigger ${table}_changed after ${events} on ${table}
  for each statement execute function note_reference_change('${kind}');
`;

const UP = `
create table presence_change (
  id bigserial not null,
  kind text not null,
  day date,
  worker_nos integer [],
  xid bigint not null,
  at timestamptz not null default now(),
  constraint pk_presence_change primary key (id)
);
create index ix_presence_change_xid on presence_change (xid);
${noting('stay', 'worker_no')}
${noting('proximity', 'unnest(array[worker_no, other_no])')}
create function note_reference_change() returns trigger language plpgsql as $$
begin
  insert into presence_change (kind, xid) values (tg_argv[0], ${XID});
  return null;
end
$$;
${notingKind('worker', 'worker', 'insert or delete or update of person_no, code')}
${notingKind('place', 'place', 'insert or delete or update of parent_id, kind, site_id')}
${notingKind('place_move', 'place', 'insert or delete or update')}
`;

const DOWN = `
drop trigger place_move_changed on place_move;
drop trigger place_changed on place;
drop trigger worker_changed on worker;
drop trigger stay_added on stay;
drop trigger stay_taken on stay;
drop trigger stay_changed_from on stay;
drop trigger stay_changed_to on stay;
drop trigger proximity_added on proximity;
drop trigger proximity_taken on proximity;
drop trigger proximity_changed_from on proximity;
drop trigger proximity_changed_to on proximity;
drop function note_reference_change();
drop function note_proximity_change();
drop function note_stay_change();
drop table presence_change;
`;

/**
 * A journal of what the tracers keep in memory: which workers' presence of which day has changed, and that people or
 * places have. By triggers, so that no writer can forget it.
 */
export class PresenceChange1700000000006 implements MigrationInterface {
  name = 'PresenceChange1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
