import { ProblemError } from '../../api/problem';
import { useCommonWords } from '../../words/common';
import { useErrorWords } from '../../words/errors';

/** What went wrong, in the person's words, with the code small. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const words = useErrorWords();
  const { errorCode, retry } = useCommonWords();
  if (error === undefined) return null;
  const code = error instanceof ProblemError ? error.code : 'internal';
  return (
    <div className="note stop" role="alert">
      <p>{words[code]}</p>
      <p className="small">
        {errorCode}: {code}
      </p>
      {onRetry && (
        <button type="button" className="quiet" onClick={onRetry}>
          {retry}
        </button>
      )}
    </div>
  );
}
