import { useCallback } from 'react';
import { useClient, useServices } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { useScanWords } from '../../words/scan';
import { Asked } from '../common/asked';
import { Problem } from '../common/problem';
import { Settings } from '../common/settings';
import { useLoad } from '../common/use-load';
import { useOutboxState } from '../outbox/use-outbox';
import { forgetOwnThings } from './own-things';
import { useOwn } from './own';
import { OwnRights } from './own-rights';

export function MorePage() {
  const { more: words } = useScanWords();
  return (
    <div className="stack">
      <h1>{words.title}</h1>
      <OwnRecord />
      <OwnRights />
      <Settings />
      <SignOut />
    </div>
  );
}

function OwnRecord() {
  const { more: words } = useScanWords();
  const client = useClient();
  const { workerId } = useOwn();
  const { data, error, reload } = useLoad(
    useCallback(() => client.call('GET /workers/:id', { params: { id: workerId } }), [client, workerId]),
  );
  const lines = data
    ? [
        [words.code, data.code],
        [words.place, data.placeCode],
        [words.shift, data.shift],
      ]
    : [];
  return (
    <section className="card" aria-label={words.me}>
      <Problem error={error} onRetry={reload} />
      {data && <h2>{data.fullName}</h2>}
      <dl>
        {lines.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

/** What is not sent yet stays on the phone: whoever signs out is told. */
function SignOut() {
  const { session } = useServices();
  const { signOut } = useCommonWords();
  const { signOut: words } = useScanWords();
  const { workerId, outbox } = useOwn();
  const { waiting } = useOutboxState(outbox);
  return (
    <Asked
      label={signOut}
      question={waiting > 0 ? words.ask(waiting) : undefined}
      sure={words.sure}
      onSure={() => void forgetOwnThings(workerId).then(() => session.signOut())}
    />
  );
}
