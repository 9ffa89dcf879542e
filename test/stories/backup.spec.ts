import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { type Ended, ensureBuilt, newDataDir, Product, runProgram, serversOf } from '../support/product.js';

const folder = mkdtempSync(join(tmpdir(), 'truyvet-backup-'));
const file = join(folder, 'all.backup');

beforeAll(() => ensureBuilt(), 120_000);
afterAll(async () => {
  await Product.cleanUp();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const backup = (dataDir: string, path: string): Promise<Ended> =>
  runProgram('apps/all-in-one/src/backup/backup.main.js', [path], { DATA_DIR: dataDir });
const restore = (dataDir: string, path: string): Promise<Ended> =>
  runProgram('apps/all-in-one/src/backup/restore.main.js', [path], { DATA_DIR: dataDir });

async function asked<T>(product: Product, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Rows whose text is hard to carry: places below each other, days far apart, line feeds, nulls, bytes, arrays. */
const AWKWARD = `
  insert into organisation (id, name, kind, unit_code)
    select uuid_v7(), E'Xưởng "A"\\n\\t\\\\N', 'enterprise', (select code from administrative_unit limit 1);
  insert into site (id, organisation_id, name, unit_code, latitude)
    select uuid_v7(), id, '', unit_code, 0.1 + 0.2 from organisation;
  with recursive tree (n, id, parent) as (
    select 1, uuid_v7(), null::uuid union all select n + 1, uuid_v7(), id from tree where n < 50)
  insert into place (id, kind, name, code, site_id, organisation_id, parent_id)
    select t.id, 'line', 'P' || n, 'P' || n, s.id, s.organisation_id, parent from tree t, site s order by n desc;
  insert into person (identity_hash) select sha256(n::text::bytea) from generate_series(1, 5000) n;
  insert into worker (id, person_no, organisation_id, code, full_name, search_name)
    select uuid_v7(), p.no, o.id, 'W' || p.no, 'Nguyễn Thị ' || p.no, '' from person p, organisation o;
  select ensure_day_partition('stay', d::date) from generate_series(date '2020-02-28', '2020-03-02', '1 day') d;
  insert into stay (day, worker_no, place_no, started_at, ended_at, evidence)
    select d::date, w.no, 1 + w.no % 50, d + interval '7 h', d + interval '15 h 0.5 s', 'scan-inferred'
    from worker w, generate_series(timestamptz '2020-02-28 00:00+00', '2020-03-02 00:00+00', '1 day') d;
  insert into case_record (id, worker_id, sampled_on, note, created_by)
    select uuid_v7(), id, '2020-03-01', null, id from worker limit 1;
  delete from stay where id = (select max(id) from stay);`;

/** What the whole database says of itself, as far as it goes into a backup: rows and digest of every table's text. */
const PRINT = `select string_agg(format('select %L as name, count(*)::int as rows,
    md5(string_agg(t::text, '' '' order by t::text)) as digest from %I t', relname, relname), ' union all ')
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    and relname not in ('migrations', 'work', 'outbox', 'presence_change', 'presence_day', 'trace_seen', 'code_use', 'roster_change')`;

const print = (product: Product): Promise<unknown[]> =>
  asked(product, async (client) => {
    const sql = (await client.query<{ string_agg: string }>(PRINT)).rows[0]!.string_agg;
    return (await client.query<object>(`${sql} order by name`)).rows;
  });

describe('a backup', () => {
  const source = newDataDir();
  let before: unknown[];

  test('is taken while the product runs, for its owner alone', async () => {
    const product = await Product.start({ DATA_DIR: source });
    await asked(product, async (client) => client.query(AWKWARD));
    before = await print(product);
    const { code, stdout, stderr } = await backup(source, file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Backed up [\d,]+ rows of \d+ tables into .*The keys are not in it/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await product.stop();
  }, 130_000);

  test('is taken while the product does not run, and leaves no server behind', async () => {
    expect(await backup(source, join(folder, 'stopped.backup'))).toMatchObject({ code: 0, stderr: '' });
    expect(serversOf(source)).toEqual([]);
  }, 60_000);

  test('holds no key', () => {
    const { fieldKey, indexKey } = JSON.parse(readFileSync(join(source, 'keys.json'), 'utf8')) as Record<
      string,
      string
    >;
    const content = gunzipSync(readFileSync(file)).toString('latin1');
    expect([fieldKey!, indexKey!].filter((key) => content.includes(key))).toEqual([]);
  });

  test('overwrites nothing', async () => {
    expect(await backup(source, file)).toMatchObject({
      code: 1,
      stderr: `${file} exists already: a backup overwrites nothing.\n`,
    });
  });

  test('comes back into a fresh data directory, row for row, and numbers go on where they stood', async () => {
    const target = newDataDir();
    const { code, stdout, stderr } = await restore(target, file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      / 19,999 {2}stay\n[^]*every count is the backup's\.\nBefore the first start, copy the key file/,
    );
    expect(existsSync(join(target, 'keys.json'))).toBe(false);
    const product = await Product.start({ DATA_DIR: target });
    expect(await print(product)).toEqual(before);
    const next = `select nextval('stay_id_seq')::int as stay, nextval('worker_no_seq')::int as worker`;
    expect((await asked(product, (client) => client.query<object>(next))).rows).toEqual([
      { stay: 20_001, worker: 5_001 },
    ]);
    await product.stop();
    const again = await restore(target, file);
    expect(again.stderr).toMatch(/^The database already holds data \(table \w+\): restore into an empty one\.\n$/);
    expect(again.code).toBe(1);
  }, 130_000);
});

describe('a restore of what is no whole backup of ours restores nothing', () => {
  const target = newDataDir();
  const damaged = join(folder, 'damaged.backup');
  afterAll(() => rmSync(target, { recursive: true, force: true }));

  const refusal = async (bytes: Buffer): Promise<string> => {
    writeFileSync(damaged, bytes);
    const { code, stderr } = await restore(target, damaged);
    expect(code).toBe(1);
    return stderr;
  };
  const plain = (): Buffer => gunzipSync(readFileSync(file));

  test('cut short', async () => {
    writeFileSync(damaged, readFileSync(file));
    truncateSync(damaged, Math.floor(statSync(damaged).size / 2));
    expect(await refusal(readFileSync(damaged))).toMatch(/damaged or cut short\. Nothing was restored\.\n$/);
  }, 60_000);

  test('one letter changed', async () => {
    const bytes = plain();
    bytes[bytes.indexOf('Nguyễn')] = 'M'.charCodeAt(0);
    expect(await refusal(gzipSync(bytes))).toMatch(/^The backup is damaged or cut short\. Nothing was restored\.\n$/);
  }, 60_000);

  test('something else', async () => {
    expect(await refusal(Buffer.from('worker,place\n'))).toMatch(/^.* is not a backup of Truy Vết\.\n$/);
  }, 60_000);

  test('a schema this version does not know', async () => {
    const newer = Buffer.from(
      plain()
        .toString('latin1')
        .replace(/"schema":"(.)/, '"schema":"Z'),
      'latin1',
    );
    expect(await refusal(gzipSync(newer))).toMatch(/^The backup has the schema Z\w+, which this version does not know/);
  }, 60_000);

  test('and the same database then takes the whole one', async () => {
    expect(await restore(target, file)).toMatchObject({ code: 0, stderr: '' });
  }, 60_000);
});
