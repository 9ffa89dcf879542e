import type { GraphNode } from '@app/contracts';

/** Which people of a trace are drawn. */
export interface Shown {
  levels: readonly number[];
  /** 0–1. */
  minScore: number;
  /** Of one organisation, of one place; null for all. */
  organisationId: string | null;
  placeId: string | null;
}

/** Cases themselves stay by every filter but that of levels: without them nobody sees whom the rest is around. */
export function isShown({ level, score, organisationId, place }: GraphNode, shown: Shown): boolean {
  if (!shown.levels.includes(level)) return false;
  if (level === 0) return true;
  const isThere = shown.placeId === null || place?.id === shown.placeId;
  return score >= shown.minScore && isThere && (shown.organisationId ?? organisationId) === organisationId;
}

/** The places where people of a trace belong, those of most people first. */
export function placesIn(nodes: readonly GraphNode[], organisationId: string | null): { id: string; name: string }[] {
  const known = new Map<string, { id: string; name: string; people: number }>();
  for (const { place, organisationId: of } of nodes) {
    if (!place || (organisationId !== null && of !== organisationId)) continue;
    known.set(place.id, { ...place, people: (known.get(place.id)?.people ?? 0) + 1 });
  }
  return [...known.values()].sort((a, b) => b.people - a.people).map(({ id, name }) => ({ id, name }));
}
