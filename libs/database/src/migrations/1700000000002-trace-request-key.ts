import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Traces know what was asked, so that the same question while one runs finds it. Null: made before they did. */
export class TraceRequestKey1700000000002 implements MigrationInterface {
  name = 'TraceRequestKey1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trace add column request_key text;
      create index ix_trace_request_key on trace (request_key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table trace drop column request_key');
  }
}
