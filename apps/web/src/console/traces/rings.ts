import type { ContactGraph } from '@app/contracts';

export interface Point {
  x: number;
  y: number;
}

/** What of a graph its places follow from. */
interface Linked {
  nodes: readonly Pick<ContactGraph['nodes'][number], 'id' | 'level'>[];
  edges: readonly Pick<ContactGraph['edges'][number], 'source' | 'target'>[];
}

const TURN = 2 * Math.PI;

/** The direction of a sum of unit vectors: a mean of angles that knows that a circle closes. */
const meanAngle = (angles: readonly number[]): number =>
  Math.atan2(
    angles.reduce((sum, angle) => sum + Math.sin(angle), 0),
    angles.reduce((sum, angle) => sum + Math.cos(angle), 0),
  );

const positive = (angle: number): number => (angle + TURN) % TURN;

/**
 * Places the people of a trace on rings, a level each, index cases in the middle, everybody near the direction of
 * whoever reached them. The same graph gives the same places. Rings grow with how many stand on them.
 * @returns by node id, with the radius of the first ring about 1
 */
export function ringsOf({ nodes, edges }: Linked): Map<string, Point> {
  const sources = new Map<string, string[]>();
  for (const { source, target } of edges) sources.set(target, [...(sources.get(target) ?? []), source]);
  const angles = new Map<string, number>();
  const points = new Map<string, Point>();
  let radius = 0;
  for (const level of [...new Set(nodes.map((node) => node.level))].sort((a, b) => a - b)) {
    const ring = nodes.filter((node) => node.level === level);
    const wish = (id: string): number => {
      const known = (sources.get(id) ?? []).flatMap((source) => angles.get(source) ?? []);
      return known.length > 0 ? positive(meanAngle(known)) : 0;
    };
    const ordered = ring.map((node) => ({ id: node.id, wish: wish(node.id) })).sort((a, b) => a.wish - b.wish);
    radius = level === 0 ? (ring.length > 1 ? 0.3 : 0) : Math.max(radius + 1, ring.length / 60);
    ordered.forEach(({ id }, i) => {
      const angle = (i / ordered.length) * TURN;
      angles.set(id, angle);
      points.set(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    });
  }
  return points;
}
