import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gate devices, what they say of their clocks, check-ins that are taken back, and limits of an organisation's own. */
export class Devices1700000000011 implements MigrationInterface {
  name = 'Devices1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table device (
        id uuid not null,
        organisation_id uuid not null,
        site_id uuid not null,
        place_id uuid,
        name text not null,
        code_hash bytea,
        code_expires_at timestamptz not null,
        token_hash bytea,
        enrolled_at timestamptz,
        last_seen_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now(),
        constraint uq_device_code_hash unique (code_hash),
        constraint uq_device_token_hash unique (token_hash),
        constraint pk_device primary key (id)
      );
      create index ix_device_organisation_id on device (organisation_id);
      alter table device
        add constraint fk_device_organisation_id foreign key (organisation_id) references organisation(id),
        add constraint fk_device_site_id foreign key (site_id) references site(id),
        add constraint fk_device_place_id foreign key (place_id) references place(id);
      alter table organisation
        add presence_days smallint,
        add pack_names boolean not null default false;
      alter table check_in
        add offline boolean not null default false,
        add skew_seconds integer,
        add voided_at timestamptz,
        add voided_by uuid,
        add void_reason text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table check_in
        drop offline, drop skew_seconds, drop voided_at, drop voided_by, drop void_reason;
      alter table organisation drop presence_days, drop pack_names;
      drop table device;
    `);
  }
}
