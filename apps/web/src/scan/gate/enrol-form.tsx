import { useState, type FormEvent } from 'react';
import { Transport } from '../../api/transport';
import { useGateWords } from '../../words/gate';
import { Camera } from '../codes/camera';
import { Field } from '../common/field';
import { Problem } from '../common/problem';
import { keepDevice } from './device';

/** Makes this browser a gate device: the code is typed, pasted or scanned. */
export function EnrolForm() {
  const { enrol: words } = useGateWords();
  const [code, setCode] = useState('');
  const [scans, setScans] = useState(false);
  const [error, setError] = useState<unknown>();
  const enrol = async (given: string): Promise<void> => {
    setError(undefined);
    setScans(false);
    try {
      keepDevice(await new Transport().call('POST /devices/enrol', { body: { code: given.trim() } }));
    } catch (refusal) {
      setError(refusal);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enrol(code);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{words.why}</p>
      {scans && <Camera onCode={(text) => void enrol(text)} />}
      <Field label={words.code} autoComplete="off" spellCheck={false} required value={code} onText={setCode} />
      <Problem error={error} />
      <button type="submit" className="main">
        {words.submit}
      </button>
      {!scans && (
        <button type="button" className="quiet" onClick={() => setScans(true)}>
          {words.scan}
        </button>
      )}
    </form>
  );
}
