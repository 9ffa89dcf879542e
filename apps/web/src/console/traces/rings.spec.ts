import { ringsOf } from './rings';

const node = (id: string, level: number) => ({ id, level, code: id, score: 1 });
const edge = (source: string, target: string) => ({ source, target, nearSeconds: 1, roomSeconds: 1, firstAt: '' });
const radius = ({ x, y }: { x: number; y: number }) => Math.hypot(x, y);

it('puts a single index case in the middle, and each level on a ring further out', () => {
  const graph = {
    nodes: [node('a', 0), node('b', 1), node('c', 1), node('d', 2)],
    edges: [edge('a', 'b'), edge('a', 'c'), edge('c', 'd')],
  };
  const points = ringsOf(graph);
  expect(points.get('a')).toEqual({ x: 0, y: 0 });
  expect(radius(points.get('b')!)).toBeCloseTo(1);
  expect(radius(points.get('c')!)).toBeCloseTo(1);
  expect(radius(points.get('d')!)).toBeCloseTo(2);
});

it('gives thousands on one ring room of their own', () => {
  const crowd = Array.from({ length: 3_000 }, (_, i) => node(`w${i}`, 1));
  const points = ringsOf({ nodes: [node('a', 0), ...crowd], edges: crowd.map(({ id }) => edge('a', id)) });
  expect(new Set([...points.values()].map(({ x, y }) => `${x.toFixed(6)} ${y.toFixed(6)}`)).size).toBe(3_001);
  expect(radius(points.get('w0')!)).toBe(50);
});
