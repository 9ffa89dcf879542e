import type { TracedContact } from '@app/contracts';
import { Alert, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useNotice } from '../../common/use-notice';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useTraceWords } from '../../words/traces';

interface ContactReviewProps {
  traceId: string;
  contact: TracedContact;
}

/** The officer's own judgement of a contact, with the reason; it may be changed. */
export function ContactReview({ traceId, contact }: ContactReviewProps) {
  const words = useTraceWords();
  const { required } = useCommonWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const review = useReview(traceId, contact.workerId);
  const decide = (decision: 'confirm' | 'dismiss'): void => {
    setTried(true);
    if (reason.trim() !== '') review.mutate({ decision, reason: reason.trim() }, { onSuccess: () => setReason('') });
  };
  return (
    <Paper withBorder p="sm" component="section" aria-label={words.review}>
      <Stack gap="xs">
        {contact.review && (
          <Alert color={contact.review.decision === 'confirm' ? 'lake' : 'gray'}>
            {words.reviews[contact.review.decision]}, {showMoment(contact.review.decidedAt)}
            <Text size="sm">{contact.review.reason}</Text>
          </Alert>
        )}
        <Textarea
          label={words.reviewReason}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={tried && !review.isSuccess && reason.trim() === '' ? required : undefined}
        />
        {review.isError && <ProblemNote error={review.error} />}
        <Group gap="xs">
          <Button size="xs" loading={review.isPending} onClick={() => decide('confirm')}>
            {words.confirm}
          </Button>
          <Button size="xs" variant="default" disabled={review.isPending} onClick={() => decide('dismiss')}>
            {words.dismiss}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function useReview(id: string, workerId: string) {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = useTraceWords();
  const tell = useNotice();
  return useMutation({
    mutationFn: (body: { decision: 'confirm' | 'dismiss'; reason: string }) =>
      client.call('POST /traces/:id/contacts/:workerId/review', { params: { id, workerId }, body }),
    onSuccess: async () => {
      tell({ message: words.reviewed });
      await queryClient.invalidateQueries({ queryKey: ['contact', id, workerId] });
      await queryClient.invalidateQueries({ queryKey: ['contacts', id] });
    },
  });
}
