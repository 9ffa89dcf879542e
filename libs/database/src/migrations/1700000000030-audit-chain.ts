import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log says why and whom it concerned, can only be added to, and is chained (docs/decisions/0027-audit-chain.md).
 * What was written before waits to be sealed like anything else.
 */
export class AuditChain1700000000030 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table audit_event add column purpose text, add column case_ids uuid[],
        add column subjects integer[], add column subjects_digest bytea;
      create index ix_audit_event_subjects on audit_event
        using gist (int4range(subjects[1], subjects[cardinality(subjects)], '[]')) where subjects is not null;
      create table audit_pending (
        event_id bigint not null,
        constraint pk_audit_pending primary key (event_id)
      );
      create table audit_seal (
        no integer not null,
        previous bytea not null,
        event_ids bigint[] not null,
        leaves bytea not null,
        sealed_at timestamptz not null,
        hash bytea not null,
        constraint pk_audit_seal primary key (no)
      );
      create table audit_cut (
        no integer not null,
        hash bytea not null,
        newest_at timestamptz not null,
        cut_at timestamptz not null,
        mac bytea not null,
        constraint pk_audit_cut primary key (no)
      );
      insert into audit_pending select id from audit_event;

      create function audit_refuse() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and tg_nargs = 1
           and (to_jsonb(old)->>tg_argv[0])::timestamptz < now() - interval '180 days' then
          return old;
        end if;
        raise exception 'the audit log is only added to' using errcode = 'insufficient_privilege';
      end $$;
      create trigger audit_event_kept before update or delete on audit_event
        for each row execute function audit_refuse('at');
      create trigger audit_seal_kept before update or delete on audit_seal
        for each row execute function audit_refuse('sealed_at');
      create trigger audit_cut_kept before update or delete on audit_cut
        for each row execute function audit_refuse();
      create trigger audit_event_whole before truncate on audit_event execute function audit_refuse();
      create trigger audit_seal_whole before truncate on audit_seal execute function audit_refuse();
      create trigger audit_cut_whole before truncate on audit_cut execute function audit_refuse();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger audit_event_kept on audit_event;
      drop trigger audit_event_whole on audit_event;
      drop table audit_pending, audit_seal, audit_cut;
      drop function audit_refuse();
      alter table audit_event drop column purpose, drop column case_ids, drop column subjects, drop column subjects_digest;
    `);
  }
}
