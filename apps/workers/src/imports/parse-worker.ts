import { parseIdentityNumber, parsePhone, searchable, type Sex, type WorkerKind } from '@app/contracts';
import { CellFault, choiceCell, dateCell, inColumn, type Reason, textCell } from '@app/tables';
import type { WorkerColumn } from './worker-columns.js';

/** One row of a file of workers; null where the cell is empty or the column is not there. */
export interface ParsedWorker {
  code: string;
  fullName: string;
  searchName: string;
  kind: WorkerKind | null;
  birthDate: string | null;
  sex: Sex | null;
  identityNumber: string | null;
  phone: string | null;
  address: string | null;
  siteCode: string | null;
  placeCode: string | null;
  shift: string | null;
  dormitoryRoom: string | null;
  busCode: string | null;
  startDate: string | null;
  endDate: string | null;
}

const SEX_WORDS: Record<string, Sex> = {
  ...{ nam: 'male', male: 'male', m: 'male', man: 'male', trai: 'male', ong: 'male' },
  ...{ nu: 'female', female: 'female', f: 'female', woman: 'female', gai: 'female', ba: 'female' },
};
const KIND_WORDS: Record<string, WorkerKind> = {
  ...{ employee: 'employee', 'nhan vien': 'employee', 'cong nhan': 'employee', 'chinh thuc': 'employee' },
  ...{ contractor: 'contractor', 'nha thau': 'contractor', 'thoi vu': 'contractor', 'thue ngoai': 'contractor' },
  ...{ visitor: 'visitor', khach: 'visitor', driver: 'driver', 'lai xe': 'driver', 'tai xe': 'driver' },
};

/**
 * Reads the cells of a row.
 * @throws CellFault with the column: required, too_long, bad_text, bad_date, bad_sex, bad_choice, bad_identity_number,
 *   bad_phone, in_the_future (birth), end_before_start
 */
export function parseWorker(cell: (name: WorkerColumn) => string, today: string): ParsedWorker {
  const text = (name: WorkerColumn, max: number): string | null => inColumn(name, () => textCell(cell(name), max));
  const date = (name: WorkerColumn): string | null => inColumn(name, () => dateCell(cell(name)));
  const required = (name: WorkerColumn, max: number): string => text(name, max) ?? fault('required', name);
  const parsed = (name: WorkerColumn, parse: (text: string) => string | undefined, reason: Reason): string | null =>
    cell(name) === '' ? null : (parse(cell(name)) ?? fault(reason, name));
  const fullName = required('fullName', 200).replace(/\s+/g, ' ');
  const worker: ParsedWorker = {
    code: required('code', 64),
    fullName,
    searchName: searchable(fullName),
    kind: inColumn('kind', () => choiceCell(cell('kind'), KIND_WORDS)),
    birthDate: date('birthDate'),
    sex: inColumn('sex', () => choiceCell(cell('sex'), SEX_WORDS, 'bad_sex')),
    identityNumber: parsed('identityNumber', parseIdentityNumber, 'bad_identity_number'),
    phone: parsed('phone', parsePhone, 'bad_phone'),
    address: text('address', 500),
    siteCode: text('siteCode', 64),
    placeCode: text('placeCode', 64),
    shift: text('shift', 64),
    dormitoryRoom: text('dormitoryRoom', 64),
    busCode: text('busCode', 64),
    startDate: date('startDate'),
    endDate: date('endDate'),
  };
  if (worker.birthDate && worker.birthDate > today) fault('in_the_future', 'birthDate');
  if (worker.startDate && worker.endDate && worker.endDate < worker.startDate) fault('end_before_start', 'endDate');
  return worker;
}

function fault(reason: Reason, column: WorkerColumn): never {
  throw new CellFault(reason, column);
}
