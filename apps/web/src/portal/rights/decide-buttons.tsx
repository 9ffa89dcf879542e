import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useNotice } from '../../common/use-notice';
import { useProblemNotice } from '../../common/use-problem-notice';
import { useCommonWords } from '../../words/common';
import { useRightsWords } from '../../words/rights';

/** Agrees at once; a refusal has a reason, which whoever asked reads. */
export function DecideButtons({ id }: { id: string }) {
  const words = useRightsWords();
  const [opened, { open, close }] = useDisclosure();
  const tellProblem = useProblemNotice();
  const accept = useDecision(id, () => undefined);
  return (
    <Group gap="xs">
      <Button
        loading={accept.isPending}
        onClick={() => accept.mutate({ decision: 'accepted' }, { onError: (error) => tellProblem(error) })}
      >
        {words.accept}
      </Button>
      <Button variant="default" onClick={open}>
        {words.refuse}
      </Button>
      <Dialogue opened={opened} onClose={close} title={words.refuseTitle}>
        <RefuseForm id={id} onDone={close} />
      </Dialogue>
    </Group>
  );
}

function RefuseForm({ id, onDone }: { id: string; onDone: () => void }) {
  const words = useRightsWords();
  const { required } = useCommonWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const refuse = useDecision(id, onDone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') refuse.mutate({ decision: 'refused', reason: reason.trim() });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{words.refuseWhy}</Text>
        <Textarea
          label={words.reason}
          autosize
          minRows={2}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={tried && reason.trim() === '' ? required : undefined}
        />
        {refuse.isError && <ProblemNote error={refuse.error} />}
        <Button type="submit" color="red.8" loading={refuse.isPending}>
          {words.refuse}
        </Button>
      </Stack>
    </form>
  );
}

interface Decision {
  decision: 'accepted' | 'refused';
  reason?: string;
}

function useDecision(id: string, onDone: () => void) {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = useRightsWords();
  const tell = useNotice();
  return useMutation({
    mutationFn: (body: Decision) => client.call('POST /rights/requests/:id/decide', { params: { id }, body }),
    onSuccess: (_, { decision }) => {
      onDone();
      tell({ message: words.decided[decision] });
      return queryClient.invalidateQueries({ queryKey: ['rights'] });
    },
  });
}
