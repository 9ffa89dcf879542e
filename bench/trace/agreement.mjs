// Times are worth nothing unless everybody found the same people.

/** Compares what two found for a case. @throws Error naming the first difference */
export function assertAgree(caseNumber, ours, peer, name) {
  const found = new Map(peer.map((row) => [row.person, row]));
  for (const { person, level, t } of ours) {
    const other = found.get(person);
    found.delete(person);
    if (other?.level === level && (level === 0 || other.t === t)) continue;
    const theirs = other ? `F${other.level} since ${other.t}` : 'not reached';
    throw new Error(`Case ${caseNumber}, person ${person}: ours F${level} since ${t}, ${name}: ${theirs}.`);
  }
  for (const { person, level, t } of found.values())
    throw new Error(`Case ${caseNumber}, person ${person}: ours not reached, ${name}: F${level} since ${t}.`);
}

/** Doses are sums of logarithms, which round differently from one machine's library to the other's. */
const SAME_DOSE = 1e-9;

/** Compares two lists of one case. @throws Error naming the first difference */
export function assertSameList(caseNumber, ours, peer, name) {
  const found = new Map(peer.map((row) => [row.person, row]));
  if (ours.length !== peer.length)
    throw new Error(`Case ${caseNumber}: ours lists ${ours.length}, ${name} ${peer.length}.`);
  for (const mine of ours) {
    const other = found.get(mine.person);
    const same = other && ['level', 'near', 'room', 'sources'].every((field) => other[field] === mine[field]);
    if (same && Math.abs(other.dose - mine.dose) <= SAME_DOSE * Math.max(1, mine.dose)) continue;
    throw new Error(`Case ${caseNumber}: ours ${JSON.stringify(mine)}, ${name}: ${JSON.stringify(other)}.`);
  }
}
