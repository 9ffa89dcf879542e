import { type Actor, isoOf, projectPerson, type WorkerAnswer, type WorkerAtGate } from '@app/contracts';
import type { WorkerCipher } from '@app/database';
import type { WorkerRow } from './workers.queries.js';

/** A row as this actor may see it: what is not for the actor is not even opened. */
export function answerFor(cipher: WorkerCipher, actor: Actor, row: WorkerRow): WorkerAnswer | WorkerAtGate {
  const times = { createdAt: isoOf(row.createdAt), updatedAt: isoOf(row.updatedAt) };
  const seen = projectPerson(actor, row, { ...row, ...times });
  const { identityNumber = null, phone = null, address = null } = seen;
  const opened = cipher.open(row.id, { identityNumber, phone, address });
  return { ...seen, ...projectPerson(actor, row, opened) } as WorkerAnswer | WorkerAtGate;
}
