import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an import of workers changes, row by row; columns matched by hand; rejected rows that somebody has mended. */
export class ImportChanges1700000000070 implements MigrationInterface {
  name = 'ImportChanges1700000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table data_import add mapping jsonb, add source_id uuid, add published_at timestamptz;
      alter table import_reject add mended bytea;
      create table import_change (
        id bigserial not null,
        import_id uuid not null,
        state text not null,
        row integer,
        worker_no integer,
        code text not null,
        full_name text not null,
        fields text[] not null default '{}',
        before jsonb,
        constraint pk_import_change primary key (id),
        constraint fk_import_change_import_id foreign key (import_id) references data_import(id) on delete cascade
      );
      create index ix_import_change_import_id_state_id on import_change (import_id, state, id);
      create index ix_import_change_worker_no on import_change (worker_no);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table import_change;
      alter table import_reject drop mended;
      alter table data_import drop mapping, drop source_id, drop published_at;
    `);
  }
}
