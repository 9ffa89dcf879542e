import type { ContactGraph, GraphNode } from '@app/contracts';
import { useComputedColorScheme } from '@mantine/core';
import { UndirectedGraph } from 'graphology';
import { type RefObject, useEffect, useRef } from 'react';
import Sigma from 'sigma';
import { EdgeLineProgram } from 'sigma/rendering';
import { levelColour } from '../../common/theme';
import { isShown, type Shown } from './graph-filter';
import { ringsOf } from './rings';

/** Beyond this many lines a drawing that moves shows its dots alone; the lines are back when it stands still. */
const STILL_LINES = 5_000;

export interface Drawing {
  fit: () => void;
}

interface Dot {
  x: number;
  y: number;
  size: number;
  label: string;
  color: string;
  node: GraphNode;
}

function graphOf({ nodes, edges }: ContactGraph): UndirectedGraph<Dot> {
  const points = ringsOf({ nodes, edges });
  const graph = new UndirectedGraph<Dot>();
  for (const node of nodes) {
    const { id, level, code, score } = node;
    graph.addNode(id, {
      ...points.get(id)!,
      ...{
        size: level === 0 ? 10 : 3 + 4 * score,
        label: `F${level} ${code}`,
        color: levelColour(level),
        node,
      },
    });
  }
  for (const { source, target } of edges)
    if (!graph.hasEdge(source, target)) graph.addEdge(source, target, { size: 1, color: '#c3cad1' });
  return graph;
}

/** Leaves out whom the filters leave out. */
const reducerOf =
  (shown: Shown) =>
  (_: string, dot: Dot): Partial<Dot> & { hidden: boolean } => ({ ...dot, hidden: !isShown(dot.node, shown) });

/** Draws a graph by WebGL into an element, and opens whoever is clicked. */
export function useDrawing(
  container: RefObject<HTMLDivElement | null>,
  graph: ContactGraph,
  shown: Shown,
  onOpen: (id: string) => void,
): Drawing {
  const sigma = useRef<Sigma<Dot>>(null);
  const open = useRef(onOpen);
  const filters = useRef(shown);
  filters.current = shown;
  const drawnWith = useRef<Shown>(null);
  open.current = onOpen;
  const labelColour = useComputedColorScheme('light') === 'dark' ? '#e9ecef' : '#212529';
  useEffect(() => {
    const hasMany = graph.edges.length > STILL_LINES;
    const drawn = new Sigma<Dot>(graphOf(graph), container.current!, {
      hideEdgesOnMove: hasMany,
      hideLabelsOnMove: hasMany,
      // thousands of lines need no width and no soft edges
      ...(hasMany ? { edgeProgramClasses: { line: EdgeLineProgram } } : {}),
      labelColor: { color: labelColour },
      labelRenderedSizeThreshold: 6,
      nodeReducer: reducerOf(filters.current),
    });
    drawn.on('clickNode', ({ node }) => open.current(node));
    sigma.current = drawn;
    drawnWith.current = filters.current;
    return () => drawn.kill();
  }, [container, graph, labelColour]);
  useEffect(() => {
    // what is drawn for the first time has them already: thousands of dots are not worked through twice
    if (drawnWith.current === shown) return;
    drawnWith.current = shown;
    sigma.current?.setSetting('nodeReducer', reducerOf(shown));
  }, [shown, graph, labelColour]);
  return { fit: () => void sigma.current?.getCamera().animatedReset() };
}
