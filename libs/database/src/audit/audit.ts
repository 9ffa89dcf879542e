import { Inject, Injectable } from '@nestjs/common';
import { type Actor, localDate, secondsOf, startOfNextDate } from '@app/contracts';
import { DomainError, ENVIRONMENT, type Environment } from '@app/platform';
import type { EntityManager } from 'typeorm';

export interface AuditEntry {
  /** `noun.verb`, for instance `worker.read`. */
  action: string;
  /** What was acted on, as `kind:id`; ids only. Of a worker it is whom the deed concerned, too. */
  subject?: string;
  /** Ids of the workers whose data were read or changed. */
  workers?: readonly string[];
  /** The same by their numbers. */
  workerNos?: readonly number[];
  /** How many people's data it concerned; the number of `workers` unless given. */
  count?: number;
  /** How many people it takes from what the account may read of in a day; the number of `workers` unless given. */
  volume?: number;
  /** Why it was done, in a word; follows from the role unless given. */
  purpose?: string;
  /** The cases it was done for; those of the trace or case that is the subject unless given. */
  caseIds?: readonly string[];
  /** The trace it was done for, whose cases those are; the subject unless given. */
  traceId?: string | null;
  /** Filters, columns, reasons; never personal data. */
  details?: Record<string, unknown>;
}

/** What people of a role are there for: the purpose of what they do unless a deed has one of its own. */
const PURPOSES: Record<Actor['role'], string> = {
  province_admin: 'administration',
  health_officer: 'outbreak',
  enterprise_admin: 'personnel',
  personnel: 'personnel',
  gate_guard: 'gate',
  worker: 'own_data',
  auditor: 'audit',
  service: 'exchange',
};

/**
 * One statement: the event with the numbers of its subjects and their digest, and its place among those that wait to be
 * sealed. Whoever adds an event in another way leaves it outside the chain, which `npm run audit:verify` finds.
 */
const RECORD = `
  select truyvet_record_event($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as people`;

const idIn = (subject: string | undefined, kind: string): string[] =>
  subject?.startsWith(`${kind}:`) ? [subject.slice(kind.length + 1)] : [];

/** The record of who read or changed what, why, and of whom. Written in the transaction of the deed. */
@Injectable()
export class Audit {
  private readonly mostPeople: Environment['PEOPLE_PER_DAY'];

  constructor(@Inject(ENVIRONMENT) { PEOPLE_PER_DAY }: Pick<Environment, 'PEOPLE_PER_DAY'>) {
    this.mostPeople = PEOPLE_PER_DAY;
  }

  /** @throws too_many_requests when the account has read of more people today than its role may: nothing is done then */
  async record(manager: EntityManager, actor: Actor | null, entry: AuditEntry): Promise<void> {
    const { action, subject, workers = idIn(subject, 'worker'), workerNos = [], details = {} } = entry;
    const count = entry.count ?? (entry.workers ?? entry.workerNos)?.length ?? 1;
    const purpose = entry.purpose ?? (actor ? PURPOSES[actor.role] : 'job');
    const now = secondsOf(new Date());
    const [read] = await manager.query<{ people: number | null }[]>(RECORD, [
      ...[actor?.userId ?? null, actor?.role ?? null, action, subject ?? null, count, JSON.stringify(details)],
      ...[workers, workerNos, entry.caseIds ?? idIn(subject, 'case')],
      ...[entry.traceId ?? idIn(subject, 'trace')[0] ?? null, purpose],
      ...[localDate(now), entry.volume ?? workers.length + workerNos.length],
    ]);
    if (!actor || (read?.people ?? 0) <= this.mostPeople[actor.role]) return;
    const wait = startOfNextDate(localDate(now)) - now;
    throw new DomainError('too_many_requests', 'More people than your role may read of in a day.', undefined, wait);
  }
}
