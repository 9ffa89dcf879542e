import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is done about the contacts of a case. */
export class FollowUp1700000000060 implements MigrationInterface {
  name = 'FollowUp1700000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table follow_up (
        id uuid not null,
        case_id uuid not null,
        worker_no integer not null,
        state text not null,
        due_on date,
        note bytea,
        notified_at timestamptz,
        quarantined_at timestamptz,
        released_at timestamptz,
        isolation_id uuid,
        changed_by uuid not null,
        changed_at timestamptz not null default now(),
        constraint pk_follow_up primary key (id),
        constraint uq_follow_up_case_id_worker_no unique (case_id, worker_no)
      );
      create index ix_follow_up_worker_no on follow_up (worker_no);
      create index ix_follow_up_isolation_id on follow_up (isolation_id);
      alter table follow_up add constraint fk_follow_up_case_id foreign key (case_id) references case_record(id);
      alter table follow_up add constraint fk_follow_up_worker_no foreign key (worker_no) references worker(no);
      alter table follow_up add constraint fk_follow_up_isolation_id
        foreign key (isolation_id) references isolation(id) on delete set null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table follow_up');
  }
}
