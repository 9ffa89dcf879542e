// The demo province, with as many workers in one enterprise as the bench wants, and a trace.
import { ApiClient } from '../../dist/apps/all-in-one/src/demo/api-client.js';
import { overHttp } from '../../dist/apps/all-in-one/src/demo/transports.js';
import { Product } from '../trace/product.mjs';
import { timed } from '../trace/report.mjs';

/** With an embedded PostgreSQL of its own, and limits of a day that a bench would otherwise reach. */
export const startProduct = (folder) =>
  Product.start('', folder, { DEMO: 'true', PEOPLE_PER_DAY: 'health_officer=100000000,enterprise_admin=100000000' });

const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương'];
const MIDDLES = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Thu', 'Quang'];
const NAMES = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hà', 'Khánh', 'Lan', 'Mai', 'Nam', 'Oanh', 'Phúc', 'Quân'];
const of = (list, i) => list[i % list.length];

function* file(workers) {
  yield 'code,fullName,birthDate,sex\n';
  for (let i = 0; i < workers; i++) {
    const name = `${of(SURNAMES, i)} ${of(MIDDLES, Math.floor(i / 3))} ${of(NAMES, Math.floor(i / 7))}`;
    yield `B${String(i).padStart(6, '0')},${name},${1 + (i % 28)}/${1 + (i % 12)}/${1965 + (i % 40)},${i % 2 ? 'male' : 'female'}\n`;
  }
}

export async function manyWorkers(url, account, workers) {
  const client = new ApiClient(overHttp(url), account);
  const { organisationId } = account.scope;
  await timed(`${workers} workers brought in`, async () => {
    const fields = { organisationId, mode: 'upsert', dryRun: 'false' };
    const { id } = await client.upload('/workers/imports', fields, 'workers.csv', file(workers));
    await client.ended(`/workers/imports/${id}`);
  });
}

export async function aTrace(url, account) {
  const client = new ApiClient(overHttp(url), account);
  const { items } = await client.get('/cases?limit=1');
  const { id } = await client.post('/traces', { caseIds: [items[0].id], maxLevel: 2 });
  await client.ended(`/traces/${id}`);
  return id;
}
