import type { PlaceAnswer } from '@app/contracts';
import { Badge, Text } from '@mantine/core';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { usePlaceWords } from '../../words/places';
import styles from './place-tree.module.css';
import { canMove, parentAfter, rowsOf, type Step, type TreeRow } from './tree';

interface PlaceTreeProps {
  places: readonly PlaceAnswer[];
  selected: string | null;
  onSelect: (id: string) => void;
  onMove: (id: string, parentId: string | null) => void;
}

const STEPS: Record<string, Step> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

/** What is dragged, and over which place it is; a place may be dropped where it can be moved to. */
function useDragging({ places, onMove }: Pick<PlaceTreeProps, 'places' | 'onMove'>) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const end = (): void => (setDragged(null), setOver(null));
  const target = (id: string | null) => ({
    onDragOver: (event: DragEvent): void => {
      if (dragged === null || !canMove(places, dragged, id)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(id);
    },
    onDrop: (event: DragEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      if (dragged !== null && canMove(places, dragged, id)) onMove(dragged, id);
      end();
    },
  });
  const source = (id: string) => ({
    draggable: true,
    onDragStart: (event: DragEvent): void => {
      event.dataTransfer.effectAllowed = 'move';
      setDragged(id);
    },
    onDragEnd: end,
    onDragLeave: () => setOver(null),
  });
  return { over, target, source };
}

/** The places of a site, to be dragged under one another; with the keyboard by Alt and the arrows. */
export function PlaceTree({ places, selected, onSelect, onMove }: PlaceTreeProps) {
  const words = usePlaceWords();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const { over, target, source } = useDragging({ places, onMove });
  const tree = useRef<HTMLUListElement>(null);
  const moved = useRef<string | null>(null);
  const rows = rowsOf(places, closed);
  const focused = rows.find(({ place }) => place.id === selected) ?? rows[0];
  const focus = (id: string): void => tree.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
  // a row that is moved in the document loses the keyboard, which belongs to the place and not to where it stood
  useEffect(() => {
    if (moved.current) focus(moved.current);
    moved.current = null;
  }, [places]);
  const toggle = (id: string, open: boolean): void =>
    setClosed((before) => new Set(open ? [...before].filter((one) => one !== id) : [...before, id]));
  const press = (event: KeyboardEvent, row: TreeRow): void => {
    const step = STEPS[event.key];
    if (event.altKey && step) {
      event.preventDefault();
      const parent = parentAfter(places, row.place.id, step);
      if (parent === undefined) return;
      moved.current = row.place.id;
      onMove(row.place.id, parent);
    } else if (event.key in KEYS) {
      event.preventDefault();
      const go = (to: TreeRow | undefined): void => to && (onSelect(to.place.id), focus(to.place.id));
      const isOpen = row.hasChildren && !closed.has(row.place.id);
      KEYS[event.key]!({ rows, row, at: rows.indexOf(row), isOpen, go, toggle });
    }
  };
  return (
    <ul ref={tree} role="tree" aria-label={words.treeLabel} className={styles.tree} {...target(null)}>
      {rows.map((row) => (
        <li
          key={row.place.id}
          role="treeitem"
          data-id={row.place.id}
          data-over={over === row.place.id || undefined}
          className={styles.item}
          style={{ paddingInlineStart: 8 + (row.level - 1) * 22 }}
          aria-level={row.level}
          aria-posinset={row.position}
          aria-setsize={row.siblings}
          aria-expanded={row.hasChildren ? !closed.has(row.place.id) : undefined}
          aria-selected={selected === row.place.id}
          tabIndex={row === focused ? 0 : -1}
          onClick={() => onSelect(row.place.id)}
          onKeyDown={(event) => press(event, row)}
          {...source(row.place.id)}
          {...target(row.place.id)}
        >
          <Twig row={row} isOpen={!closed.has(row.place.id)} onToggle={(open) => toggle(row.place.id, open)} />
        </li>
      ))}
    </ul>
  );
}

interface Move {
  rows: readonly TreeRow[];
  row: TreeRow;
  at: number;
  isOpen: boolean;
  go: (row: TreeRow | undefined) => void;
  toggle: (id: string, open: boolean) => void;
}

/** Keys of a tree as people with screen readers know them (WAI-ARIA practices). */
const KEYS: Record<string, (move: Move) => void> = {
  ArrowDown: ({ rows, at, go }) => go(rows[at + 1]),
  ArrowUp: ({ rows, at, go }) => go(rows[at - 1]),
  Home: ({ rows, go }) => go(rows[0]),
  End: ({ rows, go }) => go(rows.at(-1)),
  ArrowRight: ({ rows, row, at, isOpen, go, toggle }) =>
    isOpen ? go(rows[at + 1]) : row.hasChildren && toggle(row.place.id, true),
  ArrowLeft: ({ rows, row, isOpen, go, toggle }) =>
    isOpen ? toggle(row.place.id, false) : go(rows.find(({ place }) => place.id === row.place.parentId)),
};

function Twig({ row, isOpen, onToggle }: { row: TreeRow; isOpen: boolean; onToggle: (open: boolean) => void }) {
  const { kinds } = usePlaceWords();
  const { name, code, kind } = row.place;
  const toggle = (event: React.MouseEvent): void => {
    event.stopPropagation();
    onToggle(!isOpen);
  };
  return (
    <>
      <span className={styles.twig} aria-hidden onClick={row.hasChildren ? toggle : undefined}>
        {row.hasChildren && <Chevron isOpen={isOpen} />}
      </span>
      <Text size="sm" fw={600} truncate>
        {name}
      </Text>
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {code}
      </Text>
      <Badge variant="default" size="xs" ml="auto" className={styles.kind}>
        {kinds[kind]}
      </Badge>
    </>
  );
}

const Chevron = ({ isOpen }: { isOpen: boolean }) => (
  <svg width="10" height="10" viewBox="0 0 10 10" className={styles.chevron} data-open={isOpen || undefined}>
    <path d="M3 1l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.8" />
  </svg>
);
