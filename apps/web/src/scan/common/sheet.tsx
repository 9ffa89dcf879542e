import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useCommonWords } from '../../words/common';

interface SheetProps {
  title: string;
  /** Absent where it has to be answered. */
  onClose?: () => void;
  children: ReactNode;
}

/** Comes up from the edge where the thumb is; the browser's own dialogue keeps focus and Escape. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const { close } = useCommonWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
      {onClose && (
        <button type="button" className="quiet" onClick={onClose}>
          {close}
        </button>
      )}
    </dialog>
  );
}
