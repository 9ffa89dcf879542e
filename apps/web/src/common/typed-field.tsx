import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { readDate, readMoment, showDate, showMoment } from '../format/dates';
import { useCommonWords } from '../words/common';

interface TypedFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur'> {
  /** As the service takes it; null where nothing, or nothing readable, is in the field. */
  value: string | null;
  onChange: (value: string | null) => void;
}

interface Kind {
  read: (typed: string) => string | undefined;
  show: (value: string) => string;
  hint: string;
  fault: string;
}

/** A field that is typed into freely, and says on leaving it how it was understood. */
function TypedField({ kind, value, onChange, error, ...rest }: TypedFieldProps & { kind: Kind }) {
  const [typed, setTyped] = useState(value === null ? '' : kind.show(value));
  const [left, setLeft] = useState(false);
  const unreadable = typed.trim() !== '' && kind.read(typed) === undefined;
  const take = (text: string): void => {
    setTyped(text);
    setLeft(false);
    onChange(kind.read(text) ?? null);
  };
  const leave = (): void => {
    setLeft(true);
    const read = kind.read(typed);
    if (read) setTyped(kind.show(read));
  };
  return (
    <TextInput
      {...rest}
      placeholder={kind.hint}
      autoComplete="off"
      value={typed}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={leave}
      error={left && unreadable ? kind.fault : error}
    />
  );
}

/** A local date, typed as 27/11/2026 or 27/11. */
export function DateField(props: TypedFieldProps) {
  const words = useCommonWords();
  const kind = { read: readDate, show: showDate, hint: words.dateHint, fault: words.badDate };
  return <TypedField kind={kind} {...props} />;
}

/** A local date to come: 5/1 is that of next year once this year's is over. */
export function DueDateField(props: TypedFieldProps) {
  const words = useCommonWords();
  const read = (typed: string): string | undefined => readDate(typed, Date.now(), true);
  const kind = { read, show: showDate, hint: words.dateHint, fault: words.badDate };
  return <TypedField kind={kind} {...props} />;
}

/** A moment, typed as 27/11 14:30, or as a time of today. */
export function MomentField(props: TypedFieldProps) {
  const words = useCommonWords();
  const kind = { read: readMoment, show: showMoment, hint: words.momentHint, fault: words.badMoment };
  return <TypedField kind={kind} {...props} />;
}
