import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Isolations come in by files as well: a worker's by its start, so that a file that is sent again changes nothing. */
export class IsolationFiles1700000000018 implements MigrationInterface {
  name = 'IsolationFiles1700000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- of several with one start the longest says all that they say
      delete from isolation i using isolation o
      where i.case_id is null and o.case_id is null and i.worker_no = o.worker_no and i.started_at = o.started_at
        and (coalesce(i.ended_at, 'infinity'), i.id) < (coalesce(o.ended_at, 'infinity'), o.id);
      alter table isolation alter id set default uuid_v7();
      create unique index ix_isolation_worker_no_started_at on isolation (worker_no, started_at) where case_id is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ix_isolation_worker_no_started_at;
      alter table isolation alter id drop default;
    `);
  }
}
