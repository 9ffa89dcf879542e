interface SharedPlace {
  no: number;
  organisationId: string | null;
  unitPath: string | null;
}

/**
 * Of shared places that bear one code in several administrative units, the one that is nearest by administration: with
 * the longest common path, then the oldest.
 * @param unitPath path of the organisation's own unit, as `/24/219/`
 */
export function nearestShared<T extends SharedPlace>(places: readonly T[], unitPath: string): T | undefined {
  const near = (place: T): number => commonParts(place.unitPath ?? '', unitPath);
  return places
    .filter(({ organisationId }) => organisationId === null)
    .sort((a, b) => near(b) - near(a) || a.no - b.no)[0];
}

function commonParts(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}
