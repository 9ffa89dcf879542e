import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Client } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { Clocks } from './clocks';
import { eventStore } from './event-store';
import { keepSending } from './keep-sending';
import { Outbox, type OutboxState, type Service } from './outbox';

/** One for the page: what it counts begins with it. */
const clocks = new Clocks();
/** A batch that is not through by then is sent again. */
const MOST_WAIT_MS = 20_000;

/** @param staff calls that a device may not make */
export const serviceOf = (sender: Client, staff: Client): Service => ({
  batch: async (body) => {
    const late = AbortSignal.timeout(MOST_WAIT_MS);
    try {
      return await sender.call('POST /check-ins/batch', { body }, late);
    } catch (error) {
      throw late.aborted ? new ProblemError('offline', 0) : error;
    }
  },
  override: async (id, note) => {
    await staff.call('POST /check-ins/:id/override', { params: { id }, body: { decision: 'allow', note } });
  },
});

/** What waits on this device for somebody; undefined until the device has remembered. */
export function useOutbox(owner: string, makeService: () => Service): Outbox | undefined {
  const [outbox, setOutbox] = useState<Outbox>();
  useEffect(() => {
    const made = new Outbox(owner, eventStore, makeService(), clocks);
    let stop: (() => void) | undefined;
    let isWanted = true;
    void made.open().then(() => {
      if (!isWanted) return;
      stop = keepSending(made);
      setOutbox(made);
    });
    return () => {
      isWanted = false;
      stop?.();
    };
  }, [owner]);
  return outbox;
}

export const useOutboxState = (outbox: Outbox): OutboxState => useSyncExternalStore(outbox.subscribe, outbox.snapshot);
