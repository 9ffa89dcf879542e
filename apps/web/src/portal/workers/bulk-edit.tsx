import { Button, Progress, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useNotice } from '../../common/use-notice';
import { showNumber } from '../../format/amounts';
import { useCommonWords } from '../../words/common';
import { useLanguage } from '../../words/language';
import { useWorkerWords } from '../../words/workers';
import { BULK_FIELDS, type BulkField, bulkChange, partsOf } from './bulk-change';
import { FieldInput } from './field-input';

interface BulkEditProps {
  ids: readonly string[];
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Gives one field the same value for many people at once. */
export function BulkEdit({ ids, opened, onClose, onDone }: BulkEditProps) {
  const words = useWorkerWords();
  const language = useLanguage();
  return (
    <Dialogue opened={opened} onClose={onClose} title={words.changeMany(showNumber(ids.length, language))}>
      <BulkForm ids={ids} onDone={() => (onClose(), onDone())} />
    </Dialogue>
  );
}

function BulkForm({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const words = useWorkerWords();
  const { save } = useCommonWords();
  const language = useLanguage();
  const [field, setField] = useState<BulkField>('placeCode');
  const [value, setValue] = useState<string | null>(null);
  const tell = useNotice();
  const { change, done } = useBulkChange(ids, (count) => {
    tell({ message: words.changed(showNumber(count, language)) });
    onDone();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(bulkChange(field, value));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={words.whatToChange}
          allowDeselect={false}
          data={BULK_FIELDS.map((name) => ({ value: name, label: words.fields[name] }))}
          value={field}
          onChange={(name) => (setField(name as BulkField), setValue(null))}
        />
        <FieldInput key={field} name={field} value={value} onChange={setValue} />
        <Text size="xs" c="dimmed">
          {words.emptyClears}
        </Text>
        {change.isPending && <Progress value={(100 * done) / ids.length} aria-label={words.changing} />}
        {change.isError && <ProblemNote error={change.error} />}
        <Button type="submit" loading={change.isPending}>
          {save}
        </Button>
      </Stack>
    </form>
  );
}

/** Changes them part by part: each part is one transaction of the service. */
function useBulkChange(ids: readonly string[], onSuccess: (count: number) => void) {
  const client = useClient();
  const queryClient = useQueryClient();
  const [done, setDone] = useState(0);
  const change = useMutation({
    mutationFn: async (wish: ReturnType<typeof bulkChange>) => {
      setDone(0);
      for (const part of partsOf(ids)) {
        await client.call('POST /workers/bulk', { body: { ids: part, change: wish } });
        setDone((before) => before + part.length);
      }
    },
    onSuccess: () => onSuccess(ids.length),
    // parts that were changed before a refusal are shown as they are
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: ['workers'] });
      await queryClient.invalidateQueries({ queryKey: ['completeness'] });
    },
  });
  return { change, done };
}
