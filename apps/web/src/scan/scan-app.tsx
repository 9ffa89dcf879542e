import type { Me } from '@app/contracts';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useServices, useSession } from '../common/services';
import { useCommonWords } from '../words/common';
import { useGateWords } from '../words/gate';
import { useScanWords } from '../words/scan';
import { Settings } from './common/settings';
import { Sheet } from './common/sheet';
import { SignIn } from './common/sign-in';
import { useDevice } from './gate/device';
import { EnrolForm } from './gate/enrol-form';
import { useUpdate } from './updates';

// a worker's phone loads nothing of the gate, and a gate nothing of the worker's pages
const DeviceGate = lazy(() => import('./gate/device-gate').then((module) => ({ default: module.DeviceGate })));
const GuardGate = lazy(() => import('./gate/guard-gate').then((module) => ({ default: module.GuardGate })));
const WorkerPages = lazy(() => import('./worker/worker-pages').then((module) => ({ default: module.WorkerPages })));

export function ScanApp() {
  const update = useUpdate();
  const { update: words } = useScanWords();
  return (
    <Suspense fallback={<Starting />}>
      {update && (
        <p className="update" role="status">
          {words.ready}{' '}
          <button type="button" onClick={update}>
            {words.load}
          </button>
        </p>
      )}
      <Audience />
    </Suspense>
  );
}

/** A device is a gate whoever is signed in; else the role says which pages are shown. */
function Audience() {
  const device = useDevice();
  const state = useSession();
  if (device) return <DeviceGate key={device.id} device={device} />;
  if (state.status === 'starting') return <Starting />;
  if (!('me' in state)) return <Welcome />;
  return (
    <>
      <OfRole key={state.me.id} me={state.me} />
      {state.status === 'expired' && <SignInAgain username={state.me.username} />}
    </>
  );
}

function OfRole({ me }: { me: Me }) {
  const { organisationId, workerId } = me.scope;
  if (me.role === 'worker' && workerId) return <WorkerPages workerId={workerId} />;
  if (me.role === 'gate_guard' && organisationId) return <GuardGate organisationId={organisationId} me={me} />;
  return <WrongRole me={me} />;
}

const Starting = () => {
  const { loading } = useCommonWords();
  return (
    <main className="alone">
      <p role="status">{loading}</p>
    </main>
  );
};

/** A small sheet in the middle of an empty page. */
function Alone({ children }: { children: ReactNode }) {
  const { product } = useCommonWords();
  const { welcome } = useScanWords();
  return (
    <main className="alone stack">
      <header>
        <img src="/icon.svg" alt="" width={72} height={72} />
        <h1>{product}</h1>
        <p>{welcome}</p>
      </header>
      {children}
      <Settings />
    </main>
  );
}

function Welcome() {
  const { enrol } = useGateWords();
  const [enrols, setEnrols] = useState(false);
  return (
    <Alone>
      <section className="card">
        <SignIn />
      </section>
      <button type="button" className="quiet" onClick={() => setEnrols(true)}>
        {enrol.open}
      </button>
      {enrols && (
        <Sheet title={enrol.title} onClose={() => setEnrols(false)}>
          <EnrolForm />
        </Sheet>
      )}
    </Alone>
  );
}

function SignInAgain({ username }: { username: string }) {
  const { session } = useServices();
  const { signIn: words } = useCommonWords();
  return (
    <Sheet title={words.again}>
      <p>{words.againWhy}</p>
      <SignIn username={username} />
      <button type="button" className="quiet" onClick={() => void session.signOut()}>
        {words.other}
      </button>
    </Sheet>
  );
}

function WrongRole({ me }: { me: Me }) {
  const { session } = useServices();
  const { roles, home, signIn: words } = useCommonWords();
  return (
    <Alone>
      <section className="card stack">
        <h2>{words.wrongRole}</h2>
        <p>{words.wrongRoleWhy(roles[me.role])}</p>
        <a className="quiet" href="/">
          {home}
        </a>
        <button type="button" className="quiet" onClick={() => void session.signOut()}>
          {words.other}
        </button>
      </section>
    </Alone>
  );
}
