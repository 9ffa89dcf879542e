import { useState } from 'react';
import { useMe } from '../use-organisation';
import { type ListView, viewIn } from './filters';

/** How this person has set up the list of workers on this device. */
export function useListView(): [ListView, (view: ListView) => void] {
  const key = `truyvet.workers.${useMe().id}`;
  const [view, setView] = useState(() => viewIn(localStorage.getItem(key)));
  const keep = (next: ListView): void => {
    localStorage.setItem(key, JSON.stringify(next));
    setView(next);
  };
  return [view, keep];
}
