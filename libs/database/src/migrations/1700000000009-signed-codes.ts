import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
drop table code_token;
alter table place add column poster_version integer not null default 1;
alter table worker add column badge_version integer not null default 1;
alter table worker add column phone_version integer not null default 0;
alter table check_in add column trust text not null default 'typed';
create unlogged table code_use (
  worker_no integer not null,
  place_no integer not null,
  step integer not null,
  check_in_id uuid not null,
  constraint pk_code_use primary key (worker_no, place_no, step)
);
`;

const DOWN = `
drop table code_use;
alter table check_in drop column trust;
alter table worker drop column phone_version;
alter table worker drop column badge_version;
alter table place drop column poster_version;
create table code_token (
  token text not null,
  kind text not null,
  place_no integer,
  worker_no integer,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint pk_code_token primary key (token)
);
create index ix_code_token_worker_no on code_token (worker_no);
create index ix_code_token_place_no on code_token (place_no);
alter table code_token add constraint fk_code_token_worker_no foreign key (worker_no) references worker(no) on delete cascade;
alter table code_token add constraint fk_code_token_place_no foreign key (place_no) references place(no);
`;

/**
 * Codes are signed and have versions, in place of random tokens that are looked up. Random ones given out before are
 * worthless after this: print anew.
 */
export class SignedCodes1700000000009 implements MigrationInterface {
  name = 'SignedCodes1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
