/** Where a refresh token is kept between two loads of a page. */
export interface TokenStore {
  read(): string | null;
  write(token: string | null): void;
  /** Runs alone among the pages that share the store: a refresh token is good for one use. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

const KEY = 'truyvet.refresh';

const storeIn = (storage: Storage): Pick<TokenStore, 'read' | 'write'> => ({
  read: () => storage.getItem(KEY),
  write: (token) => (token === null ? storage.removeItem(KEY) : storage.setItem(KEY, token)),
});

/** Ends with the tab: on a shared computer nothing is left behind (docs/decisions/0035). */
export const tabStore = (): TokenStore => ({ ...storeIn(sessionStorage), alone: (work) => work() });

/** Outlives the battery: for the phone of a guard or a worker. */
export const deviceStore = (): TokenStore => ({
  ...storeIn(localStorage),
  alone: (work) => ('locks' in navigator ? navigator.locks.request(KEY, work) : work()),
});
