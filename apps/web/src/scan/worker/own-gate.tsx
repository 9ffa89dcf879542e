import { useCallback } from 'react';
import { ProblemError } from '../../api/problem';
import { useClient } from '../../common/services';
import { useReasonWords } from '../../words/gate-reasons';
import { useScanWords } from '../../words/scan';
import { Icon } from '../common/icon';
import { Problem } from '../common/problem';
import { useLoad } from '../common/use-load';
import { useOwn } from './own';

const ICONS = { allow: 'check', warn: 'alert', stop: 'hand' } as const;

/** What the gate would say now, so that nobody learns it only when standing there. */
export function OwnGateNotice() {
  const { today: words } = useScanWords();
  const client = useClient();
  const { workerId } = useOwn();
  const reasonWords = useReasonWords();
  const { data, error, reload } = useLoad(
    useCallback(() => client.call('GET /workers/:id/gate', { params: { id: workerId } }), [client, workerId]),
  );
  if (error instanceof ProblemError && error.code === 'offline') return <p className="note">{words.offline}</p>;
  if (error !== undefined) return <Problem error={error} onRetry={reload} />;
  if (!data) return <p className="note waiting" aria-hidden="true" />;
  const { decision, reasons } = data;
  const wantsDeclaration = reasons.includes('declaration_missing');
  return (
    <section className={`note ${decision}`} aria-label={words.title}>
      <p className="strong">
        <Icon name={ICONS[decision]} />
        {words[decision]}
      </p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reasonWords(reason)}</li>
          ))}
        </ul>
      )}
      {reasons.includes('isolated') && <p>{words.isolated}</p>}
      {wantsDeclaration && (
        <a className="quiet" href="#health">
          {words.declare}
        </a>
      )}
    </section>
  );
}
