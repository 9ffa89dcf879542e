import type { PartitionedTable } from '@app/database';
import type { Column, ImportKind } from '@app/tables';

export type PresenceColumn = 'worker' | 'place' | 'workerA' | 'workerB' | 'from' | 'to' | 'evidence';

/** A kind of file of presence, and how its rows are stored. */
export interface PresenceKind extends ImportKind {
  kind: 'stays' | 'proximity';
  columns: readonly Column<PresenceColumn>[];
  table: Extract<PartitionedTable, 'stay' | 'proximity'>;
  /** The column of the worker, and that of the place or of the other worker. */
  first: PresenceColumn;
  second: PresenceColumn;
}

const TIMES: readonly Column<PresenceColumn>[] = [
  { name: 'from', headers: ['Từ', 'Bắt đầu', 'start', 'startedAt'], required: true },
  { name: 'to', headers: ['Đến', 'Kết thúc', 'end', 'endedAt'], required: true },
];

export const STAYS: PresenceKind = {
  kind: 'stays',
  job: 'stay-import.run',
  table: 'stay',
  first: 'worker',
  second: 'place',
  columns: [
    { name: 'worker', headers: ['workerCode', 'Mã nhân viên', 'Mã NV'], required: true },
    { name: 'place', headers: ['placeCode', 'Mã vị trí', 'Vị trí'], required: true },
    ...TIMES,
    { name: 'evidence', headers: ['Nguồn', 'Bằng chứng'] },
  ],
};

export const PROXIMITY: PresenceKind = {
  kind: 'proximity',
  job: 'proximity-import.run',
  table: 'proximity',
  first: 'workerA',
  second: 'workerB',
  columns: [
    { name: 'workerA', headers: ['Mã nhân viên A', 'Nhân viên A'], required: true },
    { name: 'workerB', headers: ['Mã nhân viên B', 'Nhân viên B'], required: true },
    ...TIMES,
  ],
};
