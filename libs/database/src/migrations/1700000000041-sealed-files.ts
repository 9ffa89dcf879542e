import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files are sealed piece by piece. Those of before wait in `plain_file_chunk`, as values do in `plain_field`. */
export class SealedFiles1700000000041 implements MigrationInterface {
  name = 'SealedFiles1700000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stored_file_chunk rename to plain_file_chunk;
      alter table plain_file_chunk rename constraint pk_stored_file_chunk to pk_plain_file_chunk;
      alter table plain_file_chunk rename constraint fk_stored_file_chunk_file_id to fk_plain_file_chunk_file_id;
      create table stored_file_chunk (
        file_id uuid not null,
        seq integer not null,
        data bytea not null,
        constraint pk_stored_file_chunk primary key (file_id, seq),
        constraint fk_stored_file_chunk_file_id foreign key (file_id) references stored_file(id) on delete cascade
      );
      -- what is sealed does not get smaller
      alter table stored_file_chunk alter data set storage external;
    `);
  }

  /** @throws Error when a file is sealed: it cannot be read without the keys */
  async down(runner: QueryRunner): Promise<void> {
    const [{ sealed }] = (await runner.query('select exists (select from stored_file_chunk) as sealed')) as [
      { sealed: boolean },
    ];
    if (sealed) throw new Error('Files are sealed: the schema of before cannot hold them.');
    await runner.query(`
      drop table stored_file_chunk;
      alter table plain_file_chunk rename to stored_file_chunk;
      alter table stored_file_chunk rename constraint pk_plain_file_chunk to pk_stored_file_chunk;
      alter table stored_file_chunk rename constraint fk_plain_file_chunk_file_id to fk_stored_file_chunk_file_id;
    `);
  }
}
