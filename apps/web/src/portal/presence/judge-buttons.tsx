import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useNotice } from '../../common/use-notice';
import { useCommonWords } from '../../words/common';
import { usePresenceWords } from '../../words/presence';

type Verdict = 'clear' | 'void';

/** What somebody found out about a doubtful check-in: it was so, or it is void. A note goes on record with either. */
export function JudgeButtons({ id }: { id: string }) {
  const words = usePresenceWords();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <Button size="xs" onClick={() => setVerdict('clear')}>
        {words.clear}
      </Button>
      <Button size="xs" variant="default" onClick={() => setVerdict('void')}>
        {words.wrong}
      </Button>
      <Dialogue
        opened={verdict !== null}
        onClose={() => setVerdict(null)}
        title={verdict === 'void' ? words.voidTitle : words.clearTitle}
      >
        {verdict && <JudgeForm id={id} verdict={verdict} onDone={() => setVerdict(null)} />}
      </Dialogue>
    </Group>
  );
}

function JudgeForm({ id, verdict, onDone }: { id: string; verdict: Verdict; onDone: () => void }) {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = usePresenceWords();
  const { save, required } = useCommonWords();
  const tell = useNotice();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const judge = useMutation({
    mutationFn: async (): Promise<unknown> =>
      verdict === 'clear'
        ? client.call('POST /check-ins/:id/clear', { params: { id }, body: { note } })
        : client.call('POST /check-ins/:id/void', { params: { id }, body: { reason: note } }),
    onSuccess: async () => {
      tell({ message: verdict === 'clear' ? words.cleared : words.voided });
      onDone();
      await queryClient.invalidateQueries({ queryKey: ['flags'] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (note.trim() !== '') judge.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Textarea
          label={words.note}
          placeholder={words.noteExample}
          autosize
          minRows={2}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={tried && note.trim() === '' ? required : undefined}
        />
        {judge.isError && <ProblemNote error={judge.error} />}
        <Button type="submit" loading={judge.isPending}>
          {save}
        </Button>
      </Stack>
    </form>
  );
}
