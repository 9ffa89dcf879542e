import type { OwnCheckIn } from '@app/contracts';
import type { Client } from '../../api/client';
import type { Outbox } from '../outbox/outbox';
import type { Ruling } from '../outbox/recorded';

/** How a check-in went; without `answer` it is on the device and waits. */
export interface CheckedIn {
  id: string;
  answer?: Ruling & { refused: boolean };
  /** Where and which way, as soon as the service has told. */
  where: Promise<OwnCheckIn | undefined>;
}

interface With {
  outbox: Outbox;
  client: Client;
  workerId: string;
}

/** So long a worker waits for the service before the device says that it has kept it. */
const PATIENCE_MS = 4_000;

/** Records that a worker is at a place; what is shown is on the disk before. */
export async function checkInAt(
  { outbox, client, workerId }: With,
  code: string,
  direction: 'scan' | 'in' | 'out',
): Promise<CheckedIn> {
  const { id } = await outbox.record({ direction, code, place: '' });
  const online = outbox.snapshot().link === 'online';
  const answer = online ? await outbox.answerTo(id, PATIENCE_MS) : undefined;
  if (!answer) return { id, where: Promise.resolve(undefined) };
  if (answer.refused) {
    await outbox.amend(id, { looked: true }); // it is on the screen
    return { id, answer, where: Promise.resolve(undefined) };
  }
  return { id, answer, where: whereOf(client, workerId, id) };
}

/** The answer to a check-in does not say where it was; the history does. Without it less is shown, and nothing is wrong. */
async function whereOf(client: Client, workerId: string, id: string): Promise<OwnCheckIn | undefined> {
  const list = client.call('GET /workers/:id/check-ins', { params: { id: workerId }, query: { limit: 5 } });
  const latest = await list.catch(() => undefined);
  return latest?.items.find((item) => item.id === id);
}
