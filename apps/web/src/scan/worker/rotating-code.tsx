import type { PersonalCode } from '@app/contracts';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../../common/services';
import { useScanWords } from '../../words/scan';
import { Qr } from '../codes/qr';
import { codeShown, stepOf } from '../codes/totp';
import { Problem } from '../common/problem';
import { serviceAhead } from '../common/service-clock';
import { useLoad } from '../common/use-load';
import { kept } from '../outbox/event-store';
import { codeKey } from './own-things';
import { useOwn } from './own';

export function RotatingCode() {
  const { own: words } = useScanWords();
  const client = useClient();
  const { workerId } = useOwn();
  const [error, setError] = useState<unknown>();
  const key = codeKey(workerId);
  const { data, reload } = useLoad(
    useCallback(async () => ({ code: await kept.read<PersonalCode>(key), ahead: await serviceAhead() }), [key]),
  );
  const get = async (): Promise<void> => {
    setError(undefined);
    try {
      await kept.write(key, await client.call('POST /workers/:id/personal-code', { params: { id: workerId } }));
      reload();
    } catch (refusal) {
      setError(refusal);
    }
  };
  if (!data) return null;
  if (data.code) return <Shown code={data.code} ahead={data.ahead} />;
  return (
    <section className="card stack">
      <h2>{words.first}</h2>
      <p>{words.firstWhy}</p>
      <Problem error={error} />
      <button type="button" className="main" onClick={() => void get()}>
        {words.get}
      </button>
    </section>
  );
}

/** @param ahead by how much the service's clock is ahead of the phone's, in milliseconds */
function Shown({ code, ahead }: { code: PersonalCode; ahead: number }) {
  const { own: words } = useScanWords();
  const [now, setNow] = useState(() => Date.now());
  const [text, setText] = useState<string>();
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const { step, left } = stepOf(code, now + ahead);
  useEffect(() => {
    let isWanted = true;
    void codeShown(code, step).then((shown) => isWanted && setText(shown));
    return () => void (isWanted = false);
  }, [code, step]);
  return (
    <section className="card stack centred">
      {text && <Qr text={text} label={words.qr} />}
      <div className="countdown" aria-hidden="true">
        <span style={{ width: `${left * 100}%` }} />
      </div>
      <p className="strong">{words.left(Math.ceil(left * code.stepSeconds))}</p>
      <p className="hint">{words.show}</p>
    </section>
  );
}
