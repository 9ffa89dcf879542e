import type { CheckInAnswer, Problem } from '@app/contracts';
import type { Outcome } from './wish.js';

/** One item of a batch's answer; `id` is null where none could be read. */
export interface BatchItem extends Omit<CheckInAnswer, 'id'> {
  id: string | null;
  replayed: boolean;
  error?: Problem;
}

const idOf = (item: unknown): string | null => {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : null;
  return typeof id === 'string' ? id.slice(0, 100) : null;
};

/** What could not be stored reads as refused, its code as the reason; the device may send it again, put right. */
export const batchItems = (items: readonly unknown[], outcomes: readonly Outcome[]): BatchItem[] =>
  outcomes.map((outcome, at) => {
    if ('answer' in outcome) return { ...outcome.answer, replayed: outcome.replayed };
    const { problem } = outcome;
    return {
      id: idOf(items[at]),
      result: 'refused',
      decision: 'stop',
      reasons: [problem.code],
      replayed: false,
      error: problem,
    };
  });
