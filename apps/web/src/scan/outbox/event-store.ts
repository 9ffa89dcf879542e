import { type DBSchema, openDB } from 'idb';
import type { Recorded } from './recorded';

/** Where events outlive the page and the battery. */
export interface EventStore {
  load(owner: string): Promise<Recorded[]>;
  /** Is done only when they are on the disk. */
  put(events: readonly Recorded[]): Promise<void>;
  drop(ids: readonly string[]): Promise<void>;
}

interface Schema extends DBSchema {
  events: { key: string; value: Recorded; indexes: { owner: string } };
  kept: { key: string; value: unknown };
}

const open = () =>
  openDB<Schema>('truyvet-scan', 1, {
    upgrade: (database) => {
      database.createObjectStore('events', { keyPath: 'id' }).createIndex('owner', 'owner');
      database.createObjectStore('kept');
    },
  });

let opened: ReturnType<typeof open> | undefined;
const database = () => (opened ??= open());

/** `strict`: an answer is not shown for what a dead battery would take away. */
const DURABLE = { durability: 'strict' } as const;

export const eventStore: EventStore = {
  load: async (owner) => (await database()).getAllFromIndex('events', 'owner', owner),
  put: async (events) => {
    const change = (await database()).transaction('events', 'readwrite', DURABLE);
    await Promise.all([...events.map((event) => change.store.put(event)), change.done]);
  },
  drop: async (ids) => {
    const change = (await database()).transaction('events', 'readwrite');
    await Promise.all([...ids.map((id) => change.store.delete(id)), change.done]);
  },
};

/** Single things that outlive the page. */
export const kept = {
  read: async <T>(key: string): Promise<T | undefined> => (await (await database()).get('kept', key)) as T | undefined,
  write: async (key: string, value: unknown): Promise<void> => {
    await (await database()).put('kept', value, key);
  },
  drop: async (key: string): Promise<void> => (await database()).delete('kept', key),
};
