import { RouterProvider } from 'react-router/dom';
import { renderPage } from '../common/app-root';
import { SessionGate } from '../common/session-gate';
import { usePortalWords } from '../words/portal';
import { router } from './router';

function Portal() {
  const { title } = usePortalWords();
  return (
    <SessionGate title={title} roles={['enterprise_admin', 'personnel']}>
      {() => <RouterProvider router={router} />}
    </SessionGate>
  );
}

renderPage(<Portal />);
