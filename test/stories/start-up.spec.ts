import { randomUUID } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { hasRedisServer, testRedis } from '../support/redis.js';
import { ensureBuilt, newDataDir, Product, serversOf, startInVain } from '../support/product.js';

beforeAll(() => ensureBuilt(), 120_000);
afterAll(() => Product.cleanUp(), 60_000);

async function query(product: Product, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  return client
    .query<Record<string, unknown>>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const seconds = (since: number): number => (performance.now() - since) / 1000;
const readiness = async (product: Product): Promise<unknown> => (await fetch(`${product.url}/health/ready`)).json();

describe('the product on one data directory', () => {
  const dataDir = newDataDir();
  let product: Product;

  test('starts from nothing, ends its output with the ready line, and is ready', async () => {
    product = await Product.start({ DATA_DIR: dataDir });
    expect(product.stdout.trimEnd().split('\n').at(-1)).toBe(`Truy Vết is ready: http://localhost:${product.port}`);
    expect(await readiness(product)).toMatchObject({ status: 'up', dependencies: { database: 'up' } });
  }, 130_000);

  test('keeps keys and passwords to its owner', () => {
    const modes = ['keys.json', 'database.json'].map((name) => statSync(join(dataDir, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
    expect(statSync(dataDir).mode & 0o007).toBe(0);
  });

  test('refuses a second instance on its data directory with one sentence', async () => {
    const { code, stderr } = await startInVain({ DATA_DIR: dataDir });
    expect(stderr).toMatch(/^Another Truy Vết \(process \d+\) already works in .*\n$/);
    expect(code).toBe(1);
  });

  test('survives kill -9: the next start ends the orphan, and committed data is there', async () => {
    const key = randomUUID();
    await query(product, `insert into check_in_key (id, body_hash, answer, day) values ($1, '', '{}', current_date)`, [
      key,
    ]);
    await product.kill();
    const orphan = serversOf(dataDir);
    product = await Product.start({ DATA_DIR: dataDir });
    expect(await query(product, 'select id from check_in_key')).toEqual([{ id: key }]);
    expect(orphan).toHaveLength(1);
    expect(serversOf(dataDir)).not.toContain(orphan[0]);
  }, 60_000);

  test('ends with exit code 0 within ten seconds of SIGTERM, and its PostgreSQL with it', async () => {
    const since = performance.now();
    expect(await product.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(seconds(since)).toBeLessThan(10);
    expect(serversOf(dataDir)).toEqual([]);
  });

  test('is ready again within ten seconds', async () => {
    const since = performance.now();
    product = await Product.start({ DATA_DIR: dataDir });
    expect(seconds(since)).toBeLessThan(10);
  });

  test('says so and ends when its PostgreSQL is lost', async () => {
    process.kill(serversOf(dataDir)[0]!, 'SIGKILL');
    const { code, stderr } = await product.ended;
    expect(stderr).toMatch(/^PostgreSQL ended unexpectedly \(SIGKILL\)\./m);
    expect(code).toBe(1);
  });

  test("starts over another process's number in postmaster.pid and leaves that process alone", async () => {
    const stale = [process.pid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', '', 'ready   ', ''];
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), stale.join('\n'));
    product = await Product.start({ DATA_DIR: dataDir });
    expect(await readiness(product)).toMatchObject({ status: 'up' });
    await product.stop();
  }, 30_000);

  test('serves HTTPS with a certificate it made for this machine', async () => {
    product = await Product.start({ DATA_DIR: dataDir, HTTPS: 'self-signed', PUBLIC_URL: 'https://truy-vet.example' });
    expect(product.url).toBe(`https://localhost:${product.port}`);
    const ca = readFileSync(join(dataDir, 'tls', 'cert.pem'));
    const status = (servername: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const asked = request(`${product.url}/health/live`, { ca, servername });
        asked
          .on('response', (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect([await status('localhost'), await status('truy-vet.example')]).toEqual([200, 200]);
  }, 30_000);
});

describe('what hinders a start is one sentence on stderr and exit code 1', () => {
  const dataDir = newDataDir();
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const refusal = async (env: Record<string, string>): Promise<string> => {
    const { code, stderr, stdout } = await startInVain({ DATA_DIR: dataDir, ...env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };

  test('a taken port', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '0.0.0.0', resolve));
    const { port } = taken.address() as { port: number };
    const sentence = await refusal({ PORT: String(port) }).finally(() => taken.close());
    expect(sentence).toBe(`Port ${port} is already in use. Set PORT to another one.\n`);
  });

  test.each(['/proc/truy-vet', join(__filename, 'data'), __filename])('a data directory at %s', async (path) => {
    const sentence = new RegExp(`^The data directory ${path} cannot be written \\(E[A-Z]+\\)\\. Set DATA_DIR.*\\n$`);
    expect(await refusal({ DATA_DIR: path })).toMatch(sentence);
  });

  test('half a certificate', async () => {
    expect(await refusal({ TLS_CERT: '/nowhere' })).toMatch(/^TLS_CERT and TLS_KEY belong together.*\n$/);
  });

  test('a database that nobody serves, without its password', async () => {
    const sentence = await refusal({ DATABASE_URL: 'postgres://me:hidden-from-all@no-such-host.invalid:1/db' });
    expect(sentence).toMatch(/^The database no-such-host.invalid:1\/db of DATABASE_URL cannot be reached.*\n$/);
    expect(sentence).not.toContain('hidden-from-all');
  }, 40_000);

  test('a key file that others may read', async () => {
    const KEY_FILE = join(dataDir, 'shown.json');
    await startInVain({ DATA_DIR: dataDir, KEY_FILE, TLS_CERT: '/nowhere', TLS_KEY: '/nowhere' }); // makes it
    chmodSync(KEY_FILE, 0o644);
    expect(await refusal({ KEY_FILE })).toMatch(/^The key file .*shown\.json may be read by every user.*\n$/);
  }, 40_000);

  test('the password of an example, and a short one', async () => {
    const url = (password: string) => ({ DATABASE_URL: `postgres://truyvet:${password}@127.0.0.1:1/db` });
    expect(await refusal(url('change-me'))).toBe(
      'The password in DATABASE_URL is that of an example. Choose another.\n',
    );
    expect(await refusal(url('q8Xw2'))).toMatch(/^The password in DATABASE_URL is too short.*\n$/);
  }, 40_000);
});

test('a database folder that others may read is refused', async () => {
  const DATA_DIR = newDataDir();
  await (await Product.start({ DATA_DIR })).stop();
  chmodSync(join(DATA_DIR, 'postgres'), 0o755);
  const { code, stderr } = await startInVain({ DATA_DIR });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/is open to others: run chmod 700/) });
}, 120_000);

if (hasRedisServer)
  test('a Redis that evicts is refused', async () => {
    const redis = await testRedis();
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru').finally(() => client.disconnect());
    const { code, stderr } = await startInVain({ DATA_DIR: newDataDir(), REDIS_URL: redis.url });
    await redis.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'The Redis of REDIS_URL evicts (allkeys-lru). Set its maxmemory-policy to noeviction.\n',
    });
  }, 120_000);
