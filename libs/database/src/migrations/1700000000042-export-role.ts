import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An export knows the role of who asked for it: what it shows of people depends on that. */
export class ExportRole1700000000042 implements MigrationInterface {
  name = 'ExportRole1700000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table export add role text;
      update export set role = coalesce((select role from user_account u where u.id = export.created_by),
        case when scope ? 'organisationId' then 'enterprise_admin' when scope ? 'unitCodes' then 'health_officer'
             else 'province_admin' end);
      alter table export alter role set not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table export drop role');
  }
}
