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
