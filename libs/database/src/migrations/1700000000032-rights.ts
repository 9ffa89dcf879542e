import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people may ask about their data, and when it is due (docs/decisions/0033-rights-of-the-person.md). */
export class Rights1700000000032 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table rights_request (
        id uuid not null,
        worker_id uuid not null,
        kind text not null,
        wish bytea,
        requested_by uuid,
        requested_at timestamptz not null default now(),
        due_on date not null,
        status text not null default 'open',
        decided_by uuid,
        decided_at timestamptz,
        reason text,
        kept jsonb not null default '[]',
        constraint pk_rights_request primary key (id),
        constraint fk_rights_request_worker_id foreign key (worker_id) references worker (id)
      );
      create index ix_rights_request_worker_id on rights_request (worker_id);
      create index ix_rights_request_status_due_on on rights_request (status, due_on);
      alter table worker add column erased_at timestamptz;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table worker drop column erased_at;
      drop table rights_request;
    `);
  }
}
