import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many people an account has read of in a day, and who let a large export go (docs/decisions/0028-purpose.md). */
export class Purpose1700000000031 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table people_read (
        account_id uuid not null,
        day date not null,
        people integer not null,
        constraint pk_people_read primary key (account_id, day)
      );
      create index ix_people_read_day on people_read (day);
      alter table export add column people integer not null default '0', add column most_people integer not null default '1000', add column decision text,
        add column decided_by uuid, add column decided_at timestamptz;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table export drop column people, drop column most_people, drop column decision, drop column decided_by, drop column decided_at;
      drop table people_read;
    `);
  }
}
