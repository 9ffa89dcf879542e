import { newId } from '@app/database';
import { inOwnProvince, inUnit, type Line, list, open, plain, record, SIGNED_IN } from './access-table.js';

const line = () => ({ kind: 'line', name: 'Chuyền', code: newId() });
const account = () => ({ username: `a-${newId()}`, fullName: 'Phạm Văn Mới' });
/** Another name each time: wrong sign-ins are counted. */
const signIn = () => ({ username: `nobody-${newId()}`, password: 'wrong, and long enough' });

/** Sign-in, accounts, organisations, sites, places, units, the log; and what every service has. */
export const ACCOUNTS: readonly Line[] = [
  open('POST /auth/token', 401, { body: signIn }),
  open('POST /auth/second-factor', 401, { body: signIn }),
  open('POST /auth/second-factor/recover', 401, { body: () => ({ ...signIn(), recoveryCode: 'none' }) }),
  open('POST /auth/second-factor/recovery-codes', 401, { body: () => ({ ...signIn(), otp: '000000' }) }),
  open('POST /auth/refresh', 401, { body: () => ({ refreshToken: 'none' }) }),
  open('POST /auth/invitations/accept', 422, { body: () => ({ invitation: 'none', password: signIn().password }) }),
  open('POST /devices/enrol', 422, { body: () => ({ code: 'none' }) }),
  open('GET /health/live', 200),
  open('GET /health/ready', 200),
  open('GET /metrics', 200),
  open('GET /.well-known/jwks.json', 200),
  plain('POST /auth/logout', SIGNED_IN, { body: () => ({}) }),
  plain('GET /auth/me', SIGNED_IN),
  plain('GET /units', SIGNED_IN),

  plain('POST /organisations', 'P', { body: () => ({ name: 'Công ty Mới', kind: 'school', unitCode: '01' }) }),
  list('GET /organisations', 'POEHG', 'organisationId'),
  record('GET /organisations/{id}', 'POEHG', 'organisationId'),
  record('GET /organisations/{id}/completeness', 'POEH', 'organisationId'),
  record('PATCH /organisations/{id}', 'PE', 'organisationId', { body: () => ({ name: 'Tên' }) }),
  record('POST /organisations/{id}/sites', 'PE', 'organisationId', {
    body: () => ({ name: 'Nhà máy', unitCode: '24' }),
  }),
  record('GET /organisations/{id}/sites', 'POEHG', 'organisationId'),
  record('PATCH /sites/{id}', 'PE', 'siteId', { body: () => ({ name: 'Nhà máy' }) }),
  record('POST /sites/{id}/places', 'PE', 'siteId', { body: line }),
  record('POST /sites/{id}/places/bulk', 'PE', 'siteId', { body: () => [line()] }),
  record('GET /sites/{id}/places', 'POEHG', 'siteId'),
  // officers change shared places alone
  record('PATCH /places/{id}', 'POE', 'placeId', {
    body: () => ({ name: 'Cổng' }),
    barred: (asker) => asker.toLowerCase().endsWith('officer'),
  }),
  record('PATCH /places/{id}', 'POE', 'sharedPlaceId', { body: () => ({ name: 'Xe' }), reaches: inUnit }),
  record('POST /units/{code}/places', 'PO', 'unitCode', { body: () => ({ ...line(), kind: 'bus' }) }),
  record('POST /units/{code}/places/bulk', 'PO', 'unitCode', { body: () => [{ ...line(), kind: 'bus' }] }),
  record('GET /units/{code}/places', 'POEHG', 'unitCode', { reaches: inOwnProvince }),

  record('POST /organisations/{id}/users', 'PE', 'organisationId', {
    body: () => ({ ...account(), role: 'gate_guard' }),
  }),
  record('GET /organisations/{id}/users', 'PE', 'organisationId'),
  record('POST /users/{id}/invitations', 'PE', 'userId'),
  record('POST /users/{id}/close', 'PE', 'userId'),
  record('DELETE /users/{id}/second-factor', 'P', 'officerId'),
  plain('POST /officers', 'P', { body: () => ({ ...account(), unitCodes: ['24'] }) }),
  plain('GET /officers', 'P'),
  record('PATCH /officers/{id}', 'P', 'officerId', { body: () => ({ unitCodes: ['219'] }) }),
  plain('GET /audit', 'A'),
  record('GET /audit/{id}', 'A', 'eventId'),
];
