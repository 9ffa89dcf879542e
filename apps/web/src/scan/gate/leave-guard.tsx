import { useState } from 'react';
import { useServices } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { useGateWords } from '../../words/gate';
import { useScanWords } from '../../words/scan';
import { Asked } from '../common/asked';
import { Sheet } from '../common/sheet';
import type { Outbox } from '../outbox/outbox';
import { useOutboxState } from '../outbox/use-outbox';
import { EnrolForm } from './enrol-form';

/** Ends the guard's turn, or makes a gate device of the phone. */
export function LeaveGuard({ outbox }: { outbox: Outbox }) {
  const { session } = useServices();
  const { signOut } = useCommonWords();
  const { signOut: words } = useScanWords();
  const { enrol } = useGateWords();
  const { waiting } = useOutboxState(outbox);
  const [enrols, setEnrols] = useState(false);
  return (
    <>
      <button type="button" className="quiet" onClick={() => setEnrols(true)}>
        {enrol.open}
      </button>
      <Asked
        label={signOut}
        question={waiting > 0 ? words.ask(waiting) : undefined}
        sure={words.sure}
        onSure={() => void session.signOut()}
      />
      {enrols && (
        <Sheet title={enrol.title} onClose={() => setEnrols(false)}>
          <EnrolForm />
        </Sheet>
      )}
    </>
  );
}
