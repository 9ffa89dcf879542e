import { useState } from 'react';
import { showTime } from '../../format/dates';
import { useGateWords } from '../../words/gate';
import { useReasonWords } from '../../words/gate-reasons';
import { Icon } from '../common/icon';
import type { Outbox } from '../outbox/outbox';
import { useOutboxState } from '../outbox/use-outbox';
import type { Verdict } from './judge';
import { OverrideSheet } from './override-sheet';

const ICONS = { allow: 'check', warn: 'alert', stop: 'hand' } as const;

interface VerdictProps {
  verdict: Verdict | undefined;
  outbox: Outbox;
  mayOverride: boolean;
}

/** What to do with who stands there: a colour, a shape and a word, never one of them alone. */
export function VerdictPanel({ verdict, outbox, mayOverride }: VerdictProps) {
  const words = useGateWords();
  return (
    <div role="status" aria-live="assertive">
      {verdict ? (
        <Judged key={verdict.id} {...{ verdict, outbox, mayOverride }} />
      ) : (
        <div className="verdict ready">
          <span className="sign">
            <Icon name="scan" />
          </span>
          <h2>{words.ready}</h2>
          <p>{words.readyWhy}</p>
        </div>
      )}
    </div>
  );
}

function Judged({ verdict, outbox, mayOverride }: VerdictProps & { verdict: Verdict }) {
  const words = useGateWords();
  const reasonWords = useReasonWords();
  const [asks, setAsks] = useState(false);
  const { events } = useOutboxState(outbox);
  const [overridden, setOverridden] = useState(false);
  const { decision, reasons, name, refused, by, at, id } = verdict;
  const shown = overridden ? 'allow' : decision;
  const isThere = events.some((event) => event.id === id);
  return (
    <div className={`verdict ${shown}`} data-decision={decision}>
      <span className="sign">
        <Icon name={ICONS[shown]} />
      </span>
      <h2>{words.decisions[shown]}</h2>
      {name && <p className="name">{name}</p>}
      {refused && <p className="strong">{words.refused}</p>}
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reasonWords(reason)}</li>
          ))}
        </ul>
      )}
      <p>{overridden ? words.override.done : words.explained[shown]}</p>
      <p className="small">
        {showTime(new Date(at).toISOString())} · {words.by[by]}
      </p>
      {decision !== 'allow' && !refused && !overridden && isThere && (
        <button type="button" onClick={() => setAsks(true)}>
          {words.override.open}
        </button>
      )}
      {asks && (
        <OverrideSheet
          {...{ id, outbox, mayOverride }}
          onDone={() => {
            setOverridden(true);
            setAsks(false);
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </div>
  );
}
