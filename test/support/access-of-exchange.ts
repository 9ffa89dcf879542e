import { newId } from '@app/database';
import { inScope, type Line, list, plain, record, within } from './access-table.js';

const TAKERS = 'POE';

/** Exports, deliveries, destinations. */
export const EXCHANGE: readonly Line[] = [
  within('POST /exports', TAKERS, (asker, of) => asker === 'enterprise' || inScope(asker, of), {
    hidden: 'unknown_trace',
    body: ({ traceId }) => ({ kind: 'trace', traceId, format: 'csv', purpose: 'thử' }),
    // an enterprise takes no traces
    barred: (asker) => asker === 'enterprise',
  }),
  plain('POST /exports', TAKERS, { body: () => ({ kind: 'check-ins', format: 'csv', purpose: 'thử' }) }),
  list('GET /exports', TAKERS, 'exportId'),
  ...['', '/events', '/manifest', '/file', '/deliveries'].map((what) =>
    record(`GET /exports/{id}${what}`, TAKERS, 'exportId'),
  ),
  record('GET /exports/{id}/record', 'A', 'exportId', { reaches: inScope }),
  list('GET /exports/awaiting-approval', TAKERS, 'waitingId'),
  record('POST /exports/{id}/refuse', TAKERS, 'waitingId', { fresh: 'waitingId' }),
  record('POST /exports/{id}/approve', TAKERS, 'waitingId', { fresh: 'waitingId' }),
  plain('POST /destinations', 'P', {
    body: () => ({
      name: newId(),
      url: 'https://centre.example.vn/',
      format: 'csv',
      secret: 'a secret of thirty-two characters',
    }),
  }),
  plain('GET /destinations', TAKERS),
];
