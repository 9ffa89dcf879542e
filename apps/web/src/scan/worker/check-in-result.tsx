import type { OwnCheckIn } from '@app/contracts';
import { useEffect, useState } from 'react';
import { showTime } from '../../format/dates';
import { useReasonWords } from '../../words/gate-reasons';
import { useScanWords } from '../../words/scan';
import { Icon } from '../common/icon';
import { allowSound, signal } from '../gate/signals';
import type { CheckedIn } from './check-in';

const ICONS = { allow: 'check', warn: 'alert', stop: 'hand', saved: 'send' } as const;

/** The whole screen says how it went: by colour, sign and words, and by a shake of the phone. */
export function CheckInResult({ done, onClose }: { done: CheckedIn; onClose: () => void }) {
  const { checkIn: words, history: ways } = useScanWords();
  const reasonWords = useReasonWords();
  const [where, setWhere] = useState<OwnCheckIn>();
  const { answer } = done;
  const kind = answer?.decision ?? 'saved';
  useEffect(() => {
    let isWanted = true;
    allowSound();
    signal(done.answer?.decision ?? 'allow');
    void done.where.then((found) => isWanted && setWhere(found));
    return () => void (isWanted = false);
  }, [done]);
  const title = {
    allow: words.done,
    warn: words.warn,
    stop: answer?.refused ? words.refused : words.stop,
    saved: words.saved,
  }[kind];
  return (
    <div className={`verdict whole ${kind}`} role="alertdialog" aria-modal="true" aria-labelledby="verdict-title">
      <span className="sign">
        <Icon name={ICONS[kind]} />
      </span>
      <h2 id="verdict-title">{title}</h2>
      {where && (
        <p className="place">
          {ways[where.direction]} · {where.placeName} · {showTime(where.at)}
        </p>
      )}
      {kind === 'saved' && <p>{words.savedWhy}</p>}
      {answer && answer.reasons.length > 0 && (
        <ul>
          {answer.reasons.map((reason) => (
            <li key={reason}>{reasonWords(reason)}</li>
          ))}
        </ul>
      )}
      <button type="button" autoFocus onClick={onClose}>
        {words.next}
      </button>
    </div>
  );
}
