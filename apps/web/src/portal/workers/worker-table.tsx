import type { WorkerAnswer } from '@app/contracts';
import { Badge, Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { showPhone } from '../../format/amounts';
import { showDate } from '../../format/dates';
import { useWorkerWords, type WorkerWords } from '../../words/workers';
import type { ColumnName } from './filters';
import styles from './worker-table.module.css';

const ROW = 44;
/** Rows beyond the edge of what is seen, so that scrolling shows no gaps. */
const BEYOND = 12;
/** The next page is asked for so many rows before the end. */
const NEAR = 150;

const WIDTHS: Record<ColumnName, number> = {
  ...{ code: 110, kind: 110, placeCode: 120, shift: 90, dormitoryRoom: 130, busCode: 110, phone: 140, birthDate: 110 },
  ...{ sex: 90, identityNumber: 150, siteCode: 100, startDate: 120, endDate: 120, status: 120 },
};

interface WorkerTableProps {
  workers: readonly WorkerAnswer[];
  columns: readonly ColumnName[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onNearEnd: () => void;
  /** These are the rows of an earlier question, the new ones are on their way. */
  isStale: boolean;
}

/** A table that draws only what is seen: the number of rows does not matter. */
export function WorkerTable({ workers, columns, chosen, onChoose, onNearEnd, isStale }: WorkerTableProps) {
  const words = useWorkerWords();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: workers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: BEYOND,
    getItemKey: (index) => workers[index]!.id,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= workers.length - NEAR) onNearEnd();
  }, [last, workers.length, onNearEnd]);
  const all = workers.length > 0 && workers.every(({ id }) => chosen.has(id));
  const toggle = useCallback(
    (id: string): void => {
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      onChoose(next);
    },
    [chosen, onChoose],
  );
  const chooseAll = (): void => onChoose(all ? new Set() : new Set(workers.map(({ id }) => id)));
  const template = `44px minmax(190px, 2fr) ${columns.map((name) => `minmax(${WIDTHS[name]}px, 1fr)`).join(' ')}`;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="table"
      aria-label={words.title}
      aria-rowcount={workers.length + 1}
      tabIndex={0}
      style={{ '--columns': template } as CSSProperties}
      data-stale={isStale || undefined}
    >
      <Head columns={columns} all={all} some={chosen.size > 0} onAll={chooseAll} />
      <div role="rowgroup" className={styles.body} style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const worker = workers[index]!;
          return (
            <Row
              key={worker.id}
              worker={worker}
              index={index}
              start={start}
              columns={columns}
              isChosen={chosen.has(worker.id)}
              onToggle={toggle}
            />
          );
        })}
      </div>
    </div>
  );
}

interface HeadProps {
  columns: readonly ColumnName[];
  all: boolean;
  some: boolean;
  onAll: () => void;
}

function Head({ columns, all, some, onAll }: HeadProps) {
  const words = useWorkerWords();
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        <span role="columnheader">
          <Checkbox aria-label={words.chooseAll} checked={all} indeterminate={!all && some} onChange={onAll} />
        </span>
        <span role="columnheader">{words.fields.fullName}</span>
        {columns.map((name) => (
          <span key={name} role="columnheader">
            {words.fields[name]}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  worker: WorkerAnswer;
  index: number;
  /** Pixels below the first row. */
  start: number;
  columns: readonly ColumnName[];
  isChosen: boolean;
  onToggle: (id: string) => void;
}

/** Plain elements: dozens of these are drawn at every key of a search. */
const Row = memo(function Row({ worker, index, start, columns, isChosen, onToggle }: RowProps) {
  const words = useWorkerWords();
  const position = { position: 'absolute', transform: `translateY(${start}px)`, height: ROW } as const;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={position}>
      <span role="cell">
        <input
          type="checkbox"
          className={styles.tick}
          aria-label={words.choose(worker.fullName)}
          checked={isChosen}
          onChange={() => onToggle(worker.id)}
        />
      </span>
      <span role="cell">
        <Link to={`/workers/${worker.id}`} className={styles.name}>
          {worker.fullName}
        </Link>
      </span>
      {columns.map((name) => (
        <span key={name} role="cell">
          {textOf(worker, name, words)}
        </span>
      ))}
    </div>
  );
});

function textOf(worker: WorkerAnswer, name: ColumnName, words: WorkerWords): ReactNode {
  const value = worker[name];
  if (value === null) return <span className={styles.none}>–</span>;
  if (name === 'status') return <span className={styles.status}>{words.statuses[worker.status]}</span>;
  if (name === 'kind') return words.kinds[worker.kind];
  if (name === 'sex') return words.sexes[worker.sex!];
  if (name === 'birthDate' || name === 'startDate' || name === 'endDate') return showDate(value);
  return name === 'phone' ? showPhone(value) : value;
}

export function StatusBadge({ status }: { status: WorkerAnswer['status'] }) {
  const { statuses } = useWorkerWords();
  return <Badge variant={status === 'active' ? 'light' : 'default'}>{statuses[status]}</Badge>;
}
