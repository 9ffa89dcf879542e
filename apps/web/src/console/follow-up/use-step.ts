import type { FollowUpAnswer, FollowUpState } from '@app/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../common/services';
import { useNotice } from '../../common/use-notice';
import { useProblemNotice } from '../../common/use-problem-notice';
import { showNumber } from '../../format/amounts';
import { useFollowUpWords } from '../../words/follow-up';
import { useLanguage } from '../../words/language';
import { byCase } from './due';

export interface StepWish {
  items: readonly FollowUpAnswer[];
  state: FollowUpState;
  dueOn?: string | undefined;
  note?: string | undefined;
}

/** Records what was done about people, case by case, and reads the board anew. */
export function useStep() {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = useFollowUpWords();
  const language = useLanguage();
  const [tell, tellProblem] = [useNotice(), useProblemNotice()];
  return useMutation({
    mutationFn: async ({ items, state, dueOn, note }: StepWish) => {
      for (const [id, workerIds] of byCase(items)) {
        const given = { ...(dueOn ? { dueOn } : {}), ...(note ? { note } : {}) };
        await client.call('POST /cases/:id/follow-ups', { params: { id }, body: { workerIds, state, ...given } });
      }
    },
    onSuccess: (_, { items }) => tell({ message: words.saved(showNumber(items.length, language)) }),
    onError: tellProblem,
    // some cases may be through when another is refused
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['follow-ups'] }),
  });
}
