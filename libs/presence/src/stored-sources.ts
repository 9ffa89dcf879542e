/** The columns of `trace_source` that lie side by side. */
export const SOURCE_ARRAYS = ['source_person_nos', 'near_seconds', 'room_seconds', 'first_at', 'last_at'] as const;

/** A source of a contact as its trace found it. Instants in epoch seconds. */
export interface StoredSource {
  source_person_no: number;
  near_seconds: number;
  room_seconds: number;
  first_at: number;
  last_at: number;
  /** When it had been reached before the contact's level; null for an index case. */
  reached_at: number | null;
}

/** SQL: the sources of the row `s` of `trace_source`, as rows `e`; rank 1 is the strongest. */
export const EACH_SOURCE = `unnest(${SOURCE_ARRAYS.map((column) => `s.${column}`).join(', ')})
  with ordinality as e(source_person_no, near_seconds, room_seconds, first_at, last_at, rank)`;

/** SQL: when a person had been reached by the hops before a level (epoch seconds), or null. All arguments are SQL. */
export const reachedBefore = (trace: string, level: string, person: string): string => `
  (select floor(extract(epoch from min(t.reached_at)))::float8 from generate_series(1, ${level} - 1) h
   join trace_time t on t.trace_id = ${trace} and t.hop = h and t.person_no = ${person})`;

/** SQL: the columns of a `StoredSource`, from `e` and `s` and the contact's level. */
export const sourceColumns = (level: string): string => `
  e.source_person_no, e.near_seconds, e.room_seconds, e.first_at::float8, e.last_at::float8,
  ${reachedBefore('s.trace_id', level, 'e.source_person_no')} as reached_at`;
