/** What can be made the same for many people. */
export const BULK_FIELDS = ['placeCode', 'shift', 'dormitoryRoom', 'busCode', 'siteCode', 'endDate', 'status'] as const;
export type BulkField = (typeof BULK_FIELDS)[number];

/** `POST /workers/bulk` takes so many at once. */
const AT_ONCE = 200;

export const partsOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, part) => ids.slice(part * AT_ONCE, (part + 1) * AT_ONCE));

/** The change of one field; nothing clears it, only a status is always one. */
export function bulkChange(field: BulkField, value: string | null): Record<string, string | null> {
  const given = value?.trim() || null;
  return { [field]: field === 'status' ? (given ?? 'active') : given };
}
