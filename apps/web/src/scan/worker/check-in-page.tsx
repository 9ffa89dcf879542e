import { useRef, useState, type FormEvent } from 'react';
import { useClient } from '../../common/services';
import { useScanWords } from '../../words/scan';
import { Camera } from '../codes/camera';
import { Repeats } from '../codes/repeats';
import { Choice } from '../common/choice';
import { Field } from '../common/field';
import { Icon } from '../common/icon';
import { type CheckedIn, checkInAt } from './check-in';
import { CheckInResult } from './check-in-result';
import { OwnGateNotice } from './own-gate';
import { useOwn } from './own';

type Way = 'scan' | 'in' | 'out';

/** A worker says where they are: by the camera, or by the code that is printed under the picture. */
export function CheckInPage() {
  const { checkIn: words, camera } = useScanWords();
  const client = useClient();
  const { workerId, outbox } = useOwn();
  const repeats = useRef(new Repeats());
  const [way, setWay] = useState<Way>('scan');
  const [typed, setTyped] = useState('');
  const [scans, setScans] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<CheckedIn>();

  const record = async (code: string): Promise<void> => {
    setBusy(true);
    setScans(false);
    setDone(await checkInAt({ outbox, client, workerId }, code, way));
    setBusy(false);
    setTyped('');
  };
  const seen = (code: string): void => {
    if (!busy && repeats.current.isNew(code, Date.now())) void record(code);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void record(typed);
  };

  return (
    <div className="stack">
      <h1>{words.title}</h1>
      <OwnGateNotice key={done?.id} />
      {scans ? (
        <div className="stack">
          <Camera onCode={seen} />
          <button type="button" className="quiet" onClick={() => setScans(false)}>
            {camera.close}
          </button>
        </div>
      ) : (
        <button type="button" className="main huge" onClick={() => setScans(true)}>
          <Icon name="scan" />
          {camera.open}
        </button>
      )}
      <p className="hint">{words.hint}</p>
      <Choice label={words.way} options={words.ways} value={way} onChoose={setWay} />
      <form className="card stack" onSubmit={submit}>
        <Field
          label={words.code}
          hint={words.codeHint}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="send"
          required
          className="typed"
          value={typed}
          onText={setTyped}
        />
        <button type="submit" className="main" aria-busy={busy}>
          {busy ? words.busy : words.submit}
        </button>
      </form>
      {done && <CheckInResult done={done} onClose={() => setDone(undefined)} />}
    </div>
  );
}
