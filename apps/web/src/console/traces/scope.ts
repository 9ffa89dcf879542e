/** A scope of quarantine as it is set on the page. */
export interface Scope {
  key: number;
  name: string;
  /** The first and the last level that it takes. */
  from: number;
  to: number;
  placeIds: string[];
  /** Whoever was at the places, contact or not. */
  everyone: boolean;
  /** Percent of the trace's risk that the riskiest of them hold. */
  risk: number;
}

/** The same as the service takes it. */
export function bodyOf({ name, from, to, placeIds, everyone, risk }: Scope) {
  const places = placeIds.length > 0 ? { placeIds } : {};
  if (everyone && placeIds.length > 0) return { name: name.trim(), ...places };
  const levels = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return { name: name.trim(), levels, ...places, ...(risk < 100 ? { topRisk: risk / 100 } : {}) };
}
