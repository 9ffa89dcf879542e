import { type Actor, type CaseFilter, idKey } from '@app/contracts';
import { type CaseRecord, cursorOf, organisationScope } from '@app/database';
import type { EntityManager } from 'typeorm';

/** A case with the code of its worker, as it is answered. */
export interface CaseRow {
  id: string;
  worker_id: string;
  worker_code: string;
  organisation_id: string;
  onset_on: string | null;
  sampled_on: string;
  confirmed_at: Date | null;
  isolated_at: Date | null;
  note: Buffer | null;
  status: CaseRecord['status'];
  created_at: Date;
}

const COLUMNS = `c.id, c.worker_id, w.code as worker_code, w.organisation_id, c.onset_on::text, c.sampled_on::text,
  c.confirmed_at, c.isolated_at, c.note, c.status, c.created_at`;

/** One more than a page of cases in the actor's scope, newest first. */
export function findCases(manager: EntityManager, actor: Actor, filter: CaseFilter): Promise<CaseRow[]> {
  const scope = organisationScope(actor, 'w.organisation_id', 4);
  const after = cursorOf(filter, idKey);
  return manager.query(
    `select ${COLUMNS} from case_record c join worker w on w.id = c.worker_id
     where ($1::text is null or c.status = $1) and ($2::uuid is null or c.id < $2) and ${scope.sql}
     order by c.id desc limit $3`,
    [filter.status ?? null, after?.[0] ?? null, filter.limit + 1, ...scope.parameters],
  );
}

/** Those of the given cases that lie in the actor's scope. */
export function casesInScope(manager: EntityManager, actor: Actor, ids: readonly string[]): Promise<CaseRow[]> {
  const scope = organisationScope(actor, 'w.organisation_id', 2);
  return manager.query(
    `select ${COLUMNS} from case_record c join worker w on w.id = c.worker_id
     where c.id = any($1::uuid[]) and ${scope.sql} order by c.id`,
    [ids, ...scope.parameters],
  );
}
