import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A gate that is busy writes less: it asks for stays once until a run takes that, and keeps no plain answer. */
export class DerivationsTaken1700000000017 implements MigrationInterface {
  name = 'DerivationsTaken1700000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stay_derivation add taken integer not null default '0';
      alter table check_in_key alter answer drop not null;

      create function derivation_lock(organisation uuid) returns integer language sql immutable parallel safe
      return hashtext(organisation::text);

      -- Of the days of organisations (parallel arrays) those for which nobody has asked since a run last took what was
      -- asked for. Until the transaction ends no run can take them: what it stores is taken along by the run to come.
      -- Volatile, so that rows are read as they are once the locks are held, whatever the caller's statement sees.
      create function days_to_request(organisations uuid[], days date[])
      returns table (organisation_id uuid, day date) language plpgsql volatile as $$
      begin
        perform pg_advisory_xact_lock_shared('stay_derivation'::regclass::integer, one.key)
        from (select distinct derivation_lock(o) as key from unnest(organisations) o order by 1) one;
        return query
          select a.organisation_id, a.day
          from unnest(organisations, days) as a(organisation_id, day)
          left join stay_derivation d on d.organisation_id = a.organisation_id and d.day = a.day
          left join work w on w.id = d.id
          where (d.requested > d.taken and w.status in ('queued', 'running')) is not true;
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function days_to_request;
      drop function derivation_lock;
      update check_in_key set answer = jsonb_build_object('id', id, 'result', 'accepted', 'decision', 'allow',
        'reasons', '[]'::jsonb) where answer is null;
      alter table check_in_key alter answer set not null;
      alter table stay_derivation drop taken;
    `);
  }
}
