import type { TestKind, TestResult } from '@app/contracts';
import type { Column } from '@app/tables';
import type { RowKind } from '../imports/row-kind.js';

const WORKER: Column = {
  name: 'worker',
  headers: ['workerCode', 'mã nhân viên', 'mã công nhân', 'mã NV'],
  required: true,
};
const TEST_WORDS: Record<string, TestKind> = {
  ...{ antigen: 'antigen', 'test nhanh': 'antigen', 'khang nguyen': 'antigen' },
  ...{ pcr: 'pcr', 'rt-pcr': 'pcr', 'mau don': 'pcr', pool: 'pool', 'mau gop': 'pool', gop: 'pool' },
};
const RESULT_WORDS: Record<string, TestResult> = {
  ...{ negative: 'negative', 'am tinh': 'negative', positive: 'positive', 'duong tinh': 'positive' },
  ...{ pending: 'pending', cho: 'pending', 'chua co': 'pending', invalid: 'invalid', 'khong hop le': 'invalid' },
};
const NOTED = { recorded_by: 'uuid' };

const TESTS: RowKind = {
  kind: 'tests',
  job: 'row-import.run',
  columns: [
    WORKER,
    { name: 'kind', headers: ['loại xét nghiệm', 'loại', 'phương pháp'], required: true },
    { name: 'sampledAt', headers: ['lấy mẫu lúc', 'ngày lấy mẫu', 'sampled'], required: true },
    { name: 'result', headers: ['kết quả'], required: true },
    { name: 'sampleCode', headers: ['mã mẫu', 'sample'] },
    { name: 'ct', headers: ['giá trị ct'] },
  ],
  target: {
    table: 'health_test',
    key: { worker_no: 'int', sampled_at: 'timestamptz', kind: 'text' },
    values: { result: 'text', sample_code: 'text', ct: 'real' },
    noted: NOTED,
  },
  parse: (cells, { recordedBy }) => [
    cells.required('worker', cells.worker),
    cells.required('sampledAt', (name) => cells.past(name)),
    cells.required('kind', (name) => cells.choice(name, TEST_WORDS)),
    cells.required('result', (name) => cells.choice(name, RESULT_WORDS)),
    ...[cells.text('sampleCode'), cells.number('ct', 0, 60, false), recordedBy],
  ],
};

const DOSES: RowKind = {
  kind: 'doses',
  job: 'row-import.run',
  columns: [
    WORKER,
    { name: 'vaccine', headers: ['vắc xin', 'loại vắc xin', 'vắc-xin'], required: true },
    { name: 'givenOn', headers: ['ngày tiêm', 'date'], required: true },
    { name: 'lot', headers: ['số lô', 'lô'] },
  ],
  target: {
    table: 'vaccine_dose',
    key: { worker_no: 'int', given_on: 'date' },
    values: { vaccine: 'text', lot: 'text' },
    noted: NOTED,
  },
  parse: (cells, { recordedBy, today }) => {
    const [worker, givenOn] = [cells.required('worker', cells.worker), cells.required('givenOn', cells.date)];
    if (givenOn > today) cells.fault('in_the_future', 'givenOn');
    return [worker, givenOn, cells.required('vaccine', (name) => cells.text(name, 100)), cells.text('lot'), recordedBy];
  },
};

/** As `POST /isolations`: an officer's word. A file that says another end for the same start sets that. */
const ISOLATIONS: RowKind = {
  kind: 'isolations',
  job: 'row-import.run',
  roles: ['health_officer'],
  columns: [
    WORKER,
    { name: 'from', headers: ['cách ly từ', 'từ ngày', 'từ'], required: true },
    { name: 'to', headers: ['cách ly đến', 'đến ngày', 'đến'] },
    { name: 'reason', headers: ['lý do', 'hình thức cách ly'], required: true },
  ],
  target: {
    table: 'isolation',
    key: { worker_no: 'int', started_at: 'timestamptz' },
    where: 'case_id is null',
    values: { ended_at: 'timestamptz', reason: 'text' },
    noted: { created_by: 'uuid' },
  },
  parse: (cells, { recordedBy }) => {
    const [worker, from] = [cells.required('worker', cells.worker), cells.required('from', cells.instant)];
    const to = cells.end('to');
    if (to !== null && to <= from) cells.fault('end_before_start', 'to');
    return [worker, from, to, cells.required('reason', (name) => cells.text(name, 200)), recordedBy];
  },
};

/** Files of health records, by kind. */
export const HEALTH_KINDS = [TESTS, DOSES, ISOLATIONS] as const;
