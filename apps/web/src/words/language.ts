import { useSyncExternalStore } from 'react';

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'truyvet.language';
const listeners = new Set<() => void>();
let current: Language = localStorage.getItem(KEY) === 'en' ? 'en' : 'vi';
document.documentElement.lang = current;

/** Vietnamese unless somebody has chosen English on this device. */
export const language = (): Language => current;

export function setLanguage(chosen: Language): void {
  current = chosen;
  localStorage.setItem(KEY, chosen);
  document.documentElement.lang = chosen;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language);

/** A hook that gives the words of one dictionary in the language of the page; both languages have every key. */
export function dictionary<Words>(words: Record<Language, Words>): () => Words {
  return () => words[useLanguage()];
}
