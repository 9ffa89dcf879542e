import { useState } from 'react';

/** What a guard has chosen on this device; the same after a reload. */
export function useKept(name: string): [string | undefined, (value: string) => void] {
  const key = `truyvet.${name}`;
  const [value, setValue] = useState(() => localStorage.getItem(key) ?? undefined);
  const choose = (chosen: string): void => {
    localStorage.setItem(key, chosen);
    setValue(chosen);
  };
  return [value, choose];
}
