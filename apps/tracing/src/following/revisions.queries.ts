import { type Page, positionKey, type RevisionChange } from '@app/contracts';
import { cursorOf } from '@app/database';
import type { EntityManager } from 'typeorm';

/** One more than a page of what a revision changed. */
export const findChanges = (
  manager: EntityManager,
  { traceId, revision }: { traceId: string; revision: number },
  page: Page,
): Promise<(RevisionChange & { position: number })[]> =>
  manager.query(
    `select c.position, w.id as "workerId", w.code as "workerCode", w.organisation_id as "organisationId", c.change,
            c.level_before as "levelBefore", c.level_after as "levelAfter", c.reason,
            (select id from worker where person_no = c.source_person_no order by no limit 1) as "sourceWorkerId"
     from trace_change c join worker w on w.no = c.worker_no
     where c.trace_id = $1 and c.revision = $2 and ($3::int is null or c.position > $3)
     order by c.position limit $4`,
    [traceId, revision, cursorOf(page, positionKey)?.[0] ?? null, page.limit + 1],
  );
