import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WishOf } from '../../api/routes';
import { useClient } from '../../common/services';
import { useProblemNotice } from '../../common/use-problem-notice';

/** Changes a case and shows what came of it. */
export function useCaseChange(id: string) {
  const client = useClient();
  const queryClient = useQueryClient();
  const tell = useProblemNotice();
  return useMutation({
    mutationFn: (body: WishOf<'PATCH /cases/:id'>['body']) => client.call('PATCH /cases/:id', { params: { id }, body }),
    onSuccess: async (changed) => {
      queryClient.setQueryData(['case', id], changed);
      await queryClient.invalidateQueries({ queryKey: ['cases'] });
    },
    onError: tell,
  });
}
