import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { AuditCut, AuditSeal } from '../entities/index.js';
import type { ChainedEvent } from './chain.js';
import type { StoredLog } from './verify-chain.js';

/** Seals are read a few at a time: one may hold a thousand events. */
const AT_ONCE = 20;

const EVENT = `
  select e.id::text, (extract(epoch from e.at) * 1000000)::bigint::text as at, e.actor_id as "actorId", e.role, e.action,
    e.subject, e.count, e.details::text, e.purpose, e.case_ids as "caseIds", e.subjects,
    e.subjects_digest as "subjectsDigest"
  from audit_event e`;

export const eventsById = (manager: EntityManager, ids: readonly string[]): Promise<ChainedEvent[]> =>
  manager.query(`${EVENT} where e.id = any($1::bigint[]) order by e.id`, [ids]);

/** The oldest events that wait to be sealed; whoever seals has them to itself. */
export const waitingEvents = (manager: EntityManager, limit: number): Promise<ChainedEvent[]> =>
  manager.query(
    `${EVENT} join (select event_id from audit_pending order by event_id limit $1 for update skip locked) p
       on p.event_id = e.id order by e.id`,
    [limit],
  );

export const lastSeal = (manager: EntityManager): Promise<AuditSeal | null> =>
  manager.findOne(AuditSeal, { where: {}, order: { no: 'desc' } });

export const lastCut = (manager: EntityManager): Promise<AuditCut | null> =>
  manager.findOne(AuditCut, { where: {}, order: { no: 'desc' } });

/** The log in the database, as of the manager's snapshot. */
export const storedLog = (manager: EntityManager): StoredLog => ({
  cut: () => lastCut(manager),
  sealed: () => sealed(manager),
  stray: async () => {
    const [row] = await manager.query<{ id: string }[]>(
      `select e.id::text from audit_event e
       left join (select unnest(event_ids) as id from audit_seal) s on s.id = e.id
       left join audit_pending p on p.event_id = e.id
       where s.id is null and p.event_id is null order by e.id limit 1`,
    );
    return row?.id ?? null;
  },
  waiting: async () => {
    const [row] = await manager.query<{ id: string; at: Date | null }[]>(
      `select p.event_id::text as id, e.at from audit_pending p left join audit_event e on e.id = p.event_id
       order by e.at nulls first limit 1`,
    );
    return row ?? null;
  },
});

async function* sealed(manager: EntityManager): ReturnType<StoredLog['sealed']> {
  for (let no = -1; ;) {
    const seals = await manager
      .createQueryBuilder(AuditSeal, 's')
      .where('s.no > :no', { no })
      .orderBy('s.no')
      .take(AT_ONCE)
      .getMany();
    if (seals.length === 0) return;
    const events = await eventsById(
      manager,
      seals.flatMap(({ eventIds }) => eventIds),
    );
    const byId = new Map(events.map((event) => [event.id, event]));
    for (const seal of seals) yield { seal, events: byId };
    no = seals.at(-1)!.no;
  }
}

/** The seals, oldest first, that were made by `before`. */
export const oldSeals = (manager: EntityManager, before: Date, limit: number): Promise<AuditSeal[]> =>
  manager.find(AuditSeal, { where: { sealedAt: LessThanOrEqual(before) }, order: { no: 'asc' }, take: limit });
