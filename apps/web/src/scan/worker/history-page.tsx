import type { OwnCheckIn } from '@app/contracts';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../../common/services';
import { showDay, showTime } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useReasonWords } from '../../words/gate-reasons';
import { useScanWords } from '../../words/scan';
import { Problem } from '../common/problem';
import { needsLook, type Recorded } from '../outbox/recorded';
import { useOutboxState } from '../outbox/use-outbox';
import { useOwn } from './own';

/** The own check-ins, latest first; above them what the service has not got yet, or did not take. */
export function HistoryPage() {
  const { history: words } = useScanWords();
  const { outbox } = useOwn();
  const { events, toLookAt } = useOutboxState(outbox);
  const pending = events.filter((event) => event.sighting !== null || needsLook(event));
  return (
    <div className="stack">
      <h1>{words.title}</h1>
      {pending.length > 0 && (
        <ul className="list">
          {pending.map((event) => (
            <Pending key={event.id} event={event} />
          ))}
        </ul>
      )}
      {toLookAt > 0 && (
        <button type="button" className="quiet" onClick={() => void outbox.lookedAtAll()}>
          {words.looked}
        </button>
      )}
      <Sent />
    </div>
  );
}

function Pending({ event: { takenAt, direction, answer } }: { event: Recorded }) {
  const { history: words } = useScanWords();
  const reasonWords = useReasonWords();
  const at = new Date(takenAt).toISOString();
  return (
    <li className={answer ? 'stop' : 'warn'}>
      <span className="when">
        <b>{showTime(at)}</b> {showDay(at)}
      </span>
      <span>
        <b>{answer ? words.refused : words.waiting}</b>
        {answer ? answer.reasons.map(reasonWords).join(', ') : words[direction]}
      </span>
    </li>
  );
}

function Sent() {
  const { history: words } = useScanWords();
  const { more } = useCommonWords();
  const client = useClient();
  const { workerId } = useOwn();
  const [items, setItems] = useState<OwnCheckIn[]>();
  const [cursor, setCursor] = useState<string | null>(null);
  const [error, setError] = useState<unknown>();
  const load = useCallback(
    async (after: string | undefined): Promise<void> => {
      setError(undefined);
      try {
        const query = { limit: 30, cursor: after };
        const page = await client.call('GET /workers/:id/check-ins', { params: { id: workerId }, query });
        setItems((before = []) => (after ? [...before, ...page.items] : page.items));
        setCursor(page.nextCursor);
      } catch (refusal) {
        setError(refusal);
      }
    },
    [client, workerId],
  );
  useEffect(() => void load(undefined), [load]);
  if (error !== undefined) return <Problem error={error} onRetry={() => void load(undefined)} />;
  if (items?.length === 0) return <p className="empty">{words.empty}</p>;
  return (
    <>
      <ul className="list">
        {items?.map((item) => (
          <Passage key={item.id} item={item} />
        ))}
      </ul>
      {cursor && (
        <button type="button" className="quiet" onClick={() => void load(cursor)}>
          {more}
        </button>
      )}
    </>
  );
}

function Passage({ item }: { item: OwnCheckIn }) {
  const { history: words } = useScanWords();
  const reasonWords = useReasonWords();
  return (
    <li className={item.void ? 'void' : item.decision}>
      <span className="when">
        <b>{showTime(item.at)}</b> {showDay(item.at)}
      </span>
      <span>
        <b>{item.placeName}</b>
        {item.void ? words.void : [words[item.direction], ...item.reasons.map(reasonWords)].join(' · ')}
      </span>
    </li>
  );
}
