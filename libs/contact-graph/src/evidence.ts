/** What a stay rests on. The position in this list is the numeric code that the columns hold (at most eight fit). */
export const EVIDENCE = ['scan', 'scan-inferred', 'roster', 'residence', 'transport', 'import', 'manual'] as const;

/** Evidence of a stay by name. */
export type Evidence = (typeof EVIDENCE)[number];

const CODES: ReadonlyMap<string, number> = new Map(EVIDENCE.map((name, code) => [name, code]));

/** The numeric code of an evidence name; undefined for a name that is not in the list. */
export function evidenceCode(name: string): number | undefined {
  return CODES.get(name);
}
