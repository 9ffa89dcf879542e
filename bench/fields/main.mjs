// npm run bench -- fields: what sealing costs. A page of workers read and answered beside the same from a table with plain
// text, in turns; and sealing what is known of a worker, as an import does for each row.
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { projectPerson } from '../../dist/libs/contracts/src/index.js';
import { WorkerCipher } from '../../dist/libs/database/src/index.js';
import { FieldCipher, KeyRing, Keys } from '../../dist/libs/platform/src/index.js';
import { answerFor } from '../../dist/apps/workers/src/workers/worker-answer.js';
import { listWorkers } from '../../dist/apps/workers/src/workers/workers.queries.js';
import { throwAwayFolder } from '../trace/folder.mjs';
import { Server } from '../trace/postgres.mjs';
import { emit, median } from '../trace/report.mjs';

/** Rows of a page: as most ask, and the most that one may ask for. */
const LIMITS = [50, 500];
const TODAY = '2026-05-12';
const ACTOR = { userId: randomUUID(), username: 'bench', role: 'province_admin', scope: {} };
const secretsOf = (n) => ({
  identityNumber: String(24_190_000_000 + n).padStart(12, '0'),
  phone: `+849${String(n).padStart(8, '0')}`,
  address: `Số ${n}, tổ 4, thôn Núi Hiểu, xã Quang Châu`,
});

/** A database with workers in one organisation; `write` gives the columns that are sealed, or are not. */
async function filled(server, name, { workers, plain }, cipher) {
  const { dataSource, close } = await server.database(name);
  if (plain)
    await dataSource.query(`alter table worker drop identity_number, drop phone, drop address;
      alter table worker add identity_number text, add phone text, add address text`);
  const organisationId = randomUUID();
  await dataSource.query(
    `insert into administrative_unit values ('24', 'x', 'province', null, '/24/', '2000-01-01', null)`,
  );
  await dataSource.query(`insert into organisation (id, name, kind, unit_code) values ($1, 'x', 'enterprise', '24')`, [
    organisationId,
  ]);
  await dataSource.query('insert into person (no) select generate_series(1, $1::int)', [workers]);
  const rows = Array.from({ length: workers }, (_, n) => {
    const id = randomUUID();
    return { id, ...(plain ? secretsOf(n) : cipher.seal(id, secretsOf(n))) };
  });
  const type = plain ? 'text' : 'bytea';
  await dataSource.query(
    `insert into worker (id, person_no, organisation_id, code, full_name, search_name, identity_number, phone, address)
     select d.id, d.no, $1, 'W' || d.no, 'Nguyễn Văn ' || d.no, 'nguyen van', d.number, d.phone, d.address
     from unnest($2::uuid[], $3::${type}[], $4::${type}[], $5::${type}[]) with ordinality as d(id, number, phone, address, no)`,
    [organisationId, ...['id', 'identityNumber', 'phone', 'address'].map((name) => rows.map((row) => row[name]))],
  );
  await dataSource.query('analyze worker');
  return { dataSource, close, organisationId };
}

/** Milliseconds of a page: read, and made into what is answered. */
async function page({ dataSource, organisationId }, limit, answer) {
  const began = performance.now();
  const rows = await listWorkers(dataSource.manager, ACTOR, { organisationId, limit }, null, TODAY);
  const text = JSON.stringify(rows.map(answer));
  const ms = performance.now() - began;
  if (!text.includes('Núi Hiểu')) throw new Error('The answer does not hold the addresses.');
  return ms;
}

async function run({ workers, rounds }) {
  const file = join(throwAwayFolder(), 'keys.json');
  await Keys.ensure(file);
  const cipher = new WorkerCipher(new FieldCipher(new KeyRing(file)), await Keys.load(file));
  const server = await Server.start();
  try {
    const sealed = await filled(server, 'sealed', { workers, plain: false }, cipher);
    const plain = await filled(server, 'plain', { workers, plain: true }, cipher);
    for (const limit of LIMITS) {
      const [ours, theirs] = [[], []];
      for (let round = 0; round < rounds; round++) {
        ours.push(await page(sealed, limit, (row) => answerFor(cipher, ACTOR, row)));
        theirs.push(await page(plain, limit, (row) => projectPerson(ACTOR, row, row)));
      }
      const [ours_ms, peer_ms] = [median(ours), median(theirs)];
      const peer = 'the same from a table with plain text';
      emit({
        bench: 'fields',
        case: 'a page of workers',
        limit,
        ours_ms,
        peer,
        peer_ms,
        ratio: peer_ms / ours_ms,
        n: rounds,
      });
    }
    await sealed.close();
    await plain.close();
  } finally {
    await server.stop();
  }
  const began = performance.now();
  for (let n = 0; n < workers; n++) cipher.seal('0190a0a0-0000-7000-8000-000000000001', secretsOf(n));
  const seconds = (performance.now() - began) / 1000;
  emit({ bench: 'fields', case: 'sealing what is known of a worker', ours_per_s: workers / seconds, n: workers });
}

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '100' },
  },
});
await run(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)])));
