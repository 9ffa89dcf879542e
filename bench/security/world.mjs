// The same province twice: enterprises of one district with their workers, and a trace that reached some of them. Fields are
// sealed, or plain bytes in the same columns.
import { randomUUID } from 'node:crypto';
import { resolvePreset } from '../../dist/libs/contact-graph/src/index.js';
import { makeWorld } from '../checkin/world.mjs';

const DAY = '2026-05-12';
const PRESET = { near: { minMinutes: 15 }, room: { minMinutes: 120 }, accumulate: 'total' };
const secretsOf = (n) => ({
  identityNumber: String(24_190_000_000 + n).padStart(12, '0'),
  phone: `+849${String(n).padStart(8, '0')}`,
  address: `Số ${n}, tổ 4, thôn Núi Hiểu, xã Quang Châu`,
});

/** @returns the gates with their organisations, the trace, and who asks: an officer of the province's units */
export async function makeSecretWorld(database, options, cipher) {
  const { dataSource } = database;
  const gates = await makeWorld(database, options);
  const workers = await dataSource.query('select id, no from worker order by no');
  const sealed = workers.map(({ id, no }) => cipher.seal(id, secretsOf(no)));
  await dataSource.query(
    `update worker w set identity_number = d.number, phone = d.phone, address = d.address
     from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) as d(id, number, phone, address) where w.id = d.id`,
    [
      workers.map(({ id }) => id),
      ...['identityNumber', 'phone', 'address'].map((name) => sealed.map((one) => one[name])),
    ],
  );
  // a hundred people of each name
  await dataSource.query(
    `update worker set search_name = 'nguyen van ' || translate((no % 200)::text, '0123456789', 'abcdefghij')`,
  );
  const traceId = await makeTrace(database, options);
  await dataSource.query('vacuum (analyze)');
  return { gates, traceId, officer: personOf('health_officer', { unitCodes: ['24'] }) };
}

export const personOf = (role, scope) => ({ userId: randomUUID(), username: role, role, scope });

/** A trace of one open case; each contact met it for an hour at a gate. */
async function makeTrace({ dataSource }, { contacts }) {
  const [traceId, caseId] = [randomUUID(), randomUUID()];
  const preset = JSON.stringify({ id: 'bench', name: 'bench', reference: '', ...resolvePreset(PRESET) });
  const windows = JSON.stringify([{ personNo: 1, from: secondsAt(0), to: secondsAt(24) }]);
  await dataSource.query(
    `insert into case_record (id, worker_id, sampled_on, created_by) select $1, id, $2, id from worker where no = 1`,
    [caseId, DAY],
  );
  await dataSource.query(
    `insert into trace (id, preset, as_of, max_level, levels_done, windows, requested_by) values ($1, $2, $3, 1, 1, $4, $1)`,
    [traceId, preset, new Date(secondsAt(24) * 1_000), windows],
  );
  await dataSource.query(`insert into work (id, job, status) values ($1, 'trace.run', 'done')`, [traceId]);
  await dataSource.query('insert into trace_case values ($1, $2)', [traceId, caseId]);
  await dataSource.query(
    `insert into trace_contact (trace_id, person_no, worker_no, level, position, near_seconds, room_seconds, sources, exposed_at,
       last_exposure_at)
     select $1, n, n, 1, n - 2, 3600, 3600, 1, to_timestamp($3), to_timestamp($3 + 3600) from generate_series(2, $2::int) n`,
    [traceId, contacts + 1, secondsAt(8)],
  );
  await dataSource.query(
    `insert into trace_source (trace_id, person_no, source_person_nos, near_seconds, room_seconds, first_at, last_at)
     select $1, n, '{1}', '{3600}', '{3600}', array[$3::bigint], array[$3::bigint + 3600] from generate_series(2, $2::int) n`,
    [traceId, contacts + 1, secondsAt(8)],
  );
  return traceId;
}

const secondsAt = (hour) => Date.parse(`${DAY}T00:00:00+07:00`) / 1_000 + hour * 3_600;
