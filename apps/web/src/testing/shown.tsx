import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Client } from '../api/client';
import { Session } from '../api/session';
import type { TokenStore } from '../api/token-store';
import { Transport } from '../api/transport';
import { ServicesProvider } from '../common/services';
import { ME, type PageServer } from './page-server';

/** A store that remembers ME until it is told otherwise. */
function storeOfOne(): TokenStore {
  let kept: ReturnType<TokenStore['read']> = { refreshToken: 'kept', me: ME };
  return { read: () => kept, write: (next) => void (kept = next), alone: (work) => work() };
}

/** Puts a part of a page into a document, with a server behind it and ME signed in, and gives somebody who uses it. */
export async function show(part: ReactNode, server: PageServer) {
  const transport = new Transport(server.fetch);
  const session = new Session(transport, storeOfOne());
  await session.start();
  const services = { session, client: new Client(transport, session), transport };
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <ServicesProvider services={services}>{part}</ServicesProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), session };
}
