import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PRESENCE_CHANNEL } from '../presence-journal.js';

const XID = 'pg_current_xact_id()::text::bigint';

const TABLES = `
alter table trace
  add followed boolean not null default false,
  add revise_id uuid not null default uuid_v7(),
  add as_of_given boolean not null default true;
alter table trace_contact add added_level smallint;
create table trace_seen (
  trace_id uuid not null,
  snapshot text not null,
  at timestamptz not null default now(),
  constraint pk_trace_seen primary key (trace_id)
);
create table trace_revision (
  trace_id uuid not null,
  revision integer not null,
  as_of timestamptz not null,
  counts jsonb not null,
  entered integer not null default '0',
  left_count integer not null default '0',
  moved integer not null default '0',
  created_at timestamptz not null default now(),
  constraint pk_trace_revision primary key (trace_id, revision)
);
create table trace_change (
  trace_id uuid not null,
  revision integer not null,
  position integer not null,
  person_no integer not null,
  worker_no integer not null,
  change text not null,
  level_before smallint,
  level_after smallint,
  reason text not null,
  source_person_no integer,
  constraint pk_trace_change primary key (trace_id, revision, position)
);
create table presence_day (
  day date not null,
  announced_at timestamptz not null,
  constraint pk_presence_day primary key (day)
);
create index ix_trace_followed on trace (followed) where followed;
create index ix_trace_revise_id on trace (revise_id);
alter table trace_seen add constraint fk_trace_seen_trace_id foreign key (trace_id) references trace(id) on delete cascade;
alter table trace_revision add constraint fk_trace_revision_trace_id foreign key (trace_id) references trace(id) on delete cascade;
alter table trace_change add constraint fk_trace_change_trace_id foreign key (trace_id) references trace(id) on delete cascade;
-- an instant that was asked for is whole seconds, "now" was kept finer
update trace set as_of_given = (as_of = date_trunc('second', as_of));
update trace_contact set added_level = level where addition is not null;
-- what is stored already has the whole time before it: an upgrade deletes nothing at once
insert into presence_day (day, announced_at)
  select distinct to_date(right(c.relname, 8), 'YYYYMMDD'), now()
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent in ('stay'::regclass, 'proximity'::regclass, 'check_in'::regclass)
    and to_date(right(c.relname, 8), 'YYYYMMDD') < current_date;
`;

const trigger = (event: 'insert' | 'delete' | 'update', rows: 'old' | 'new', name: string): string => `
create trigger isolation_${name} after ${event} on isolation referencing ${rows} table as changed
  for each statement execute function note_isolation_change();
`;

const JOURNAL = `
alter table presence_change add person_nos integer [];
create function tell_presence_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('${PRESENCE_CHANNEL}', '') from news limit 1;
  return null;
end
$$;
create trigger presence_change_told after insert on presence_change referencing new table as news
  for each statement execute function tell_presence_change();

create function note_isolation_change() returns trigger language plpgsql as $$
begin
  insert into presence_change (kind, xid, worker_nos)
  select 'isolation', ${XID}, array_agg(distinct worker_no) from changed having count(*) > 0;
  return null;
end
$$;
${trigger('insert', 'new', 'added')}
${trigger('delete', 'old', 'taken')}
${trigger('update', 'old', 'changed_from')}
${trigger('update', 'new', 'changed_to')}

create function note_person_change() returns trigger language plpgsql as $$
begin
  insert into presence_change (kind, xid, person_nos)
  select 'person', ${XID}, array_agg(distinct one.person_no)
  from before join after using (id) cross join unnest(array[before.person_no, after.person_no]) one(person_no)
  where before.person_no <> after.person_no having count(*) > 0;
  return null;
end
$$;
create trigger worker_person_changed after update on worker referencing old table as before new table as after
  for each statement execute function note_person_change();

-- what a stay belongs to is another place than before; a new place is nobody's yet
create trigger place_tree_changed after delete or update of parent_id, kind, site_id on place
  for each statement execute function note_reference_change('tree');
create trigger place_move_tree_changed after insert or delete or update on place_move
  for each statement execute function note_reference_change('tree');
create trigger case_record_changed
  after insert or delete or update of worker_id, onset_on, sampled_on, isolated_at, status on case_record
  for each statement execute function note_reference_change('case');
`;

const partitions = (announce: string): string => `
create or replace function ensure_day_partition(parent text, partition_day date) returns void language plpgsql as $$
declare
  child text := parent || '_' || to_char(partition_day, 'YYYYMMDD');
begin
  ${announce}
  if to_regclass(child) is not null then
    return;
  end if;
  execute format('lock table %I in share update exclusive mode', parent);
  if to_regclass(child) is null then
    execute format('create table %I (like %I including defaults including constraints)', child, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                   parent, child, partition_day, partition_day + 1);
  end if;
end
$$;
`;

/** Whoever is about to store rows of a day gone by says so: retention waits for them, or they for retention. */
const ANNOUNCE = `
  if partition_day < current_date then
    insert into presence_day (day, announced_at) values (partition_day, now())
    on conflict (day) do update set announced_at = excluded.announced_at;
  end if;
`;

const DOWN = `
${partitions('')}
drop trigger case_record_changed on case_record;
drop trigger place_move_tree_changed on place_move;
drop trigger place_tree_changed on place;
drop trigger worker_person_changed on worker;
drop trigger isolation_added on isolation;
drop trigger isolation_taken on isolation;
drop trigger isolation_changed_from on isolation;
drop trigger isolation_changed_to on isolation;
drop trigger presence_change_told on presence_change;
drop function note_person_change();
drop function note_isolation_change();
drop function tell_presence_change();
alter table presence_change drop person_nos;
drop table trace_seen, trace_revision, trace_change, presence_day;
alter table trace_contact drop added_level;
alter table trace drop followed, drop revise_id, drop as_of_given;
`;

/**
 * Traces that are worked out anew when what they rest on changes, what each revision changed, and until when days gone by
 * are kept. The journal also notes isolations, cases, records that became another person's and places that hang elsewhere, and
 * tells by NOTIFY.
 */
export class FollowedTraces1700000000007 implements MigrationInterface {
  name = 'FollowedTraces1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES + JOURNAL + partitions(ANNOUNCE));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
