import { localDate, secondsOf } from '@app/contracts';
import { JOURNAL_HOURS, type Trace } from '@app/database';
import { NEWS, type Snapshot } from '@app/presence';
import type { EntityManager } from 'typeorm';

/** Persons of whom isolations were noted, and persons who gained or lost a record, since the list of a trace was found. */
export async function noted(
  manager: EntityManager,
  traceId: string,
): Promise<{ isolated: number[]; rejoined: number[] }> {
  const [seen] = await manager.query<{ snapshot: Snapshot }[]>('select snapshot from trace_seen where trace_id = $1', [
    traceId,
  ]);
  if (!seen) return { isolated: [], rejoined: [] };
  const [row] = await manager.query<[{ isolated: number[]; rejoined: number[] }]>(
    `select array(select distinct w.person_no from presence_change c cross join unnest(c.worker_nos) given(worker_no)
                    join worker w on w.no = given.worker_no where ${NEWS} and c.kind = 'isolation') as isolated,
            array(select distinct given.person_no from presence_change c cross join unnest(c.person_nos) given(person_no)
                    where ${NEWS} and c.kind = 'person') as rejoined`,
    [seen.snapshot],
  );
  return row;
}

interface FollowedRow {
  revise_id: string;
  windows: Trace['windows'];
  as_of: Date;
  as_of_given: boolean;
  snapshot: Snapshot | null;
}

/**
 * Ids of the work of followed traces for which something is noted that their list has not taken into account: presence of
 * a day in their window, or an isolation, a case, a place that hangs elsewhere, a record that became another person's.
 * Those whose list is older than the journal reaches back count as well.
 * @param looked what whoever asks has dealt with already
 */
export async function tracesWithNews(manager: EntityManager, looked: Snapshot | undefined): Promise<string[]> {
  const followed = await manager.query<FollowedRow[]>(
    `select t.revise_id, t.windows, t.as_of, t.as_of_given,
            case when $1 or s.at > now() - $2 * interval '1 hour' then s.snapshot end as snapshot
     from trace t left join trace_seen s on s.trace_id = t.id
       -- a snapshot of the future was taken in another database
       and pg_snapshot_xmax(s.snapshot::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())
     where t.followed`,
    [looked !== undefined, JOURNAL_HOURS / 2],
  );
  if (followed.length === 0) return [];
  const rows = await manager.query<{ revise_id: string }[]>(
    `select f.revise_id from unnest($2::uuid[], $3::text[], $4::date[], $5::date[]) as f(revise_id, snapshot, first, last)
     where f.snapshot is null or exists (
       select from presence_change c
       where c.xid >= greatest(pg_snapshot_xmin(f.snapshot::pg_snapshot), pg_snapshot_xmin($1::pg_snapshot))::text::bigint
         and not pg_visible_in_snapshot(c.xid::text::xid8, f.snapshot::pg_snapshot)
         and ($1 is null or not pg_visible_in_snapshot(c.xid::text::xid8, $1::pg_snapshot))
         and case when c.kind in ('stay', 'proximity') then c.day between f.first and f.last
              else c.kind not in ('worker', 'place') end)`,
    [
      looked ?? null,
      followed.map((row) => row.revise_id),
      followed.map(({ snapshot }) => snapshot),
      followed.map(({ windows, as_of }) => localDate(Math.min(secondsOf(as_of), ...windows.map(({ from }) => from)))),
      followed.map(({ as_of, as_of_given }) => (as_of_given ? localDate(secondsOf(as_of)) : 'infinity')),
    ],
  );
  return rows.map(({ revise_id }) => revise_id);
}
