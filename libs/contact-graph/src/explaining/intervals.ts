/** A half-open interval [from, to). */
export type Span = readonly [from: number, to: number];

/** Sorted and joined: disjoint, not touching, ascending. */
export function union(spans: readonly Span[]): Span[] {
  if (spans.length < 2) return spans.filter(([from, to]) => from < to);
  const sorted = [...spans].sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = out[out.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (from < to) out.push([from, to]);
  }
  return out;
}

/** What of `spans` lies outside `cuts`; both unions, and so is the answer. */
export function subtract(spans: readonly Span[], cuts: readonly Span[]): Span[] {
  if (cuts.length === 0) return [...spans];
  const out: Span[] = [];
  for (const [start, to] of spans) {
    let from = start;
    for (const [cutFrom, cutTo] of cuts) {
      if (cutTo <= from) continue;
      if (cutFrom >= to) break;
      if (cutFrom > from) out.push([from, cutFrom]);
      from = Math.max(from, cutTo);
    }
    if (from < to) out.push([from, to]);
  }
  return out;
}
