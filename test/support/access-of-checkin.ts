import { newId } from '@app/database';
import { type Line, atSite, inScope, ofWorker, plain, record, within } from './access-table.js';
import { type Asker, type Holding, recently } from './reach-world.js';

const PRINTERS = 'PEH';
const seen = ({ workerId, placeCode }: Holding) => ({
  id: newId(),
  workerId,
  placeCode,
  direction: 'in',
  at: recently(),
});
/** Where both the worker and the place are. */
const sees = (asker: Asker, of: Holding): boolean => ofWorker(asker, of) && atSite(asker, of);
const importing = (header: string) => (of: Holding) => ({
  fields: { organisationId: of.organisationId },
  content: `${header}\n1,2,3,4\n`,
});

/** What may be asked of an import of presence. */
const presenceImports = (path: string, key: 'stayImport' | 'proximityImport', header: string): Line[] => [
  within(`POST ${path}`, 'PEHS', inScope, { upload: importing(header) }),
  record(`GET ${path}/{id}`, 'PEHS', key, { reaches: madeIt }),
  record(`GET ${path}/{id}/events`, 'PEHS', key, { reaches: madeIt }),
  record(`GET ${path}/{id}/rejects`, 'PEHS', key, { reaches: madeIt }),
  record(`DELETE ${path}/{id}`, 'PEHS', key, { reaches: madeIt, also: ['import_in_use'] }),
];
/** A machine sees of imports its own alone. */
const madeIt = (asker: Asker, of: Holding): boolean => asker !== 'machine' && inScope(asker, of);

/** Check-ins, codes, devices, the gate's rules, who is inside, imports of presence. */
export const CHECKIN: readonly Line[] = [
  within('POST /check-ins', 'PEHGWSD', sees, {
    hidden: 'unknown_worker',
    // of the own organisation, at a gate that is not the guard's
    hiddenElse: ({ name }) => (name === 'otherSite' ? 'unknown_place' : undefined),
    body: seen,
  }),
  within('POST /check-ins/batch', 'PEHGWSD', sees, { itemwise: true, body: (of) => ({ items: [seen(of)] }) }),
  record('POST /check-ins/{id}/void', PRINTERS, 'checkInId', {
    body: () => ({ reason: 'thử' }),
    also: ['already_voided'],
  }),
  record('POST /check-ins/{id}/override', 'PEHG', 'checkInId', {
    body: () => ({ decision: 'allow', note: 'thử' }),
    also: ['already_voided', 'nothing_to_override'],
  }),
  record('POST /check-ins/{id}/clear', PRINTERS, 'checkInId', {
    body: () => ({ note: 'thử' }),
    also: ['already_voided', 'nothing_to_clear'],
  }),
  record('GET /places/{id}/qr', PRINTERS, 'placeId'),
  record('DELETE /places/{id}/qr', PRINTERS, 'placeId'),
  record('GET /places/{id}/screen-code', `${PRINTERS}G`, 'placeId'),
  record('GET /workers/{id}/badge', `${PRINTERS}W`, 'workerId'),
  record('GET /workers/{id}/check-ins', 'W', 'workerId'),
  record('GET /workers/{id}/gate', 'W', 'workerId'),
  record('DELETE /workers/{id}/badge', PRINTERS, 'workerId'),
  record('POST /workers/{id}/badge/reissue', PRINTERS, 'workerId'),
  record('POST /workers/{id}/personal-code', 'W', 'workerId'),
  record('DELETE /workers/{id}/personal-code', `${PRINTERS}W`, 'workerId'),
  record('POST /sites/{id}/posters', PRINTERS, 'siteId', { body: () => ({ perPage: 4 }) }),
  record('POST /organisations/{id}/badges', PRINTERS, 'organisationId', {
    body: ({ workerId }) => ({ workerIds: [workerId] }),
  }),
  record('POST /organisations/{id}/devices', 'PE', 'organisationId', {
    body: ({ siteId }) => ({ name: 'Cổng', siteId }),
  }),
  record('GET /organisations/{id}/devices', PRINTERS, 'organisationId'),
  record('DELETE /devices/{id}', 'PE', 'deviceId', { fresh: 'deviceId' }),
  // guards are no devices
  plain('GET /devices/me/pack', 'DG', { barred: (asker) => asker === 'guard' }),
  within('GET /gate-rules', 'POEH', inScope, { query: ({ organisationId }) => ({ organisationId }) }),
  record('PUT /organisations/{id}/gate-rules', 'PE', 'organisationId', { body: () => ({ items: [] }) }),
  plain('PUT /gate-rules', 'P', { body: () => ({ items: [] }) }),
  within('GET /plausibility-rules', 'POEH', inScope, { query: ({ organisationId }) => ({ organisationId }) }),
  record('PUT /organisations/{id}/plausibility-rules', 'PE', 'organisationId', { body: () => ({ items: [] }) }),
  plain('PUT /plausibility-rules', 'P', { body: () => ({ items: [] }) }),
  record('GET /organisations/{id}/stops', PRINTERS, 'organisationId'),
  record('GET /organisations/{id}/flags', PRINTERS, 'organisationId'),
  record('GET /sites/{id}/occupancy', 'PEHG', 'siteId'),
  record('GET /sites/{id}/occupancy/events', 'PEHG', 'siteId'),
  record('GET /sites/{id}/evacuation', 'PEHG', 'siteId'),
  plain('GET /stays/derivations', 'POEH'),
  record('GET /workers/{id}/stays', 'OW', 'workerId'),
  ...presenceImports('/stays/imports', 'stayImport', 'worker,place,from,to'),
  ...presenceImports('/proximity/imports', 'proximityImport', 'workerA,workerB,from,to'),
];
