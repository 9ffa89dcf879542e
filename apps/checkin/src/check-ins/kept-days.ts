import { localDayNumber } from '@app/contracts';
import type { WorkerRow } from './check-ins.queries.js';

/**
 * Whether presence of that time would be kept (apps/checkin/src/retention), by the shorter of the deployment's and the
 * organisation's limit. Exercises play in any time.
 * @param at, now epoch seconds
 */
export function isKept({ exercise, presenceDays }: WorkerRow, at: number, now: number, mostDays: number): boolean {
  const days = Math.min(presenceDays ?? mostDays, mostDays);
  return exercise || localDayNumber(at) >= localDayNumber(now) - days;
}
