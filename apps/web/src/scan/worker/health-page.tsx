import { useCallback, useState } from 'react';
import { useClient } from '../../common/services';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useScanWords } from '../../words/scan';
import { Icon } from '../common/icon';
import { Problem } from '../common/problem';
import { Sheet } from '../common/sheet';
import { useLoad } from '../common/use-load';
import { useOwn } from './own';

/** The day's declaration: two buttons. Symptoms are asked twice, for the gate acts on them. */
export function HealthPage() {
  const { health: words } = useScanWords();
  const { cancel } = useCommonWords();
  const client = useClient();
  const { workerId } = useOwn();
  const [asks, setAsks] = useState(false);
  const [sent, setSent] = useState(false);
  const [error, setError] = useState<unknown>();
  const params = { id: workerId };
  const latest = useLoad(
    useCallback(
      () => client.call('GET /workers/:id/declarations', { params: { id: workerId }, query: { limit: 5 } }),
      [client, workerId],
    ),
  );
  const declare = async (symptoms: boolean): Promise<void> => {
    setAsks(false);
    setError(undefined);
    setSent(false);
    try {
      await client.call('POST /workers/:id/declarations', { params, body: { symptoms } });
      setSent(true);
      latest.reload();
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <div className="stack">
      <h1>{words.title}</h1>
      <section className="card stack">
        <h2>{words.ask}</h2>
        <ul className="symptoms">
          {words.symptoms.map((symptom) => (
            <li key={symptom}>{symptom}</li>
          ))}
        </ul>
        <button type="button" className="main" onClick={() => void declare(false)}>
          <Icon name="check" />
          {words.none}
        </button>
        <button type="button" className="quiet" onClick={() => setAsks(true)}>
          <Icon name="alert" />
          {words.some}
        </button>
        <p role="status" className={sent ? 'note allow' : undefined}>
          {sent && words.sent}
        </p>
        <Problem error={error} />
      </section>
      <Latest {...latest} />
      {asks && (
        <Sheet title={words.some}>
          <p>{words.someWhy}</p>
          <button type="button" className="main danger" onClick={() => void declare(true)}>
            {words.sure}
          </button>
          <button type="button" className="quiet" onClick={() => setAsks(false)}>
            {cancel}
          </button>
        </Sheet>
      )}
    </div>
  );
}

type Declarations = { items: readonly { id: string; at: string; symptoms: boolean }[] };

function Latest({ data, error, reload }: { data: Declarations | undefined; error: unknown; reload: () => void }) {
  const { health: words } = useScanWords();
  return (
    <section className="stack">
      <h2>{words.latest}</h2>
      <Problem error={error} onRetry={reload} />
      {data?.items.length === 0 && <p className="empty">{words.never}</p>}
      <ul className="list">
        {data?.items.map(({ id, at, symptoms }) => (
          <li key={id} className={symptoms ? 'warn' : 'allow'}>
            <span className="when">{showMoment(at)}</span>
            <b>{symptoms ? words.ill : words.well}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
