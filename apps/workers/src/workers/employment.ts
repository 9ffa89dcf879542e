import type { WorkerChange, WorkerStatus } from '@app/contracts';
import { DomainError } from '@app/platform';

/** Whether an employment with this last day is over. */
export const hasLeft = (endDate: string | null, today: string): boolean => endDate !== null && endDate < today;

export interface Employment {
  status: WorkerStatus;
  startDate: string | null;
  endDate: string | null;
}

/**
 * Status and dates after a change. Left without an end date: today was the last day; active again, or a new start after
 * the end: the old end no longer counts.
 * @throws invalid_request for an end before the start
 */
export function employmentAfter(
  old: Employment,
  { status, startDate = old.startDate, endDate }: Pick<WorkerChange, 'status' | 'startDate' | 'endDate'>,
  today: string,
): { columns: Employment; returning: boolean } {
  const wasLeft = old.status === 'left' || hasLeft(old.endDate, today);
  let end = endDate === undefined ? old.endDate : endDate;
  if (status === 'left' && (end === null || end > today)) end = today;
  if (status === 'active' && endDate === undefined && wasLeft) end = null;
  if (startDate !== null && end !== null && end < startDate)
    throw new DomainError('invalid_request', 'See errors for every fault found.', [
      { path: 'endDate', code: 'end_before_start', message: 'is before startDate' },
    ]);
  const stays = status ?? (endDate === undefined ? old.status : 'active');
  const left = status === 'left' || (stays === 'left' && end !== null) || hasLeft(end, today);
  const columns = { status: left ? ('left' as const) : ('active' as const), startDate, endDate: end };
  return { columns, returning: wasLeft && !left };
}
