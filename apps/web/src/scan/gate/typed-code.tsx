import { useState, type FormEvent } from 'react';
import { useGateWords } from '../../words/gate';
import { Field } from '../common/field';

/** For a badge that no camera reads: a scanner may write here, too. */
export function TypedCode({ onCode }: { onCode: (text: string) => void }) {
  const words = useGateWords();
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onCode(text);
    setText('');
  };
  return (
    <form className="typed-row" onSubmit={submit}>
      <Field label={words.typed} autoComplete="off" spellCheck={false} required value={text} onText={setText} />
      <button type="submit" className="main">
        {words.typedSubmit}
      </button>
    </form>
  );
}
