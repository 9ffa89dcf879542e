import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './page.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { isPassing } from '../api/problem';
import { tabStore } from '../api/token-store';
import { createServices, ServicesProvider } from './services';
import { readable, theme } from './theme';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < 2 && isPassing(error), staleTime: 10_000 },
    // what changes something is repeated by the person alone
    mutations: { retry: false },
  },
});

/** Puts a page of the portal or the console into the document, with all that it stands on. */
export function renderPage(page: ReactNode): void {
  const services = createServices(tabStore());
  createRoot(document.getElementById('page')!).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={readable}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'truyvet.theme' })}
      >
        <QueryClientProvider client={queryClient}>
          <ServicesProvider services={services}>
            <Notifications position="bottom-right" />
            {page}
          </ServicesProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
