import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import { Client } from '../api/client';
import { Session, type SessionState } from '../api/session';
import type { TokenStore } from '../api/token-store';
import { Transport } from '../api/transport';

interface Services {
  session: Session;
  client: Client;
  /** For calls of nobody: what leads to a session. */
  transport: Transport;
}

const Context = createContext<Services | undefined>(undefined);

/** The session and the client of a page, and the session's first look at what the store remembers. */
export function createServices(store: TokenStore): Services {
  const transport = new Transport();
  const session = new Session(transport, store);
  void session.start();
  return { session, client: new Client(transport, session), transport };
}

export const ServicesProvider = ({ services, children }: { services: Services; children: ReactNode }) => (
  <Context.Provider value={services}>{children}</Context.Provider>
);

export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error('outside ServicesProvider');
  return services;
}

export const useClient = (): Client => useServices().client;

export function useSession(): SessionState {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, session.snapshot);
}
