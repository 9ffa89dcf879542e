import type { MigrationInterface, QueryRunner } from 'typeorm';

const DATED = `
  cycle smallint,
  days smallint[] not null,
  valid_from date not null,
  valid_to date`;

const ROSTERS = `
create table shift_pattern (
  organisation_id uuid not null,
  code text not null,
  start_minute integer not null,
  end_minute integer not null,${DATED},
  constraint pk_shift_pattern primary key (organisation_id, code, valid_from),
  constraint fk_shift_pattern_organisation_id foreign key (organisation_id) references organisation(id)
);
create table bus_trip (
  organisation_id uuid not null,
  code text not null,
  place_no integer not null,
  direction text not null,
  shift text,
  stops text[] not null default '{}',
  start_minute integer not null,
  end_minute integer not null,${DATED},
  constraint pk_bus_trip primary key (organisation_id, code, valid_from),
  constraint fk_bus_trip_organisation_id foreign key (organisation_id) references organisation(id),
  constraint fk_bus_trip_place_no foreign key (place_no) references place(no)
);
create table canteen_sitting (
  organisation_id uuid not null,
  code text not null,
  place_no integer not null,
  shift text,
  start_minute integer not null,
  end_minute integer not null,${DATED},
  constraint pk_canteen_sitting primary key (organisation_id, code, valid_from),
  constraint fk_canteen_sitting_organisation_id foreign key (organisation_id) references organisation(id),
  constraint fk_canteen_sitting_place_no foreign key (place_no) references place(no)
);
create table roster_day (
  worker_no integer not null,
  day date not null,
  shift text,
  place_no integer,
  constraint pk_roster_day primary key (worker_no, day),
  constraint fk_roster_day_worker_no foreign key (worker_no) references worker(no) on delete cascade,
  constraint fk_roster_day_place_no foreign key (place_no) references place(no)
);
create table route_stop (
  worker_no integer not null,
  valid_from date not null,
  position integer not null,
  place_no integer not null,
  start_minute integer,
  end_minute integer,
  valid_to date,
  constraint pk_route_stop primary key (worker_no, valid_from, position),
  constraint fk_route_stop_worker_no foreign key (worker_no) references worker(no) on delete cascade,
  constraint fk_route_stop_place_no foreign key (place_no) references place(no)
);
create index ix_bus_trip_place_no on bus_trip (place_no);
create index ix_canteen_sitting_place_no on canteen_sitting (place_no);
create index ix_roster_day_place_no on roster_day (place_no);
create index ix_route_stop_place_no on route_stop (place_no);
alter table site add roster_fill text not null default 'passed-gate';
`;

const HEALTH = `
create table health_test (
  id uuid not null default uuid_v7(),
  worker_no integer not null,
  kind text not null,
  sampled_at timestamptz not null,
  result text not null,
  sample_code text,
  ct real,
  recorded_by uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_health_test primary key (id),
  constraint uq_health_test_worker_no_sampled_at_kind unique (worker_no, sampled_at, kind),
  constraint fk_health_test_worker_no foreign key (worker_no) references worker(no) on delete cascade
);
create table vaccine_dose (
  id uuid not null default uuid_v7(),
  worker_no integer not null,
  given_on date not null,
  vaccine text not null,
  lot text,
  recorded_by uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_vaccine_dose primary key (id),
  constraint uq_vaccine_dose_worker_no_given_on unique (worker_no, given_on),
  constraint fk_vaccine_dose_worker_no foreign key (worker_no) references worker(no) on delete cascade
);
create table health_declaration (
  id uuid not null default uuid_v7(),
  worker_no integer not null,
  declared_at timestamptz not null,
  symptoms boolean not null,
  recorded_by uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_health_declaration primary key (id),
  constraint uq_health_declaration_worker_no_declared_at unique (worker_no, declared_at),
  constraint fk_health_declaration_worker_no foreign key (worker_no) references worker(no) on delete cascade
);
`;

const GATE = `
create table gate_rule (
  id uuid not null default uuid_v7(),
  organisation_id uuid,
  reason text not null,
  decision text not null,
  enabled boolean not null default true,
  parameters jsonb not null default '{}',
  valid_from date not null,
  valid_to date,
  constraint pk_gate_rule primary key (id),
  constraint uq_gate_rule_organisation_id_reason_valid_from unique (organisation_id, reason, valid_from),
  constraint fk_gate_rule_organisation_id foreign key (organisation_id) references organisation(id)
);
insert into gate_rule (reason, decision, enabled, parameters, valid_from) values
  ('isolated', 'stop', true, '{}', '2000-01-01'),
  ('positive_test', 'stop', true, '{}', '2000-01-01'),
  ('symptoms_declared', 'stop', true, '{"maxAgeDays": 14}', '2000-01-01'),
  ('test_overdue', 'warn', false, '{"maxAgeDays": 7}', '2000-01-01'),
  ('declaration_missing', 'warn', false, '{"maxAgeDays": 0}', '2000-01-01'),
  ('left_company', 'warn', true, '{}', '2000-01-01'),
  ('wrong_site', 'warn', true, '{}', '2000-01-01'),
  ('other_shift', 'warn', false, '{"graceMinutes": 120}', '2000-01-01'),
  ('code_replayed', 'warn', true, '{}', '2000-01-01');
alter table check_in
  add overridden_decision text,
  add overridden_at timestamptz,
  add overridden_by uuid,
  add override_note text;
`;

/**
 * Who is meant to be where and when (shifts, rosters by day, buses, canteen sittings, routes), what is known of people's
 * health, and what a gate does about it: rules as rows, and what a guard decided otherwise.
 */
export class RostersAndGateRules1700000000010 implements MigrationInterface {
  name = 'RostersAndGateRules1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROSTERS + HEALTH + GATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table check_in drop overridden_decision, drop overridden_at, drop overridden_by, drop override_note;
      alter table site drop roster_fill;
      drop table gate_rule, health_declaration, vaccine_dose, health_test, route_stop, roster_day, canteen_sitting,
        bus_trip, shift_pattern;
    `);
  }
}
