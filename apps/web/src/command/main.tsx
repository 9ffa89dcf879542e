import { RouterProvider } from 'react-router/dom';
import { renderPage } from '../common/app-root';
import { SessionGate } from '../common/session-gate';
import { useCommandWords } from '../words/command';
import { router } from './router';

function Command() {
  const { title } = useCommandWords();
  return (
    <SessionGate title={title} roles={['province_admin', 'health_officer']}>
      {() => <RouterProvider router={router} />}
    </SessionGate>
  );
}

renderPage(<Command />);
