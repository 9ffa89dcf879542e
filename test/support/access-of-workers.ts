import { newId } from '@app/database';
import { inScope, type Line, list, ofWorker, record, within } from './access-table.js';
import { type Holding, recently, today } from './reach-world.js';

const STAFF = 'PEH';
const importing =
  (fields: Record<string, string>, content: string) =>
  ({ organisationId }: Holding) => ({ fields: { organisationId, ...fields }, content });

const imports = (
  path: string,
  who: string,
  key: 'workerImport' | 'healthImport' | 'rosterImport',
  upload: ReturnType<typeof importing>,
): Line[] => [
  within(`POST ${path}`, who, inScope, { upload }),
  ...['', '/events', '/rejects'].map((what) => record(`GET ${path}/{id}${what}`, who, key)),
];

const empty = { body: () => ({ items: [] }) };
const weekly = ['shift-patterns', 'bus-trips', 'sittings'].flatMap((what) => [
  record(`GET /organisations/{id}/${what}`, `${STAFF}O`, 'organisationId'),
  record(`PUT /organisations/{id}/${what}`, STAFF, 'organisationId', empty),
]);

const WORKER_FILE = 'code,fullName\n1,An\n';
/** Looking at an import of workers, mending and undoing it. */
const review: Line[] = [
  within('POST /workers/imports/preview', STAFF, inScope, { upload: importing({}, WORKER_FILE) }),
  within('GET /workers/imports', STAFF, inScope, { query: ({ organisationId }) => ({ organisationId }) }),
  record('GET /workers/imports/{id}/changes', STAFF, 'workerImport', { query: () => ({ state: 'created' }) }),
  record('GET /workers/imports/{id}/rejected', STAFF, 'workerImport'),
  record('PUT /workers/imports/{id}/rejected/{row}', STAFF, 'workerImport', {
    path: () => ({ row: '1' }),
    body: () => ({ cells: ['1', 'An'] }),
  }),
  record('POST /workers/imports/{id}/publish', STAFF, 'workerImport', { also: ['not_ready'] }),
  record('DELETE /workers/imports/{id}', STAFF, 'workerImport', { also: ['import_in_use'] }),
];

/** Records of workers, their health and rosters, their rights, and imports of all that. */
export const WORKERS: readonly Line[] = [
  within('POST /workers', STAFF, inScope, {
    body: ({ organisationId }) => ({ organisationId, code: newId(), fullName: 'Ngô Văn Tám' }),
  }),
  list('GET /workers', 'POEHG', 'workerId'),
  within('GET /workers', 'POEHG', inScope, { query: ({ organisationId }) => ({ organisationId }) }),
  list('POST /workers/search', 'POEHG', 'workerId', { query: () => ({}), body: () => ({ q: 'nguyen', limit: 500 }) }),
  within('POST /workers/search', 'POEHG', inScope, { body: ({ organisationId }) => ({ organisationId, q: 'nguyen' }) }),
  list('POST /workers/lookup', 'POEHG', 'workerId', {
    query: () => ({}),
    body: (_, all) => ({ ids: all.map(({ workerId }) => workerId) }),
  }),
  record('GET /workers/{id}', 'POEHGW', 'workerId'),
  record('PATCH /workers/{id}', STAFF, 'workerId', { body: () => ({ shift: 'Ca 1' }) }),
  within('POST /workers/bulk', STAFF, ofWorker, {
    body: ({ workerId }) => ({ ids: [workerId], change: { shift: 'Ca 1' } }),
  }),
  record('POST /workers/{id}/tests', `${STAFF}O`, 'workerId', {
    body: () => ({ kind: 'pcr', sampledAt: recently(), result: 'pending' }),
  }),
  record('GET /workers/{id}/tests', `${STAFF}OW`, 'workerId'),
  record('POST /workers/{id}/doses', `${STAFF}O`, 'workerId', {
    body: () => ({ vaccine: 'Abdala', givenOn: today() }),
  }),
  record('GET /workers/{id}/doses', `${STAFF}OW`, 'workerId'),
  record('POST /workers/{id}/declarations', `${STAFF}OW`, 'workerId', { body: () => ({ symptoms: false }) }),
  record('GET /workers/{id}/declarations', `${STAFF}OW`, 'workerId'),
  record('GET /workers/{id}/route', `${STAFF}OW`, 'workerId'),
  record('PUT /workers/{id}/route', STAFF, 'workerId', { body: () => ({ stops: [] }) }),
  record('GET /workers/{id}/own-data', 'W', 'workerId'),
  record('POST /workers/{id}/requests', 'W', 'workerId', { body: () => ({ kind: 'erasure' }), also: ['conflict'] }),
  record('GET /workers/{id}/requests', `${STAFF}W`, 'workerId'),
  list('GET /rights/requests', STAFF, 'requestId'),
  record('POST /rights/requests/{id}/decide', STAFF, 'requestId', {
    body: () => ({ decision: 'refused', reason: 'thử' }),
    also: ['already_finished'],
  }),
  ...weekly,
  ...imports('/workers/imports', STAFF, 'workerImport', importing({}, WORKER_FILE)),
  ...review,
  ...imports(
    '/health/imports',
    'POEH',
    'healthImport',
    importing({ kind: 'doses' }, 'Mã NV,Vắc xin,Ngày tiêm\n1,A,B\n'),
  ),
  ...imports(
    '/rosters/imports',
    STAFF,
    'rosterImport',
    importing({ kind: 'shift-patterns' }, 'code,start,end\n1,A,B\n'),
  ),
];
