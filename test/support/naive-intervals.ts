/** Half-open intervals. */
export type Spans = readonly (readonly [from: number, to: number])[];

/** Sorted, overlapping and touching ones joined. */
export function united(spans: Spans): Spans {
  const out: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (to <= from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

export function intersection(xs: Spans, ys: Spans): Spans {
  return united(xs.flatMap(([a, b]) => ys.map(([c, d]) => [Math.max(a, c), Math.min(b, d)] as const)));
}

export function minus(xs: Spans, cuts: Spans): Spans {
  return cuts.reduce<Spans>(
    (rest, [c, d]) =>
      united(
        rest.flatMap(([a, b]) => [
          [a, Math.min(b, c)],
          [Math.max(a, d), b],
        ]),
      ),
    xs,
  );
}

export function seconds(spans: Spans): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Section 4 of the contact rules, in seconds. */
export function measured(spans: Spans, accumulate: string, gap: number, window: number): number {
  if (accumulate === 'total') return seconds(spans);
  if (accumulate === 'continuous') {
    const joined = united(spans.map(([from, to]) => [from, to + gap]));
    return Math.max(0, ...joined.map(([from, to]) => to - gap - from));
  }
  const starts = spans.flatMap(([from, to]) => [from, to - window]);
  return Math.max(0, ...starts.map((start) => seconds(intersection(spans, [[start, start + window]]))));
}
