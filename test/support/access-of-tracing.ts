import { newId } from '@app/database';
import { atSite, inScope, type Line, list, ofWorker, plain, record, within } from './access-table.js';
import { type Holding, recently, today } from './reach-world.js';

const PRESET = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
const NETWORKERS = 'POE';
const isolated = ({ workerId }: Holding) => ({ workerId, from: recently(), reason: 'F1' });

const preset = () => ({
  ...{ id: newId(), name: 'Thử', reference: 'Không có', validFrom: '2021-01-01', ...PRESET },
});

/** Cases, isolations, traces, networks, presets. */
export const TRACING: readonly Line[] = [
  within('POST /cases', 'O', ofWorker, {
    hidden: 'unknown_worker',
    body: ({ workerId }) => ({ workerId, sampledOn: today() }),
  }),
  list('GET /cases', 'O', 'caseId'),
  record('GET /cases/{id}', 'O', 'caseId'),
  list('GET /follow-ups', 'O', 'caseId'),
  plain('GET /follow-ups/counts', 'O'),
  record('POST /cases/{id}/follow-ups', 'O', 'caseId', {
    body: ({ colleagueId }) => ({ workerIds: [colleagueId], state: 'notified' }),
  }),
  list('GET /tracing-clock', 'O', 'caseId', { query: () => ({}) }),
  record('GET /traces/{id}/communes', 'O', 'traceId'),
  plain('GET /command/figures', 'PO'),
  list('GET /command/figures/{figure}', 'PO', 'organisationId', { path: () => ({ figure: 'freshness' }) }),
  list('GET /command/figures/{figure}', 'PO', 'caseId', { path: () => ({ figure: 'cases' }) }),
  plain('GET /map', 'PO'),
  record('PATCH /cases/{id}', 'O', 'caseId', { body: () => ({ note: 'thử' }) }),
  within('POST /isolations', 'O', ofWorker, { hidden: 'unknown_worker', body: isolated }),
  record('PATCH /isolations/{id}', 'O', 'isolationId', { body: () => ({ to: new Date().toISOString() }) }),
  within('POST /traces', 'O', inScope, {
    hidden: 'unknown_case',
    body: ({ caseId }) => ({ caseIds: [caseId], preset: PRESET, asOf: recently() }),
  }),
  list('GET /traces', 'O', 'traceId'),
  record('GET /traces/{id}', 'O', 'traceId'),
  record('GET /traces/{id}/events', 'O', 'traceId'),
  record('POST /traces/{id}/cancel', 'O', 'traceId', { also: ['already_finished'] }),
  record('GET /traces/{id}/places', 'O', 'traceId'),
  record('POST /traces/{id}/follow', 'O', 'traceId'),
  record('POST /traces/{id}/unfollow', 'O', 'traceId'),
  record('GET /traces/{id}/revisions', 'O', 'traceId'),
  record('GET /traces/{id}/revisions/{revision}/changes', 'O', 'traceId', { path: () => ({ revision: '1' }) }),
  record('POST /traces/{id}/compare', 'O', 'traceId', { body: () => ({ scopes: [{ name: 'F1', levels: [1] }] }) }),
  record('GET /traces/{id}/contacts', 'O', 'traceId'),
  record('POST /traces/{id}/contacts', 'O', 'traceId', {
    body: ({ thirdId }) => ({ workerId: thirdId, level: 1, reason: 'thử' }),
    also: ['already_a_contact'],
  }),
  record('GET /traces/{id}/contacts/{workerId}', 'O', 'traceId', {
    path: ({ colleagueId: workerId }) => ({ workerId }),
  }),
  record('POST /traces/{id}/contacts/{workerId}/review', 'O', 'traceId', {
    path: ({ colleagueId: workerId }) => ({ workerId }),
    body: () => ({ decision: 'confirm', reason: 'thử' }),
  }),
  record('GET /traces/{id}/graph', 'O', 'traceId'),
  within('POST /networks', NETWORKERS, atSite, {
    hidden: 'unknown_site',
    body: ({ siteId }) => ({ siteId, from: today(), to: today(), preset: PRESET }),
  }),
  record('GET /networks/{id}', NETWORKERS, 'networkId'),
  record('GET /networks/{id}/places', NETWORKERS, 'networkId'),
  record('GET /networks/{id}/events', NETWORKERS, 'networkId'),
  record('POST /networks/{id}/cancel', NETWORKERS, 'networkId', { also: ['already_finished'] }),
  plain('GET /presets', 'PO'),
  plain('POST /presets', 'PO', { body: preset }),
];
