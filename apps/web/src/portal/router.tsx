import type { Me } from '@app/contracts';
import { createBrowserRouter } from 'react-router';
import { NotFound, PageFault } from '../common/faults';
import { Frame } from '../common/frame';
import { useSession } from '../common/services';
import { Loading } from '../common/states';
import { usePortalWords } from '../words/portal';
import { HomePage } from './home/home-page';

function PortalFrame() {
  const { me } = useSession() as { me: Me };
  const { title, pages } = usePortalWords();
  const everybody = [
    { to: '/', label: pages.home },
    { to: '/workers', label: pages.workers },
    { to: '/imports', label: pages.imports },
    { to: '/sites', label: pages.sites },
    { to: '/live', label: pages.live },
    { to: '/gate', label: pages.gate },
    { to: '/rights', label: pages.rights },
  ];
  const administrators = [
    { to: '/accounts', label: pages.accounts },
    { to: '/setup', label: pages.setup },
  ];
  const destinations = me.role === 'enterprise_admin' ? [...everybody, ...administrators] : everybody;
  return <Frame title={title} me={me} destinations={destinations} />;
}

/** The home page comes with the entry, every other page when somebody goes there. */
export const router = createBrowserRouter(
  [
    {
      element: <PortalFrame />,
      errorElement: <PageFault />,
      hydrateFallbackElement: <Loading />,
      children: [
        { index: true, element: <HomePage /> },
        { path: 'workers', lazy: async () => ({ Component: (await import('./workers/workers-page')).WorkersPage }) },
        { path: 'workers/:id', lazy: async () => ({ Component: (await import('./workers/worker-page')).WorkerPage }) },
        {
          path: 'imports',
          lazy: async () => ({ Component: (await import('./imports/import-list-page')).ImportListPage }),
        },
        {
          path: 'imports/new',
          lazy: async () => ({ Component: (await import('./imports/new-import-page')).NewImportPage }),
        },
        { path: 'imports/:id', lazy: async () => ({ Component: (await import('./imports/import-page')).ImportPage }) },
        { path: 'sites', lazy: async () => ({ Component: (await import('./places/sites-page')).SitesPage }) },
        { path: 'live', lazy: async () => ({ Component: (await import('./presence/live-page')).LivePage }) },
        {
          path: 'live/evacuation/:siteId',
          lazy: async () => ({ Component: (await import('./presence/evacuation-page')).EvacuationPage }),
        },
        { path: 'gate', lazy: async () => ({ Component: (await import('./presence/gate-page')).GatePage }) },
        { path: 'rights', lazy: async () => ({ Component: (await import('./rights/rights-page')).RightsPage }) },
        {
          path: 'accounts',
          lazy: async () => ({ Component: (await import('./accounts/accounts-page')).AccountsPage }),
        },
        { path: 'setup', lazy: async () => ({ Component: (await import('./setup/setup-page')).SetupPage }) },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: '/portal' },
);
