import { useCallback, useState, type FormEvent } from 'react';
import { handOver } from '../../common/hand-over';
import { useClient } from '../../common/services';
import { showDate } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useRightsWords } from '../../words/rights';
import { Asked } from '../common/asked';
import { Choice } from '../common/choice';
import { Problem } from '../common/problem';
import { Sheet } from '../common/sheet';
import { type Loaded, useLoad } from '../common/use-load';
import { useOwn } from './own';

type Requests = Awaited<ReturnType<ReturnType<typeof useRights>['load']>>;

function useRights() {
  const client = useClient();
  const { workerId } = useOwn();
  const params = { id: workerId };
  return {
    load: useCallback(() => client.call('GET /workers/:id/requests', { params: { id: workerId } }), [client, workerId]),
    correct: (name: Field, value: string) =>
      client.call('POST /workers/:id/requests', { params, body: { kind: 'correction', fields: { [name]: value } } }),
    erase: () => client.call('POST /workers/:id/requests', { params, body: { kind: 'erasure' } }),
    takeAll: async () => handOver(await client.file(`/workers/${workerId}/own-data`)),
  };
}

/** What somebody may ask about the own data (Decree 356/2025): all of it, a correction, its erasure; and what came of that. */
export function OwnRights() {
  const words = useRightsWords();
  const rights = useRights();
  const requests = useLoad(rights.load);
  const [error, setError] = useState<unknown>();
  const [corrects, setCorrects] = useState(false);
  const doing = (deed: () => Promise<unknown>): void => {
    setError(undefined);
    deed().then(requests.reload, setError);
  };
  return (
    <section className="card stack" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{words.why}</p>
      <button type="button" className="quiet" onClick={() => doing(rights.takeAll)}>
        {words.takeAll}
      </button>
      <button type="button" className="quiet" onClick={() => setCorrects(true)}>
        {words.correct}
      </button>
      <Asked label={words.erase} question={words.eraseWhy} sure={words.eraseSure} onSure={() => doing(rights.erase)} />
      <Problem error={error} />
      <Answers {...requests} />
      {corrects && (
        <Correction
          onCancel={() => setCorrects(false)}
          onSend={(name, value) => {
            setCorrects(false);
            doing(() => rights.correct(name, value));
          }}
        />
      )}
    </section>
  );
}

type Field = 'fullName' | 'phone' | 'address';

function Correction({ onSend, onCancel }: { onSend: (name: Field, value: string) => void; onCancel: () => void }) {
  const words = useRightsWords();
  const { cancel } = useCommonWords();
  const [name, setName] = useState<Field>('phone');
  const [value, setValue] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (value.trim()) onSend(name, value.trim());
  };
  return (
    <Sheet title={words.correct}>
      <form className="stack" onSubmit={submit}>
        <Choice label={words.what} options={words.fields} value={name} onChoose={setName} />
        <div className="field">
          <label htmlFor="right">{words.right}</label>
          <input id="right" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
        </div>
        <button type="submit" className="main">
          {words.send}
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          {cancel}
        </button>
      </form>
    </Sheet>
  );
}

const MARKS = { open: 'warn', accepted: 'warn', done: 'allow', refused: 'stop', withdrawn: undefined } as const;

/** What was asked, until when it is answered, and what the answer was. */
function Answers({ data, error, reload }: Loaded<Requests>) {
  const words = useRightsWords();
  return (
    <>
      <Problem error={error} onRetry={reload} />
      <ul className="list">
        {data?.items.map(({ id, kind, status, requestedAt, dueOn, reason, kept }) => (
          <li key={id} className={MARKS[status]}>
            <span className="when">{showDate(requestedAt.slice(0, 10))}</span>
            <span>
              <b>
                {words.kinds[kind]}: {words.statuses[status]}
              </b>
              {(status === 'open' || status === 'accepted') && <em>{words.due(showDate(dueOn))}</em>}
              {reason && <em>{reason}</em>}
              {kept.map(({ what, until }) => (
                <em key={what}>{words.stays(words.kept[what], until && showDate(until))}</em>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
