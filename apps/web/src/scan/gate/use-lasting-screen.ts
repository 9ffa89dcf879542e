import { useEffect } from 'react';

/** The screen of a gate stays on, and its browser is asked to keep what the gate has stored. */
export function useLastingScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const hold = (): void => {
      if (document.hidden || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (held) => (lock = held),
        () => undefined, // a battery that is low may refuse: the screen then goes off as ever
      );
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    if ('storage' in navigator) void navigator.storage.persist();
    return () => {
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, []);
}
