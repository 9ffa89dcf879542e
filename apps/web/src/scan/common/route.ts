import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** Which part of the page is shown: what stands behind `#`, so that one kept document serves them all without a network. */
export const useRoute = (): string => useSyncExternalStore(subscribe, () => location.hash.slice(1));
