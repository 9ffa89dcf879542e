import type { MigrationInterface, QueryRunner } from 'typeorm';

const ARRAYS = 'source_person_nos, near_seconds, room_seconds, first_at, last_at';

const UP = `
create table trace_source (
  trace_id uuid not null,
  person_no integer not null,
  source_person_nos integer[] not null,
  near_seconds integer[] not null,
  room_seconds integer[] not null,
  first_at bigint[] not null,
  last_at bigint[] not null,
  constraint pk_trace_source primary key (trace_id, person_no)
);
insert into trace_source (trace_id, person_no, ${ARRAYS})
select trace_id, target_person_no, array_agg(source_person_no order by rank), array_agg(near_seconds order by rank),
  array_agg(room_seconds order by rank), array_agg(floor(extract(epoch from first_at))::bigint order by rank),
  array_agg(floor(extract(epoch from last_at))::bigint order by rank)
from trace_edge group by trace_id, target_person_no;
drop table trace_edge;
alter table trace_contact drop constraint fk_trace_contact_trace_id;
alter table trace_time drop constraint fk_trace_time_trace_id;
create function forget_trace() returns trigger language plpgsql as $$
begin
  delete from trace_contact where trace_id = old.id;
  delete from trace_source where trace_id = old.id;
  delete from trace_time where trace_id = old.id;
  return null;
end $$;
create trigger forget_trace after delete on trace for each row execute function forget_trace();
`;

// the pieces are gone: whoever goes back finds sources without their encounters, until a trace is run anew
const DOWN = `
create table trace_edge (
  trace_id uuid not null,
  target_person_no integer not null,
  rank smallint not null,
  source_person_no integer not null,
  near_seconds integer not null,
  room_seconds integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  encounters jsonb not null,
  constraint pk_trace_edge primary key (trace_id, target_person_no, rank)
);
insert into trace_edge
select s.trace_id, s.person_no, e.rank - 1, e.source, e.near, e.room, to_timestamp(e.first), to_timestamp(e.last), '[]'
from trace_source s
cross join unnest(${ARRAYS}) with ordinality as e(source, near, room, first, last, rank);
alter table trace_edge add constraint fk_trace_edge_trace_id foreign key (trace_id) references trace(id) on delete cascade;
drop table trace_source;
drop trigger forget_trace on trace;
drop function forget_trace();
alter table trace_contact add constraint fk_trace_contact_trace_id foreign key (trace_id) references trace(id) on delete cascade;
alter table trace_time add constraint fk_trace_time_trace_id foreign key (trace_id) references trace(id) on delete cascade;
`;

/**
 * The sources of a contact lie in one row, without the stretches of time together: those are found when read. And the
 * great tables of a trace go with it by a trigger: a foreign key looks at the trace for every row that a level writes, which
 * took half of the time of writing it.
 */
export class TraceSources1700000000008 implements MigrationInterface {
  name = 'TraceSources1700000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}
