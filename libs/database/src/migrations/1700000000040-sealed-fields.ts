import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Identity numbers, phones, addresses, notes of cases and cells of rejected rows are sealed. Migrations have no keys: the
 * values wait in `plain_field`, which the next start of a service empties (`sealPlainFields`).
 */
export class SealedFields1700000000040 implements MigrationInterface {
  name = 'SealedFields1700000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table plain_field (
        field text not null,
        row_id text not null,
        value text not null,
        constraint pk_plain_field primary key (field, row_id)
      );
      insert into plain_field
        select 'worker.identity_number', id::text, identity_number from worker where identity_number is not null union all
        select 'worker.phone', id::text, phone from worker where phone is not null union all
        select 'worker.address', id::text, address from worker where address is not null union all
        select 'user_account.phone', id::text, phone from user_account where phone is not null union all
        select 'case_record.note', id::text, note from case_record where note is not null union all
        select 'import_reject.cells', import_id || ':' || row, to_jsonb(cells)::text from import_reject;
      -- a mark that stays until the tables have been written anew
      insert into plain_field select '', '', '' where exists (select from plain_field);
      alter table worker drop identity_number, drop phone, drop address;
      alter table worker add identity_number bytea, add phone bytea, add phone_index bytea, add address bytea;
      create index ix_worker_phone_index on worker (phone_index);
      alter table user_account drop phone;
      alter table user_account add phone bytea;
      alter table case_record drop note;
      alter table case_record add note bytea;
      alter table import_reject drop cells;
      alter table import_reject add cells bytea;
    `);
  }

  /** @throws Error when anything is sealed: it cannot be read without the keys */
  async down(runner: QueryRunner): Promise<void> {
    const [{ sealed }] = (await runner.query(`select exists (
        select from worker where coalesce(identity_number, phone, address) is not null union all
        select from user_account where phone is not null union all
        select from case_record where note is not null union all
        select from import_reject where cells is not null) as sealed`)) as [{ sealed: boolean }];
    if (sealed) throw new Error('Fields are sealed: the schema of before cannot hold them.');
    await runner.query(`
      alter table import_reject drop cells, add cells text[] not null default '{}';
      alter table case_record drop note, add note text;
      alter table user_account drop phone, add phone text;
      drop index ix_worker_phone_index;
      alter table worker drop identity_number, drop phone, drop phone_index, drop address;
      alter table worker add identity_number text, add phone text, add address text;
      drop table plain_field;
    `);
  }
}
