import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient, type Account, signInOf } from '../../apps/all-in-one/src/demo/api-client.js';
import { overHttp } from '../../apps/all-in-one/src/demo/transports.js';
import { BROKEN_UPLOADS, HOSTILE_FILES } from '../support/hostile-files.js';
import { multipart } from '../support/multipart.js';
import { ensureBuilt, newDataDir, Product } from '../support/product.js';

/** Files that were made to take the server, sent to the built product, where files are read in threads of their own. */
let product: Product;
let client: ApiClient;
let token: string;
let organisationId: string;
let before: number;

beforeAll(async () => {
  ensureBuilt();
  const DATA_DIR = newDataDir();
  product = await Product.start({ DATA_DIR, UPLOAD_LIMIT_MB: '40' });
  const { accounts } = JSON.parse(readFileSync(join(DATA_DIR, 'credentials.json'), 'utf8')) as { accounts: Account[] };
  client = new ApiClient(overHttp(product.url), accounts[0]!);
  const body = { name: 'Công ty thử', kind: 'enterprise', unitCode: '24' };
  organisationId = (await client.post<{ id: string }>('/organisations', body)).id;
  token = await accessToken(accounts[0]!);
  before = product.peakMemory;
}, 240_000);
afterAll(() => Product.cleanUp(), 60_000);

async function accessToken(account: Account): Promise<string> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signInOf(account)),
  };
  const answer = await fetch(`${product.url}/api/v1/auth/token`, init);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** What became of an upload: the status of its refusal, or how its import ended; a connection may also be closed on it. */
async function outcomeOf({ body, contentType }: { body: Buffer; contentType: string }): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': contentType };
  const answer = await fetch(`${product.url}/api/v1/workers/imports`, { method: 'POST', headers, body });
  const said = (await answer.json()) as { id: string; code?: string };
  if (answer.status !== 202) return `${answer.status} ${said.code}`;
  for (;;) {
    const work = await client.get<{ status: string; error?: { code: string } }>(`/workers/imports/${said.id}`);
    if (work.status === 'done' || work.status === 'failed') return `${work.status} ${work.error?.code ?? ''}`.trim();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('thirty hostile files take neither the process nor its memory, and each is refused by name', async () => {
  const fields = { organisationId, mode: 'upsert', dryRun: 'true' };
  const uploads: [string, () => { body: Buffer; contentType: string }][] = [
    ...Object.entries(HOSTILE_FILES).map(
      ([what, make]) =>
        [what, () => multipart(fields, { name: 'w.xlsx', content: make() })] as [
          string,
          () => { body: Buffer; contentType: string },
        ],
    ),
    ...Object.entries(BROKEN_UPLOADS).map(
      ([what, make]) => [what, () => make(fields)] as [string, () => { body: Buffer; contentType: string }],
    ),
  ];
  const outcomes: Record<string, string> = {};
  for (const [what, make] of uploads) {
    outcomes[what] = await outcomeOf(make());
    expect((await fetch(`${product.url}/health/live`)).status).toBe(200);
  }
  const faults = Object.entries(outcomes).filter(([, outcome]) => /^5|internal/.test(outcome));
  const more = product.peakMemory - before;
  process.stdout.write(`${uploads.length} hostile files: ${faults.length} crashes, at most ${more} MB more memory\n`);
  expect(uploads.length).toBeGreaterThanOrEqual(30);
  expect({ faults, outcomes }).toEqual({ faults: [], outcomes });
  expect(more).toBeLessThan(900);
}, 300_000);
