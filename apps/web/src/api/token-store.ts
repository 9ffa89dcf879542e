import type { Me } from '@app/contracts';

/** What is kept of a session between two loads of a page. */
export interface Kept {
  refreshToken: string;
  me: Me;
}

/** Where a session is kept. */
export interface TokenStore {
  read(): Kept | null;
  write(kept: Kept | null): void;
  /** Runs alone among the pages that share the store: a refresh token is good for one use. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

const KEY = 'truyvet.session';

const storeIn = (storage: Storage): Pick<TokenStore, 'read' | 'write'> => ({
  read: () => JSON.parse(storage.getItem(KEY) ?? 'null') as Kept | null,
  write: (kept) => (kept === null ? storage.removeItem(KEY) : storage.setItem(KEY, JSON.stringify(kept))),
});

/** Ends with the tab: on a shared computer nothing is left behind (docs/decisions/0035). */
export const tabStore = (): TokenStore => ({ ...storeIn(sessionStorage), alone: (work) => work() });

/** Outlives the battery: for the phone of a guard or a worker. */
export const deviceStore = (): TokenStore => ({
  ...storeIn(localStorage),
  alone: (work) => ('locks' in navigator ? navigator.locks.request(KEY, work) : work()),
});
