/**
 * Whether a worker (`w`) has left by a day, as SQL: marked so, or past the last day. `worker.status` alone does not say it,
 * for nobody writes it when an end that was known before has come.
 * @param day SQL of a local date
 */
export const hasLeftBy = (day: string): string => `(w.status = 'left' or coalesce(w.end_date < ${day}, false))`;

/** The same as the word. */
export const statusOn = (day: string): string => `case when ${hasLeftBy(day)} then 'left' else 'active' end`;
