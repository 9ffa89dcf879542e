import { RouterProvider } from 'react-router/dom';
import { renderPage } from '../common/app-root';
import { SessionGate } from '../common/session-gate';
import { useConsoleWords } from '../words/console';
import { router } from './router';

function Console() {
  const { title } = useConsoleWords();
  return (
    <SessionGate title={title} roles={['health_officer']}>
      {() => <RouterProvider router={router} />}
    </SessionGate>
  );
}

renderPage(<Console />);
