import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a list of contacts was made from, so that a later one can mark what was added. Earlier exports were of traces that
 * were done; which additions by hand they saw was not written down, so nothing is compared with them (`revision` is null).
 */
export class ListsSoFar1700000000003 implements MigrationInterface {
  name = 'ListsSoFar1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trace
        add revision integer not null default '0',
        add additions integer not null default '0';
      alter table trace_contact
        add addition integer,
        add since_revision integer not null default '0';
      update trace_contact c set addition = n.addition
        from (select trace_id, person_no, row_number() over (partition by trace_id order by position, person_no) as addition
              from trace_contact where added_because is not null) n
        where c.trace_id = n.trace_id and c.person_no = n.person_no;
      update trace t set additions = n.additions
        from (select trace_id, max(addition) as additions from trace_contact group by trace_id) n
        where t.id = n.trace_id and n.additions is not null;
      alter table export
        add complete boolean,
        add levels_done integer,
        add revision integer,
        add additions integer,
        add as_of timestamptz,
        add since uuid,
        add added_rows integer;
      update export e set complete = true, levels_done = t.levels_done, as_of = t.as_of
        from trace t where t.id = e.trace_id and e.sha256 is not null;
      create index ix_export_trace_id on export (trace_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ix_export_trace_id;
      alter table export
        drop complete, drop levels_done, drop revision, drop additions, drop as_of, drop since, drop added_rows;
      alter table trace_contact drop addition, drop since_revision;
      alter table trace drop revision, drop additions;
    `);
  }
}
