import {
  type Actor,
  idKey,
  isoOf,
  isoOrNull,
  type RightsQuery,
  type RightsRequest,
  type RightsWish,
} from '@app/contracts';
import { cursorOf, organisationScope, type RightsRequestRow } from '@app/database';
import type { Keys } from '@app/platform';
import type { EntityManager } from 'typeorm';

export type StoredRequest = RightsRequestRow & { workerCode: string; organisationId: string };

const SELECT = `
  select r.id, r.worker_id as "workerId", r.kind, r.wish, r.requested_by as "requestedBy", r.requested_at as "requestedAt",
    r.due_on::text as "dueOn", r.status, r.decided_at as "decidedAt", r.reason, r.kept, w.code as "workerCode",
    w.organisation_id as "organisationId"
  from rights_request r join worker w on w.id = r.worker_id`;

/** Of one worker, newest first. */
export const requestsOf = (manager: EntityManager, workerId: string): Promise<StoredRequest[]> =>
  manager.query(`${SELECT} where r.worker_id = $1 order by r.id desc limit 500`, [workerId]);

/** One of the actor's organisations. */
export async function requestInScope(
  manager: EntityManager,
  actor: Actor,
  id: string,
): Promise<StoredRequest | undefined> {
  const { sql, parameters } = organisationScope(actor, 'w.organisation_id', 2);
  const rows = await manager.query<StoredRequest[]>(`${SELECT} where r.id = $1 and ${sql} for update of r`, [
    id,
    ...parameters,
  ]);
  return rows[0];
}

/** One more than a page of the actor's organisations' requests, newest first. @param today local date */
export function requestsInScope(
  manager: EntityManager,
  actor: Actor,
  query: RightsQuery,
  today: string,
): Promise<StoredRequest[]> {
  const { sql, parameters } = organisationScope(actor, 'w.organisation_id', 5);
  return manager.query(
    `${SELECT} where case when $1 = 'overdue' then r.status in ('open', 'accepted') and r.due_on < $2::date
                          else r.status = $1 end
       and ($3::uuid is null or r.id < $3) and ${sql} order by r.id desc limit $4`,
    [query.status, today, cursorOf(query, idKey)?.[0] ?? null, query.limit + 1, ...parameters],
  );
}

const contextOf = (id: string): string => `rights_request:${id}`;

export const sealWish = (keys: Keys, id: string, wish: RightsWish): Buffer =>
  keys.encrypt(JSON.stringify(wish), contextOf(id));

/** What a request asks for; empty once it is decided. */
export const wishOf = (keys: Keys, { id, wish }: Pick<StoredRequest, 'id' | 'wish'>): RightsWish =>
  wish ? (JSON.parse(keys.decrypt(wish, contextOf(id))) as RightsWish) : {};

export function requestAnswer(keys: Keys, row: StoredRequest, today: string): RightsRequest {
  const { wish: _sealed, decidedBy: _by, requestedAt, decidedAt, ...rest } = row;
  const { fields = null, note = null } = wishOf(keys, row);
  const isWaiting = row.status === 'open' || row.status === 'accepted';
  return {
    ...rest,
    ...{ fields, note, requestedAt: isoOf(requestedAt), decidedAt: isoOrNull(decidedAt) },
    overdue: isWaiting && row.dueOn < today,
  };
}
