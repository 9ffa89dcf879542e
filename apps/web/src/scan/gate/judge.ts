import { type OfflinePack, PackError, type PackVerdict } from '@app/contracts';
import type { Outbox, Seen } from '../outbox/outbox';
import type { Ruling } from '../outbox/recorded';

/** What the gate shows. */
export interface Verdict extends Ruling {
  id: string;
  /** Whose it is, where the organisation lets its devices know. */
  name: string | null;
  /** Who said so: the service, the device by its pack, or nobody. */
  by: 'service' | 'pack' | 'nobody';
  /** The service did not take it. */
  refused: boolean;
  at: number;
}

export interface PackAtHand {
  pack: Pick<OfflinePack, 'lookup'>;
  now: () => Date;
}

/** So long a gate waits for the service before it judges by itself: nobody is to queue for a slow network. */
const PATIENCE_MS = 1_500;

/**
 * Judges somebody who stands at the gate. The event is on the disk first; then the service is asked, and where it does not
 * answer in time the pack, and without one a person has to look.
 */
export async function judge(outbox: Outbox, ready: PackAtHand | undefined, seen: Seen): Promise<Verdict> {
  const [event, known] = [await outbox.record(seen), await lookUp(ready, seen.badge ?? '')];
  const { id, takenAt: at } = event;
  const name = known?.name ?? null;
  const online = outbox.snapshot().link === 'online';
  const answer = online ? await outbox.answerTo(id, PATIENCE_MS) : undefined;
  if (answer) {
    // it is on the screen of whoever stands there
    if (answer.refused) await outbox.amend(id, { looked: true });
    return { id, name, at, ...answer, by: 'service' };
  }
  const ruling = known ?? { decision: 'warn', reasons: ['unverified'] };
  const { decision, reasons } = ruling;
  await outbox.amend(id, { shown: { decision, reasons } });
  return { id, name, at, decision, reasons, by: known ? 'pack' : 'nobody', refused: false };
}

async function lookUp(ready: PackAtHand | undefined, badge: string): Promise<PackVerdict | undefined> {
  try {
    return await ready?.pack.lookup(badge, ready.now());
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return undefined; // its time is over
  }
}
