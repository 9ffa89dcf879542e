import type { newTrace } from '@app/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useProblemNotice } from '../../common/use-problem-notice';
import { useClient } from '../../common/services';
import type { z } from 'zod';

/** Asks for a trace and goes to it. A refusal is told where the person is, and the page stays. */
export function useStartTrace() {
  const client = useClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const tell = useProblemNotice();
  return useMutation({
    mutationFn: (body: z.input<typeof newTrace>) => client.call('POST /traces', { body }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['traces'] });
      await navigate(`/traces/${id}`);
    },
    onError: tell,
  });
}
