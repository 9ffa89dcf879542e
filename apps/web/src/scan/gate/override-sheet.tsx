import { useState, type FormEvent } from 'react';
import { useGateWords } from '../../words/gate';
import { Field } from '../common/field';
import { Sheet } from '../common/sheet';
import { SignIn } from '../common/sign-in';
import type { Outbox } from '../outbox/outbox';
import { useOutboxState } from '../outbox/use-outbox';

interface OverrideProps {
  id: string;
  outbox: Outbox;
  mayOverride: boolean;
  onDone: () => void;
  onClose: () => void;
}

/** A person decides otherwise, and says why under their name: a device may not. */
export function OverrideSheet({ id, outbox, mayOverride, onDone, onClose }: OverrideProps) {
  const { override: words } = useGateWords();
  const { link } = useOutboxState(outbox);
  const [note, setNote] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await outbox.amend(id, { override: note });
    void outbox.send();
    onDone();
  };
  if (!mayOverride)
    return (
      <Sheet title={words.title} onClose={onClose}>
        <p>{words.signIn}</p>
        <SignIn />
      </Sheet>
    );
  return (
    <Sheet title={words.title} onClose={onClose}>
      <p>{words.why}</p>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <Field label={words.note} autoComplete="off" maxLength={500} required value={note} onText={setNote} />
        {link !== 'online' && <p className="hint">{words.offline}</p>}
        <button type="submit" className="main">
          {words.submit}
        </button>
      </form>
    </Sheet>
  );
}
