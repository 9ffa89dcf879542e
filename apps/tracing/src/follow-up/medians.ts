import type { DistrictClock, TracingClock } from '@app/contracts';
import type { ClockRow } from './clock.queries.js';

/** Of those that have come so far; null where none has. An even number has two middles: the lower one. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** Seconds from the positive result; a step recorded for before it counts as nothing waited. */
const since = (rows: readonly ClockRow[], step: 'list_at' | 'notice_at' | 'quarantine_at'): number | null =>
  median(
    rows.flatMap((row) => {
      const at = row[step];
      return at ? [Math.max(0, Math.round((at.getTime() - row.positive_at.getTime()) / 1_000))] : [];
    }),
  );

export const mediansOf = (rows: readonly ClockRow[]): TracingClock['all'] => ({
  cases: rows.length,
  listSeconds: since(rows, 'list_at'),
  noticeSeconds: since(rows, 'notice_at'),
  quarantineSeconds: since(rows, 'quarantine_at'),
});

/** Districts with most cases first. */
export function districtsOf(rows: readonly ClockRow[]): DistrictClock[] {
  const byDistrict = new Map<string, ClockRow[]>();
  for (const row of rows) byDistrict.set(row.district_code, [...(byDistrict.get(row.district_code) ?? []), row]);
  return [...byDistrict]
    .map(([unitCode, own]) => ({ unitCode, name: own[0]!.district_name, ...mediansOf(own) }))
    .sort((a, b) => b.cases - a.cases || a.unitCode.localeCompare(b.unitCode));
}
