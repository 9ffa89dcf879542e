import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the contents of a file were deleted; its name, size and digest stay (docs/decisions/0034-retention-everywhere.md). */
export class EmptiedFiles1700000000033 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table stored_file add column emptied_at timestamptz');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table stored_file drop column emptied_at');
  }
}
