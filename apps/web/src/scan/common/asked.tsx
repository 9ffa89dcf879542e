import { useState } from 'react';
import { useCommonWords } from '../../words/common';
import { Sheet } from './sheet';

interface AskedProps {
  label: string;
  /** What there is to think of before; without it nothing is asked. */
  question: string | undefined;
  sure: string;
  onSure: () => void;
}

/** A button that asks once more where something would be left behind. */
export function Asked({ label, question, sure, onSure }: AskedProps) {
  const { cancel } = useCommonWords();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <button type="button" className="quiet" onClick={() => (question ? setAsks(true) : onSure())}>
        {label}
      </button>
      {asks && (
        <Sheet title={label}>
          <p>{question}</p>
          <button type="button" className="main" onClick={onSure}>
            {sure}
          </button>
          <button type="button" className="quiet" onClick={() => setAsks(false)}>
            {cancel}
          </button>
        </Sheet>
      )}
    </>
  );
}
