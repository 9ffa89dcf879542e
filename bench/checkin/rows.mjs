// The same made-up check-ins for everybody: as a body of ours, and as a row of a table.
import { newId } from '../../dist/libs/database/src/index.js';

const [ADMIN, DAY_MS] = ['00000000-0000-7000-8000-000000000001', 86_400_000];
const ZONE_MS = 7 * 3_600_000;

export const gateGuard = (organisationId) => ({
  ...{ userId: ADMIN, username: 'gate', role: 'gate_guard', scope: { organisationId } },
});

/** Somebody at a gate now; `n` goes round the workers. */
export function bodyAt(gate, n) {
  const workerId = gate.workerIds[n % gate.workerIds.length];
  return { id: newId(), placeCode: gate.placeCode, workerId, direction: 'in', at: new Date().toISOString() };
}

export const COLUMNS = [
  ...['day', 'id', 'worker_no', 'place_no', 'organisation_id', 'direction', 'at', 'device_id'],
  ...['result', 'decision', 'reasons', 'trust', 'recorded_by'],
];

/** The row that ours makes of such a body, worked out for the peer beforehand. */
export function rowAt(gate, n) {
  const now = new Date();
  const day = new Date(Math.floor((now.getTime() + ZONE_MS) / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  const who = [gate.workerNos[n % gate.workerNos.length], gate.placeNo, gate.organisationId];
  return [day, newId(), ...who, 'in', now, null, 'accepted', 'allow', [], 'typed', ADMIN];
}
