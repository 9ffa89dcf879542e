import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is implausible about check-ins: rules as rows, whom they hold back, and what somebody has cleared. */
export class Plausibility1700000000013 implements MigrationInterface {
  name = 'Plausibility1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table plausibility_rule (
        id uuid not null default uuid_v7(),
        organisation_id uuid,
        code text not null,
        enabled boolean not null default true,
        holds boolean not null,
        parameters jsonb not null default '{}',
        constraint pk_plausibility_rule primary key (id),
        constraint uq_plausibility_rule_organisation_id_code unique (organisation_id, code),
        constraint fk_plausibility_rule_organisation_id foreign key (organisation_id) references organisation(id)
      );
      create table plausibility_check (
        id uuid not null,
        organisation_id uuid not null,
        day date not null,
        constraint pk_plausibility_check primary key (id),
        constraint uq_plausibility_check_organisation_id_day unique (organisation_id, day),
        constraint fk_plausibility_check_organisation_id foreign key (organisation_id) references organisation(id)
      );
      insert into plausibility_rule (code, holds) values
        ('closed_hours', false), ('outside_shift', false), ('too_far', false), ('too_many', false),
        ('shared_device', true), ('fixed_interval', false), ('poster_moved', true), ('code_replayed', true);
      alter table check_in
        add held boolean not null default false,
        add cleared_at timestamptz,
        add cleared_by uuid,
        add clear_note text;
      create index ix_check_in_flagged on check_in (organisation_id, at desc, id desc) where result = 'flagged';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ix_check_in_flagged;
      alter table check_in drop held, drop cleared_at, drop cleared_by, drop clear_note;
      drop table plausibility_check, plausibility_rule;
    `);
  }
}
