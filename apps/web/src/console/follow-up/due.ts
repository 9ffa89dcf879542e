import { dayNumberOfDate, type FollowUpAnswer, type FollowUpState } from '@app/contracts';

export type Due = { kind: 'none' } | { kind: 'today' } | { kind: 'later' } | { kind: 'overdue'; days: number };

/** How a day due stands to today; both `YYYY-MM-DD`. Who was not found waits for nothing. */
export function dueOf({ dueOn, state }: Pick<FollowUpAnswer, 'dueOn' | 'state'>, today: string): Due {
  if (dueOn === null || state === 'released' || state === 'lost') return { kind: 'none' };
  const days = dayNumberOfDate(today) - dayNumberOfDate(dueOn);
  return days > 0 ? { kind: 'overdue', days } : { kind: days === 0 ? 'today' : 'later' };
}

const NEXT = { to_notify: 'notified', notified: 'quarantined', quarantined: 'released', lost: 'notified' } as const;

/** The step that usually comes next. */
export const nextOf = (state: FollowUpState): FollowUpState | undefined =>
  state === 'released' ? undefined : NEXT[state];

/** People by their case: a step is recorded for one case at a time. */
export function byCase(items: readonly FollowUpAnswer[]): Map<string, string[]> {
  const cases = new Map<string, string[]>();
  for (const { caseId, workerId } of items) cases.set(caseId, [...(cases.get(caseId) ?? []), workerId]);
  return cases;
}
