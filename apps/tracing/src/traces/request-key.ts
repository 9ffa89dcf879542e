import { isoOf, isoOrNull } from '@app/contracts';
import { createHash } from 'node:crypto';
import type { CaseRow } from '../cases/cases.queries.js';
import type { UsedPreset } from '../presets/presets.service.js';

/** What a trace is asked to answer. */
export interface TraceRequest {
  cases: readonly Pick<CaseRow, 'id' | 'onset_on' | 'sampled_on' | 'isolated_at'>[];
  preset: UsedPreset;
  maxLevel: number;
  direction: string;
  /** As it was sent: an omitted one is "now" and equals another omitted one, never a given one. */
  asOf: Date | undefined;
}

/**
 * Digest (SHA-256, hex) that two requests share exactly if they ask the same. The dates of the cases belong to it: an
 * officer who has corrected one must not be answered with the trace that runs on the old one. Their order, and that of
 * the fields of a preset, do not.
 */
export function requestKey({ cases, preset, maxLevel, direction, asOf }: TraceRequest): string {
  const dates = cases.map(({ id, onset_on, sampled_on, isolated_at }) =>
    [id, onset_on, sampled_on, isoOrNull(isolated_at)].join(' '),
  );
  const asked = { cases: dates.sort(), preset, maxLevel, direction, asOf: asOf ? isoOf(asOf) : null };
  return createHash('sha256').update(JSON.stringify(asked, inOrder)).digest('hex');
}

/** For JSON.stringify: fields in the order of their names. */
const inOrder = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
