import type { CaseAnswer } from '@app/contracts';
import { Button, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { useCaseWords } from '../../words/cases';
import { useCommonWords } from '../../words/common';
import { bodyOf, type CaseDates, CaseFields } from './case-fields';
import { useCaseChange } from './use-case-change';

interface EditCaseProps {
  found: CaseAnswer;
  opened: boolean;
  onClose: () => void;
}

/** Changes the dates of a case: its onset found out later, the hour it was isolated. */
export function EditCase({ found, opened, onClose }: EditCaseProps) {
  const { edit } = useCaseWords();
  return (
    <Dialogue opened={opened} onClose={onClose} title={edit} size="lg">
      <EditForm found={found} onClose={onClose} />
    </Dialogue>
  );
}

function EditForm({ found, onClose }: Omit<EditCaseProps, 'opened'>) {
  const { save } = useCommonWords();
  const { onsetOn, sampledOn, confirmedAt, isolatedAt, note } = found;
  const [dates, setDates] = useState<CaseDates>({
    onsetOn,
    sampledOn,
    confirmedAt,
    isolatedAt,
    note: note ?? '',
  });
  const [tried, setTried] = useState(false);
  const change = useCaseChange(found.id);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (dates.sampledOn === null) return;
    change.mutate(bodyOf({ ...dates, sampledOn: dates.sampledOn }), { onSuccess: onClose });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <CaseFields dates={dates} onChange={(part) => setDates((before) => ({ ...before, ...part }))} tried={tried} />
        <Button type="submit" loading={change.isPending}>
          {save}
        </Button>
      </Stack>
    </form>
  );
}
