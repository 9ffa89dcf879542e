import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What backward traces store besides: whether a contact qualifies, and the places that cases have in common. */
export class BackwardTraces1700000000004 implements MigrationInterface {
  name = 'BackwardTraces1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trace_contact add qualifies boolean;
      create table trace_place (
        trace_id uuid not null,
        position integer not null,
        place_id uuid not null,
        case_ids uuid[] not null,
        overlap_seconds bigint not null,
        gap_seconds integer not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        constraint pk_trace_place primary key (trace_id, position)
      );
      alter table trace_place add constraint fk_trace_place_trace_id
        foreign key (trace_id) references trace (id) on delete cascade;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table trace_place; alter table trace_contact drop qualifies;');
  }
}
