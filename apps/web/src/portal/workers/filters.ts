import type { WorkerGap, WorkerStatus } from '@app/contracts';

/** Which workers are shown. What is searched for is not among them: a name is kept nowhere and stands in no address. */
export interface WorkerFilters {
  status: WorkerStatus | null;
  placeId: string | null;
  missing: WorkerGap | null;
}

export const COLUMNS = [
  ...(['code', 'kind', 'placeCode', 'shift', 'dormitoryRoom', 'busCode', 'phone', 'birthDate'] as const),
  ...(['sex', 'identityNumber', 'siteCode', 'startDate', 'endDate', 'status'] as const),
] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** How somebody has set up the list, kept on this device. */
export interface ListView {
  columns: ColumnName[];
  saved: { name: string; filters: WorkerFilters }[];
}

export const EVERYBODY: WorkerFilters = { status: 'active', placeId: null, missing: null };
export const FIRST_VIEW: ListView = { columns: ['code', 'placeCode', 'shift', 'phone', 'status'], saved: [] };

const GAPS: readonly string[] = ['phone', 'place', 'shift', 'room'] satisfies WorkerGap[];
const one = <T extends string>(value: string | null, known: readonly string[]): T | null =>
  value !== null && known.includes(value) ? (value as T) : null;

/** The filters in the query of an address; nothing said means who works here now. */
export function filtersIn(query: URLSearchParams): WorkerFilters {
  const status = query.get('status');
  return {
    status: status === 'all' ? null : (one<WorkerStatus>(status, ['active', 'left']) ?? 'active'),
    placeId: query.get('place'),
    missing: one<WorkerGap>(query.get('missing'), GAPS),
  };
}

export function queryOf({ status, placeId, missing }: WorkerFilters): URLSearchParams {
  const query = new URLSearchParams();
  if (status !== 'active') query.set('status', status ?? 'all');
  if (placeId) query.set('place', placeId);
  if (missing) query.set('missing', missing);
  return query;
}

export const sameFilters = (a: WorkerFilters, b: WorkerFilters): boolean =>
  a.status === b.status && a.placeId === b.placeId && a.missing === b.missing;

/** The filters under their name in place of an earlier one of that name; the latest five are kept. */
export function withSaved(view: ListView, name: string, filters: WorkerFilters): ListView {
  const others = view.saved.filter((one) => one.name !== name);
  return { ...view, saved: [...others, { name, filters }].slice(-5) };
}

/** What storage holds, as far as this version of the page knows it. */
export function viewIn(stored: string | null): ListView {
  if (stored === null) return FIRST_VIEW;
  const { columns, saved } = JSON.parse(stored) as Partial<ListView>;
  const known = (columns ?? FIRST_VIEW.columns).filter((name) => COLUMNS.includes(name));
  return { columns: known, saved: saved ?? [] };
}
