import type { Actor } from '@app/contracts';
import { FollowUp, Isolation, newId } from '@app/database';
import { In, type EntityManager } from 'typeorm';

/** A mark before and after a step. */
export interface Step {
  before: FollowUp | undefined;
  after: Omit<FollowUp, 'changedAt'>;
}

/**
 * Lets isolations go along with quarantines: gates stop whoever is apart, and the next list does not count meetings of
 * that time. One that was a mistake is deleted; others end, with the release or when somebody was not found where he was
 * to be. Sets `isolationId` of the marks.
 */
export async function followQuarantines(
  manager: EntityManager,
  actor: Actor,
  steps: readonly Step[],
  at: Date,
): Promise<void> {
  const opened: Partial<Isolation>[] = [];
  const [ended, mistaken]: [string[], string[]] = [[], []];
  for (const { before, after } of steps) {
    const current = before?.isolationId ?? null;
    if (after.state === 'quarantined' && before?.state !== 'quarantined') {
      after.isolationId = newId();
      const whose = { id: after.isolationId, workerNo: after.workerNo, startedAt: after.quarantinedAt! };
      opened.push({ ...whose, reason: 'follow-up', createdBy: actor.userId });
      if (current) mistaken.push(current);
    } else if (current && (after.state === 'to_notify' || after.state === 'notified')) {
      after.isolationId = null;
      mistaken.push(current);
    } else if (current && before?.state === 'quarantined' && after.state !== 'quarantined') ended.push(current);
  }
  if (mistaken.length > 0) await manager.delete(Isolation, { id: In(mistaken) });
  if (ended.length > 0) await manager.update(Isolation, { id: In(ended) }, { endedAt: at });
  if (opened.length > 0) await manager.insert(Isolation, opened);
}
