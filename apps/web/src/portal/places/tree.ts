import type { PlaceAnswer } from '@app/contracts';

/** A row of a tree as it is shown. */
export interface TreeRow {
  place: PlaceAnswer;
  /** 1 for a place directly under the site. */
  level: number;
  hasChildren: boolean;
  position: number;
  siblings: number;
}
export type Step = 'up' | 'down' | 'in' | 'out';

const byCode = new Intl.Collator('vi', { numeric: true });

function childrenOf(places: readonly PlaceAnswer[]): Map<string | null, PlaceAnswer[]> {
  const children = new Map<string | null, PlaceAnswer[]>();
  const known = new Set(places.map(({ id }) => id));
  for (const place of places) {
    const parent = place.parentId !== null && known.has(place.parentId) ? place.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), place]);
  }
  for (const siblings of children.values()) siblings.sort((a, b) => byCode.compare(a.code, b.code));
  return children;
}

/** The places that are seen, by code below their parents; what is below a closed one is not. */
export function rowsOf(places: readonly PlaceAnswer[], closed: ReadonlySet<string>): TreeRow[] {
  const children = childrenOf(places);
  const rows: TreeRow[] = [];
  const add = (parent: string | null, level: number): void =>
    (children.get(parent) ?? []).forEach((place, at, siblings) => {
      const hasChildren = children.has(place.id);
      rows.push({ place, level, hasChildren, position: at + 1, siblings: siblings.length });
      if (hasChildren && !closed.has(place.id)) add(place.id, level + 1);
    });
  add(null, 1);
  return rows;
}

/** Whether `id` is `ancestor`, or stands somewhere below it. */
function isWithin(places: readonly PlaceAnswer[], id: string | null, ancestor: string): boolean {
  const parents = new Map(places.map((place) => [place.id, place.parentId]));
  for (let at: string | null | undefined = id; at; at = parents.get(at)) if (at === ancestor) return true;
  return false;
}

/** Whether a place may be hung under another, or (null) directly under the site: not where it hangs, not below itself. */
export function canMove(places: readonly PlaceAnswer[], id: string, parentId: string | null): boolean {
  const place = places.find((one) => one.id === id);
  return place !== undefined && place.parentId !== parentId && !isWithin(places, parentId, id);
}

/**
 * Where a step takes a place: in, under the sibling before it; out, beside its parent; up and down, under the place
 * before or after its parent. Siblings stand by their codes, so there is no other order to change.
 * @returns the new parent (null: directly under the site), or undefined where the step leads nowhere
 */
export function parentAfter(places: readonly PlaceAnswer[], id: string, step: Step): string | null | undefined {
  const children = childrenOf(places);
  const place = places.find((one) => one.id === id)!;
  const parent = places.find((one) => one.id === place.parentId);
  const beside = (one: PlaceAnswer, by: number): PlaceAnswer | undefined => {
    const siblings = children.get(one.parentId) ?? [];
    return siblings[siblings.indexOf(one) + by];
  };
  if (step === 'in') return beside(place, -1)?.id;
  if (!parent) return undefined;
  return step === 'out' ? parent.parentId : beside(parent, step === 'up' ? -1 : 1)?.id;
}

/** So many places with one name and code, counted on from the number that they end with: Chuyền 1, Chuyền 2 … */
export function numbered(name: string, code: string, count: number): { name: string; code: string }[] {
  if (count === 1) return [{ name, code }];
  const counted = (text: string, separator: string) => {
    const [, stem = text, digits] = /^(.*?)(\d+)$/.exec(text) ?? [];
    const first = digits === undefined ? 1 : Number(digits);
    return (at: number): string =>
      (digits === undefined ? text + separator : stem) + String(first + at).padStart(digits?.length ?? 1, '0');
  };
  const [names, codes] = [counted(name, ' '), counted(code, '-')];
  return Array.from({ length: count }, (_, at) => ({ name: names(at), code: codes(at) }));
}

/** A code from the name, as posters and files will show it: `Chuyền may 3` is `CHUYEN-MAY-3`. */
export const codeFrom = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
