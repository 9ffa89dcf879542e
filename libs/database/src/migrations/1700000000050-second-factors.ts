import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Second factors of accounts, and what limits wrong sign-ins across processes. */
export class SecondFactors1700000000050 implements MigrationInterface {
  name = 'SecondFactors1700000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table second_factor (
        user_id uuid not null,
        secret bytea not null,
        confirmed_at timestamptz,
        last_step integer,
        last_address bytea,
        last_family uuid,
        created_at timestamptz not null default now(),
        constraint pk_second_factor primary key (user_id)
      );
      create table known_address (
        user_id uuid not null,
        address bytea not null,
        seen_at timestamptz not null default now(),
        constraint pk_known_address primary key (user_id, address)
      );
      create table sign_in_limit (
        key bytea not null,
        wrong integer not null default 0,
        last_at timestamptz not null default now(),
        not_before timestamptz,
        constraint pk_sign_in_limit primary key (key)
      );
      create index ix_sign_in_limit_last_at on sign_in_limit (last_at);
      alter table second_factor add constraint fk_second_factor_user_id
        foreign key (user_id) references user_account(id) on delete cascade;
      alter table known_address add constraint fk_known_address_user_id
        foreign key (user_id) references user_account(id) on delete cascade;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table second_factor, known_address, sign_in_limit');
  }
}
