import { showTime } from '../../format/dates';
import { useErrorWords } from '../../words/errors';
import { useGateWords } from '../../words/gate';
import { useReasonWords } from '../../words/gate-reasons';
import { Sheet } from '../common/sheet';
import type { Outbox } from '../outbox/outbox';
import { isWaiting, needsLook, type Recorded } from '../outbox/recorded';
import { useOutboxState } from '../outbox/use-outbox';

/** So many lines tell what happened; what waits or needs a look is always among them. */
const LINES = 100;

/** Everything that was scanned: first what somebody has to look at, then what waits, then the rest of the day. */
export function QueueSheet({ outbox, onClose }: { outbox: Outbox; onClose: () => void }) {
  const { queue: words } = useGateWords();
  const { events, waiting, toLookAt } = useOutboxState(outbox);
  const rank = (event: Recorded): number => (needsLook(event) ? 0 : isWaiting(event) ? 1 : 2);
  const sorted = events.toSorted((a, b) => rank(a) - rank(b));
  const lines = sorted.filter((event, at) => at < LINES || rank(event) < 2);
  return (
    <Sheet title={words.title} onClose={onClose}>
      {events.length === 0 && <p className="empty">{words.none}</p>}
      {waiting > 0 && (
        <button type="button" className="main" onClick={() => void outbox.send()}>
          {words.sendNow} ({words.waiting(waiting)})
        </button>
      )}
      {toLookAt > 0 && (
        <button type="button" className="main" onClick={() => void outbox.lookedAtAll()}>
          {words.looked} ({words.toLookAt(toLookAt)})
        </button>
      )}
      <ul className="list">
        {lines.map((event) => (
          <Line key={event.id} event={event} />
        ))}
      </ul>
    </Sheet>
  );
}

function Line({ event }: { event: Recorded }) {
  const { queue: words, decisions } = useGateWords();
  const reasonWords = useReasonWords();
  const errors = useErrorWords() as Record<string, string>;
  const { answer, shown, place, takenAt, overrideFault } = event;
  const ruling = answer ?? shown;
  const state = answer?.refused ? 'refused' : isWaiting(event) ? 'waiting' : 'sent';
  const isStricter = needsLook(event) && !answer?.refused && !overrideFault;
  return (
    <li className={answer?.refused ? 'stop' : (ruling?.decision ?? 'warn')}>
      <span className="when">
        <b>{showTime(new Date(takenAt).toISOString())}</b> {place}
      </span>
      <span>
        <b>
          {ruling && decisions[ruling.decision]} · {words.states[state]}
        </b>
        {isStricter && <em>{words.stricter}</em>}
        {event.override !== null && <em>{words.overridden}</em>}
        {overrideFault && <em>{errors[overrideFault] ?? overrideFault}</em>}
        {ruling?.reasons.map(reasonWords).join(', ')}
      </span>
    </li>
  );
}
