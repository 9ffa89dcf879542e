import { createContext, useContext } from 'react';
import type { Outbox } from '../outbox/outbox';

interface Own {
  workerId: string;
  outbox: Outbox;
}
export const OwnContext = createContext<Own | undefined>(undefined);

/** Whose pages these are, and what waits to be sent. */
export function useOwn(): Own {
  const own = useContext(OwnContext);
  if (!own) throw new Error('outside WorkerPages');
  return own;
}
