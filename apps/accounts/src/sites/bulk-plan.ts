import type { BulkPlace, ErrorCode, Fault } from '@app/contracts';

/** What the bulk is checked against: places there already, by code. */
export interface Existing {
  id: string;
  /** False for a place of another site: its code is taken, but nothing can hang under it. */
  canBeParent: boolean;
}

export interface PlannedPlace extends Omit<BulkPlace, 'parentCode'> {
  id: string;
  parentId: string | null;
}

export interface BulkPlan {
  places: PlannedPlace[];
  /** Every fault, in the order of the array; `path` is `index.field`. */
  faults: (Fault & { code: ErrorCode })[];
}

/**
 * Gives every place of a bulk its id and its parent's; a parent may stand anywhere in the array or exist already.
 * Codes that repeat or are taken, parents that are nowhere and places inside themselves are faults.
 */
export function planBulk(items: BulkPlace[], existing: Map<string, Existing>, newId: () => string): BulkPlan {
  const ids = items.map(newId);
  const positions = new Map<string, number>();
  const faults: BulkPlan['faults'] = [];
  items.forEach(({ code }, index) => {
    if (existing.has(code)) faults.push(fault(index, 'code', 'code_taken', 'is used already'));
    else if (positions.has(code)) faults.push(fault(index, 'code', 'code_taken', 'stands earlier in this array'));
    else positions.set(code, index);
  });
  const parents = items.map(({ parentCode }) => (parentCode === undefined ? undefined : positions.get(parentCode)));
  const circular = insideThemselves(parents);
  const places = items.map(({ parentCode, ...item }, index) => {
    const known = parentCode === undefined ? undefined : existing.get(parentCode);
    const within = parents[index];
    if (circular.has(index)) faults.push(fault(index, 'parentCode', 'place_cycle', 'leads back to this place'));
    else if (parentCode !== undefined && within === undefined && !known?.canBeParent)
      faults.push(fault(index, 'parentCode', 'unknown_parent', 'is no place here'));
    return { ...item, id: ids[index]!, parentId: within === undefined ? (known?.id ?? null) : ids[within]! };
  });
  return { places, faults: faults.sort((a, b) => Number.parseInt(a.path, 10) - Number.parseInt(b.path, 10)) };
}

const fault = (index: number, field: string, code: ErrorCode, message: string) => ({
  path: `${index}.${field}`,
  code,
  message,
});

/** Positions on a circle of parents. Each is walked through once: `walk` marks those of the present walk. */
function insideThemselves(parents: (number | undefined)[]): Set<number> {
  const seenIn = new Array<number | undefined>(parents.length).fill(undefined);
  const circular = new Set<number>();
  for (let walk = 0; walk < parents.length; walk++) {
    let at: number | undefined = walk;
    while (at !== undefined && seenIn[at] === undefined) {
      seenIn[at] = walk;
      at = parents[at];
    }
    if (at === undefined || seenIn[at] !== walk) continue;
    for (let on = at; !circular.has(on); on = parents[on]!) circular.add(on);
  }
  return circular;
}
