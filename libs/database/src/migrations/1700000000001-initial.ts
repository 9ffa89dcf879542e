import type { MigrationInterface, QueryRunner } from 'typeorm';

const SCHEMA = `
create extension if not exists pg_trgm;
create type stay_evidence as enum('scan', 'scan-inferred', 'roster', 'residence', 'transport', 'import', 'manual');
create table administrative_unit (
  code text not null,
  name text not null,
  level text not null,
  parent_code text,
  path text not null,
  valid_from date not null,
  valid_to date,
  constraint pk_administrative_unit primary key (code)
);
create table organisation (
  id uuid not null,
  name text not null,
  kind text not null,
  tax_code text,
  unit_code text not null,
  address text,
  exercise boolean not null default false,
  created_at timestamptz not null default now(),
  constraint pk_organisation primary key (id)
);
create table site (
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  code text,
  unit_code text not null,
  address text,
  latitude double precision,
  longitude double precision,
  created_at timestamptz not null default now(),
  constraint uq_site_organisation_id_code unique (organisation_id, code),
  constraint pk_site primary key (id)
);
create table place (
  id uuid not null,
  no serial not null,
  kind text not null,
  name text not null,
  code text not null,
  site_id uuid,
  organisation_id uuid,
  unit_code text,
  parent_id uuid,
  capacity integer,
  created_at timestamptz not null default now(),
  constraint uq_place_unit_code_code unique (unit_code, code),
  constraint uq_place_organisation_id_code unique (organisation_id, code),
  constraint uq_place_no unique (no),
  constraint pk_place primary key (id)
);
create table person (
  no serial not null,
  identity_hash bytea,
  constraint uq_person_identity_hash unique (identity_hash),
  constraint pk_person primary key (no)
);
create table worker (
  id uuid not null,
  no serial not null,
  person_no integer not null,
  organisation_id uuid not null,
  site_id uuid,
  code text not null,
  full_name text not null,
  search_name text not null,
  kind text not null default 'employee',
  birth_date date,
  sex text,
  identity_number text,
  phone text,
  address text,
  status text not null default 'active',
  start_date date,
  end_date date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint uq_worker_organisation_id_code unique (organisation_id, code),
  constraint uq_worker_no unique (no),
  constraint pk_worker primary key (id)
);
create table assignment (
  id bigserial not null,
  worker_no integer not null,
  kind text not null,
  place_no integer,
  shift text,
  valid_from date not null,
  valid_to date,
  constraint pk_assignment primary key (id)
);
create table audit_event (
  id bigserial not null,
  at timestamptz not null default now(),
  actor_id uuid,
  role text,
  action text not null,
  subject text,
  count integer not null default '0',
  details jsonb not null default '{}',
  constraint pk_audit_event primary key (id)
);
create table case_record (
  id uuid not null,
  worker_id uuid not null,
  onset_on date,
  sampled_on date not null,
  confirmed_at timestamptz,
  isolated_at timestamptz,
  note text,
  status text not null default 'open',
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_case_record primary key (id)
);
create table check_in (
  day date not null,
  id uuid not null,
  worker_no integer not null,
  place_no integer not null,
  organisation_id uuid not null,
  direction text not null,
  at timestamptz not null,
  received_at timestamptz not null default now(),
  device_id text,
  result text not null,
  decision text not null,
  reasons text [] not null default '{}',
  recorded_by uuid not null,
  constraint pk_check_in primary key (day, id)
) partition by range (day);
create table check_in_key (
  id uuid not null,
  body_hash bytea not null,
  answer jsonb not null,
  day date not null,
  created_at timestamptz not null default now(),
  constraint pk_check_in_key primary key (id)
);
create table code_token (
  token text not null,
  kind text not null,
  place_no integer,
  worker_no integer,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint pk_code_token primary key (token)
);
create table stored_file (
  id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  created_at timestamptz not null default now(),
  constraint pk_stored_file primary key (id)
);
create table data_import (
  id uuid not null,
  kind text not null,
  organisation_id uuid not null,
  mode text,
  dry_run boolean not null default false,
  file_id uuid,
  read integer not null default '0',
  accepted integer not null default '0',
  rejected integer not null default '0',
  duplicate integer not null default '0',
  created integer not null default '0',
  updated integer not null default '0',
  unchanged integer not null default '0',
  left_count integer not null default '0',
  columns text [] not null default '{}',
  taken_back_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_data_import primary key (id)
);
create table destination (
  id uuid not null,
  name text not null,
  url text not null,
  format text not null,
  exercise boolean not null default false,
  secret bytea not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint uq_destination_name unique (name),
  constraint pk_destination primary key (id)
);
create table trace (
  id uuid not null,
  preset jsonb not null,
  as_of timestamptz not null,
  max_level integer not null,
  direction text not null default 'forward',
  levels_done integer not null default '0',
  counts jsonb not null default '{}',
  timings jsonb not null default '{}',
  windows jsonb not null default '[]',
  warnings jsonb not null default '[]',
  requested_by uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_trace primary key (id)
);
create table export (
  id uuid not null,
  kind text not null,
  format text not null,
  trace_id uuid,
  destination_id uuid,
  filter jsonb not null default '{}',
  purpose text not null,
  scope jsonb not null,
  columns text [] not null default '{}',
  rows integer not null default '0',
  left_out integer not null default '0',
  sha256 text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_export primary key (id)
);
create table delivery (
  id uuid not null,
  export_id uuid not null,
  destination_id uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_delivery primary key (id)
);
create table delivery_attempt (
  id uuid not null,
  delivery_id uuid not null,
  part integer not null,
  attempt integer not null,
  http_status integer,
  outcome text not null,
  receipt jsonb,
  difference text,
  at timestamptz not null default now(),
  constraint pk_delivery_attempt primary key (id)
);
create table export_part (
  export_id uuid not null,
  part integer not null,
  name text not null,
  file_id uuid not null,
  rows integer not null,
  sha256 text not null,
  constraint pk_export_part primary key (export_id, part)
);
create table import_reject (
  import_id uuid not null,
  row integer not null,
  column_name text,
  reason text not null,
  cells text [] not null,
  constraint pk_import_reject primary key (import_id, row)
);
create table user_account (
  id uuid not null,
  username text not null,
  password_hash text,
  role text not null,
  full_name text not null,
  phone text,
  organisation_id uuid,
  site_id uuid,
  worker_id uuid,
  unit_codes text [],
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint uq_user_account_username unique (username),
  constraint pk_user_account primary key (id)
);
create table invitation (
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  constraint uq_invitation_token_hash unique (token_hash),
  constraint pk_invitation primary key (id)
);
create table isolation (
  id uuid not null,
  worker_no integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  case_id uuid,
  reason text not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_isolation primary key (id)
);
create table outbox (
  id bigserial not null,
  work_id uuid not null,
  available_at timestamptz not null default now(),
  constraint pk_outbox primary key (id)
);
create table place_move (
  id bigserial not null,
  place_id uuid not null,
  from_parent_id uuid,
  to_parent_id uuid,
  moved_at timestamptz not null default now(),
  moved_by uuid not null,
  constraint pk_place_move primary key (id)
);
create table preset (
  id text not null,
  name text not null,
  reference text not null,
  valid_from date not null,
  valid_to date,
  parameters jsonb not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  constraint pk_preset primary key (id)
);
create table proximity (
  day date not null,
  id bigserial not null,
  worker_no integer not null,
  other_no integer not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  import_id uuid,
  constraint uq_proximity_day_worker_no_other_no_started_at_ended_at unique (day, worker_no, other_no, started_at, ended_at),
  constraint pk_proximity primary key (day, id)
) partition by range (day);
create table refresh_token (
  id uuid not null,
  family_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  constraint uq_refresh_token_token_hash unique (token_hash),
  constraint pk_refresh_token primary key (id)
);
create table stay (
  day date not null,
  id bigserial not null,
  worker_no integer not null,
  place_no integer not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  evidence stay_evidence not null,
  import_id uuid,
  constraint uq_stay_day_worker_no_place_no_started_at_ended_at_evidence unique (day, worker_no, place_no, started_at, ended_at, evidence),
  constraint pk_stay primary key (day, id)
) partition by range (day);
create table stay_derivation (
  id uuid not null,
  organisation_id uuid not null,
  day date not null,
  requested integer not null default '1',
  done integer not null default '0',
  stays integer not null default '0',
  constraint uq_stay_derivation_organisation_id_day unique (organisation_id, day),
  constraint pk_stay_derivation primary key (id)
);
create table stored_file_chunk (
  file_id uuid not null,
  seq integer not null,
  data bytea not null,
  constraint pk_stored_file_chunk primary key (file_id, seq)
);
create table trace_case (
  trace_id uuid not null,
  case_id uuid not null,
  constraint pk_trace_case primary key (trace_id, case_id)
);
create table trace_contact (
  trace_id uuid not null,
  person_no integer not null,
  worker_no integer not null,
  level smallint not null,
  position integer not null,
  exposed_at timestamptz,
  earliest_at timestamptz,
  last_exposure_at timestamptz,
  near_seconds bigint not null default '0',
  room_seconds bigint not null default '0',
  dose double precision not null default '0',
  score double precision not null default '0',
  is_case boolean not null default false,
  sources integer not null default '0',
  added_because text,
  added_by uuid,
  constraint pk_trace_contact primary key (trace_id, person_no)
);
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
create table trace_time (
  trace_id uuid not null,
  hop smallint not null,
  person_no integer not null,
  reached_at timestamptz not null,
  constraint pk_trace_time primary key (trace_id, hop, person_no)
);
create table trace_review (
  id uuid not null,
  trace_id uuid not null,
  person_no integer not null,
  decision text not null,
  reason text not null,
  decided_by uuid not null,
  decided_at timestamptz not null default now(),
  constraint pk_trace_review primary key (id)
);
create table work (
  id uuid not null,
  job text not null,
  status text not null default 'queued',
  progress real not null default '0',
  attempt integer not null default '0',
  failures integer not null default '0',
  takeovers integer not null default '0',
  lease_until timestamptz,
  run_after timestamptz not null default now(),
  error jsonb,
  version integer not null default '0',
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  constraint pk_work primary key (id)
);
create index ix_administrative_unit_path on administrative_unit (path);
create index ix_organisation_unit_code on organisation (unit_code);
create index ix_site_organisation_id on site (organisation_id);
create index ix_place_code on place (code);
create index ix_place_parent_id on place (parent_id);
create index ix_place_site_id on place (site_id);
create index ix_worker_person_no on worker (person_no);
create index ix_worker_code on worker (code);
create index ix_assignment_place_no on assignment (place_no);
create index ix_assignment_worker_no_kind_valid_from on assignment (worker_no, kind, valid_from);
create index ix_audit_event_subject on audit_event (subject);
create index ix_audit_event_at on audit_event (at);
create index ix_case_record_worker_id on case_record (worker_id);
create index ix_check_in_place_no_at on check_in (place_no, at);
create index ix_check_in_worker_no_at on check_in (worker_no, at);
create index ix_check_in_organisation_id_at on check_in (organisation_id, at);
create index ix_check_in_key_day on check_in_key (day);
create index ix_code_token_worker_no on code_token (worker_no);
create index ix_code_token_place_no on code_token (place_no);
create index ix_data_import_organisation_id on data_import (organisation_id);
create index ix_export_created_by on export (created_by);
create index ix_delivery_export_id on delivery (export_id);
create index ix_delivery_attempt_delivery_id_part on delivery_attempt (delivery_id, part);
create index ix_user_account_organisation_id on user_account (organisation_id);
create index ix_isolation_case_id on isolation (case_id);
create index ix_isolation_worker_no on isolation (worker_no);
create index ix_outbox_available_at on outbox (available_at);
create index ix_place_move_place_id on place_move (place_id);
create index ix_proximity_other_no on proximity (other_no);
create index ix_refresh_token_user_id on refresh_token (user_id);
create index ix_refresh_token_family_id on refresh_token (family_id);
create index ix_stay_place_no_started_at on stay (place_no, started_at);
create index ix_trace_case_case_id on trace_case (case_id);
create index ix_trace_contact_person_no on trace_contact (person_no);
create index ix_trace_contact_trace_id_position on trace_contact (trace_id, position);
create index ix_trace_review_trace_id_person_no on trace_review (trace_id, person_no);
create index ix_work_status_run_after on work (status, run_after);
create index ix_worker_search_name on worker using gin (search_name gin_trgm_ops);
alter table organisation add constraint fk_organisation_unit_code foreign key (unit_code) references administrative_unit(code);
alter table site add constraint fk_site_unit_code foreign key (unit_code) references administrative_unit(code);
alter table site add constraint fk_site_organisation_id foreign key (organisation_id) references organisation(id);
alter table place add constraint fk_place_parent_id foreign key (parent_id) references place(id);
alter table place add constraint fk_place_unit_code foreign key (unit_code) references administrative_unit(code);
alter table place add constraint fk_place_organisation_id foreign key (organisation_id) references organisation(id);
alter table place add constraint fk_place_site_id foreign key (site_id) references site(id);
alter table worker add constraint fk_worker_site_id foreign key (site_id) references site(id);
alter table worker add constraint fk_worker_organisation_id foreign key (organisation_id) references organisation(id);
alter table worker add constraint fk_worker_person_no foreign key (person_no) references person(no);
alter table assignment add constraint fk_assignment_place_no foreign key (place_no) references place(no);
alter table assignment add constraint fk_assignment_worker_no foreign key (worker_no) references worker(no) on delete cascade;
alter table case_record add constraint fk_case_record_worker_id foreign key (worker_id) references worker(id);
alter table code_token add constraint fk_code_token_worker_no foreign key (worker_no) references worker(no) on delete cascade;
alter table code_token add constraint fk_code_token_place_no foreign key (place_no) references place(no);
alter table data_import add constraint fk_data_import_file_id foreign key (file_id) references stored_file(id) on delete set null;
alter table data_import add constraint fk_data_import_organisation_id foreign key (organisation_id) references organisation(id);
alter table export add constraint fk_export_destination_id foreign key (destination_id) references destination(id);
alter table export add constraint fk_export_trace_id foreign key (trace_id) references trace(id);
alter table delivery add constraint fk_delivery_destination_id foreign key (destination_id) references destination(id);
alter table delivery add constraint fk_delivery_export_id foreign key (export_id) references export(id) on delete cascade;
alter table delivery_attempt add constraint fk_delivery_attempt_delivery_id foreign key (delivery_id) references delivery(id) on delete cascade;
alter table export_part add constraint fk_export_part_file_id foreign key (file_id) references stored_file(id);
alter table export_part add constraint fk_export_part_export_id foreign key (export_id) references export(id) on delete cascade;
alter table import_reject add constraint fk_import_reject_import_id foreign key (import_id) references data_import(id) on delete cascade;
alter table user_account add constraint fk_user_account_worker_id foreign key (worker_id) references worker(id);
alter table user_account add constraint fk_user_account_site_id foreign key (site_id) references site(id);
alter table user_account add constraint fk_user_account_organisation_id foreign key (organisation_id) references organisation(id);
alter table invitation add constraint fk_invitation_user_id foreign key (user_id) references user_account(id) on delete cascade;
alter table isolation add constraint fk_isolation_case_id foreign key (case_id) references case_record(id);
alter table isolation add constraint fk_isolation_worker_no foreign key (worker_no) references worker(no);
alter table place_move add constraint fk_place_move_place_id foreign key (place_id) references place(id);
alter table refresh_token add constraint fk_refresh_token_user_id foreign key (user_id) references user_account(id) on delete cascade;
alter table stay_derivation add constraint fk_stay_derivation_organisation_id foreign key (organisation_id) references organisation(id);
alter table stored_file_chunk add constraint fk_stored_file_chunk_file_id foreign key (file_id) references stored_file(id) on delete cascade;
alter table trace_case add constraint fk_trace_case_case_id foreign key (case_id) references case_record(id);
alter table trace_case add constraint fk_trace_case_trace_id foreign key (trace_id) references trace(id) on delete cascade;
alter table trace_contact add constraint fk_trace_contact_trace_id foreign key (trace_id) references trace(id) on delete cascade;
alter table trace_edge add constraint fk_trace_edge_trace_id foreign key (trace_id) references trace(id) on delete cascade;
alter table trace_time add constraint fk_trace_time_trace_id foreign key (trace_id) references trace(id) on delete cascade;
alter table trace_review add constraint fk_trace_review_trace_id foreign key (trace_id) references trace(id) on delete cascade;

-- UUID version 7 (RFC 9562) for rows that SQL makes; PostgreSQL has its own only from 18 on
create function uuid_v7() returns uuid language sql volatile as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing
        substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- A day's partition, made once. ATTACH, because CREATE … PARTITION OF would lock out every reader of the parent.
create function ensure_day_partition(parent text, partition_day date) returns void language plpgsql as $$
declare
  child text := parent || '_' || to_char(partition_day, 'YYYYMMDD');
begin
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

/** The first schema. Constraint names are those of SnakeNamingStrategy, so that the drift check finds nothing. */
export class Initial1700000000001 implements MigrationInterface {
  name = 'Initial1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEMA);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function ensure_day_partition(text, date);
      drop function uuid_v7();
      drop table administrative_unit, organisation, site, place, person, worker, assignment, audit_event, case_record, check_in, check_in_key, code_token, stored_file, data_import, destination, trace, export, delivery, delivery_attempt, export_part, import_reject, user_account, invitation, isolation, outbox, place_move, preset, proximity, refresh_token, stay, stay_derivation, stored_file_chunk, trace_case, trace_contact, trace_edge, trace_time, trace_review, work cascade;
      drop type stay_evidence;
    `);
  }
}
