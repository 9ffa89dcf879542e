import type { TraceAnswer } from '@app/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../common/services';
import { useProblemNotice } from '../../common/use-problem-notice';
import { useTraceWords } from '../../words/traces';

/** Keeps a finished trace true to what becomes known, or leaves it as it is. */
export function FollowButton({ trace }: { trace: TraceAnswer }) {
  const words = useTraceWords();
  const client = useClient();
  const queryClient = useQueryClient();
  const tell = useProblemNotice();
  const change = useMutation({
    mutationFn: () => {
      const wish = { params: { id: trace.id } };
      return trace.followed
        ? client.call('POST /traces/:id/unfollow', wish)
        : client.call('POST /traces/:id/follow', wish);
    },
    onSuccess: (changed) => queryClient.setQueryData(['work', `/traces/${trace.id}`], changed),
    onError: tell,
  });
  if (trace.direction === 'backward' || trace.status !== 'done') return null;
  return (
    <Button variant="default" loading={change.isPending} onClick={() => change.mutate()}>
      {trace.followed ? words.unfollow : words.follow}
    </Button>
  );
}
