import { ALWAYS, EVERY_DAY, type PlaceKind } from '@app/contracts';
import type { CopyValue } from '@app/database';
import type { Column } from '@app/tables';
import type { RowCells } from '../imports/row-cells.js';
import type { RowContext, RowKind } from '../imports/row-kind.js';
import { settleRoutes } from './routes.queries.js';

export const CANTEENS: readonly PlaceKind[] = ['canteen', 'table'];
export const BUSES: readonly PlaceKind[] = ['bus'];

const DATING: readonly Column[] = [
  { name: 'cycle', headers: ['chu kỳ', 'số ngày chu kỳ'] },
  { name: 'days', headers: ['các ngày', 'ngày trong tuần', 'thứ'] },
  { name: 'validFrom', headers: ['áp dụng từ', 'hiệu lực từ'] },
  { name: 'validTo', headers: ['áp dụng đến', 'hiệu lực đến'] },
];
const TIMES: readonly Column[] = [
  { name: 'from', headers: ['từ', 'giờ bắt đầu', 'bắt đầu', 'start'], required: true },
  { name: 'to', headers: ['đến', 'giờ kết thúc', 'kết thúc', 'end'], required: true },
];
const CODE: Column = { name: 'code', headers: ['mã'], required: true };
const SHIFT: Column = { name: 'shift', headers: ['ca', 'mã ca'] };
const WORKER: Column = {
  name: 'worker',
  headers: ['workerCode', 'mã nhân viên', 'mã công nhân', 'mã NV'],
  required: true,
};
const place = (...headers: string[]): Column => ({
  name: 'place',
  headers: ['placeCode', 'mã vị trí', 'vị trí', ...headers],
  required: true,
});

const DATED_KEY = { organisation_id: 'uuid', code: 'text', valid_from: 'date' };
const DATED_VALUES = {
  valid_to: 'date',
  cycle: 'smallint',
  days: 'smallint[]',
  start_minute: 'int',
  end_minute: 'int',
};

/** Values of DATED_KEY and DATED_VALUES. */
function datedOf(cells: RowCells, { organisationId }: RowContext): CopyValue[] {
  const code = cells.required('code', cells.text);
  const [validFrom, validTo] = [cells.date('validFrom') ?? ALWAYS, cells.date('validTo')];
  if (validTo && validTo < validFrom) cells.fault('end_before_start', 'validTo');
  const cycle = cells.number('cycle', 1, 366);
  const days = cells.days('days', cycle ?? 7) ?? EVERY_DAY.filter((day) => day <= (cycle ?? 7));
  return [organisationId, code, validFrom, validTo, cycle, days.map(String), ...cells.hours('from', 'to')];
}

/** A code of a shift of the organisation. */
function shiftOf(cells: RowCells, { shifts }: RowContext): string | null {
  const shift = cells.text('shift');
  return shift === null || shifts.has(shift) ? shift : cells.fault('unknown_shift', 'shift');
}

const SHIFT_PATTERNS: RowKind = {
  kind: 'shift-patterns',
  job: 'row-import.run',
  columns: [{ ...CODE, headers: ['mã', 'ca', 'mã ca', 'shift'] }, ...TIMES, ...DATING],
  target: { table: 'shift_pattern', key: DATED_KEY, values: DATED_VALUES },
  parse: datedOf,
};

const ROSTER: RowKind = {
  kind: 'roster',
  job: 'row-import.run',
  columns: [
    WORKER,
    { name: 'day', headers: ['ngày', 'date'], required: true },
    { ...SHIFT, required: true },
    { ...place('chuyền', 'line'), required: false },
  ],
  place: { column: 'place' },
  target: {
    table: 'roster_day',
    key: { worker_no: 'int', day: 'date' },
    values: { shift: 'text', place_no: 'int' },
  },
  parse: (cells, context) => {
    const [worker, day] = [cells.required('worker', cells.worker), cells.required('day', cells.date)];
    const [shift, at] = [shiftOf(cells, context), cells.place('place')];
    if (shift === null && at !== null) cells.fault('required', 'shift'); // a day off has neither
    return [worker, day, shift, at];
  },
};

const BUS_TRIPS: RowKind = {
  kind: 'bus-trips',
  job: 'row-import.run',
  columns: [
    ...[CODE, place('bus', 'xe', 'mã xe'), { name: 'direction', headers: ['chiều'], required: true }],
    ...[SHIFT, ...TIMES, { name: 'stops', headers: ['điểm dừng', 'các điểm dừng'] }, ...DATING],
  ],
  place: { column: 'place', kinds: BUSES },
  target: {
    table: 'bus_trip',
    key: DATED_KEY,
    values: { ...DATED_VALUES, place_no: 'int', direction: 'text', shift: 'text', stops: 'text[]' },
  },
  parse: (cells, context) => [
    ...datedOf(cells, context),
    cells.required('place', cells.place),
    cells.required('direction', (name) => cells.choice(name, DIRECTION_WORDS)),
    shiftOf(cells, context),
    (cells.text('stops', 2_000) ?? '').split('|').flatMap((stop) => stop.trim() || []),
  ],
};
const DIRECTION_WORDS = {
  ...{ outbound: 'outbound', 'luot di': 'outbound', di: 'outbound', 'di lam': 'outbound' },
  ...{ return: 'return', 'luot ve': 'return', ve: 'return', 'tan ca': 'return' },
};

const SITTINGS: RowKind = {
  kind: 'sittings',
  job: 'row-import.run',
  columns: [CODE, place('canteen', 'nhà ăn', 'bàn', 'table'), SHIFT, ...TIMES, ...DATING],
  place: { column: 'place', kinds: CANTEENS },
  target: { table: 'canteen_sitting', key: DATED_KEY, values: { ...DATED_VALUES, place_no: 'int', shift: 'text' } },
  parse: (cells, context) => [
    ...datedOf(cells, context),
    cells.required('place', cells.place),
    shiftOf(cells, context),
  ],
};

const ROUTES: RowKind = {
  kind: 'routes',
  job: 'row-import.run',
  columns: [
    ...[WORKER, { name: 'position', headers: ['thứ tự', 'stt'], required: true }, place()],
    ...TIMES.map((column) => ({ ...column, required: false })),
    { name: 'validFrom', headers: DATING[2]!.headers },
  ],
  place: { column: 'place' },
  target: {
    table: 'route_stop',
    key: { worker_no: 'int', valid_from: 'date', position: 'int' },
    values: { place_no: 'int', start_minute: 'int', end_minute: 'int', valid_to: 'date' },
  },
  parse: (cells, { today }) => {
    const key = [cells.required('worker', cells.worker), cells.date('validFrom') ?? today];
    const position = cells.required('position', (name) => cells.number(name, 1, 1_000));
    const anyTime = cells.minute('from') === null && cells.minute('to') === null;
    const times = anyTime ? [null, null] : cells.hours('from', 'to');
    return [...key, position, cells.required('place', cells.place), ...times, null];
  },
  settle: settleRoutes,
};

/** Files of rosters, by kind. */
export const ROSTER_KINDS = [SHIFT_PATTERNS, ROSTER, BUS_TRIPS, SITTINGS, ROUTES] as const;
