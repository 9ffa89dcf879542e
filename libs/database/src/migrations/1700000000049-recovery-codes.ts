import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways back for who has lost the authenticator, and accounts that are closed while somebody uses them. */
export class RecoveryCodes1700000000049 implements MigrationInterface {
  name = 'RecoveryCodes1700000000049';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recovery_code (
        user_id uuid not null,
        code_hash bytea not null,
        created_at timestamptz not null default now(),
        constraint pk_recovery_code primary key (user_id, code_hash),
        constraint fk_recovery_code_user_id foreign key (user_id) references user_account(id) on delete cascade
      );
      create index ix_user_account_disabled_at on user_account (disabled_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recovery_code; drop index ix_user_account_disabled_at');
  }
}
