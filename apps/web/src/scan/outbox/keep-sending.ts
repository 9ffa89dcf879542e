import type { Outbox } from './outbox';

/** After a failure it is tried again this much later, twice as late each time, up to the most. */
const [FIRST_MS, MOST_MS] = [2_000, 30_000];

/** Sends what waits whenever there is a chance: at once when the network is back, and again and again until then. */
export function keepSending(outbox: Outbox): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_MS;
  let turn = 0;
  const attempt = async (): Promise<void> => {
    const mine = ++turn;
    const { onLine } = navigator;
    if (onLine) await outbox.send();
    else outbox.cutOff();
    if (mine !== turn) return; // somebody else has begun meanwhile
    // where nothing waits, or the device says that it has no network, another look costs nothing
    const isFree = !onLine || outbox.snapshot().link === 'online';
    pause = isFree ? FIRST_MS : Math.min(MOST_MS, pause * 2);
    timer = setTimeout(() => void attempt(), pause);
  };
  const now = (): void => {
    clearTimeout(timer);
    pause = FIRST_MS;
    void attempt();
  };
  const cutOff = (): void => outbox.cutOff();
  addEventListener('online', now);
  addEventListener('offline', cutOff);
  document.addEventListener('visibilitychange', now);
  now();
  return () => {
    turn++;
    clearTimeout(timer);
    removeEventListener('online', now);
    removeEventListener('offline', cutOff);
    document.removeEventListener('visibilitychange', now);
  };
}
