import { type Anchor, Audit, AuditChain, chainKeyOf, storedLog, verifyChain, type Worker } from '@app/database';
import { Keys, readEnvironment } from '@app/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { healthOfficer, personnel, workerActor } from '../support/actors.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';
import { cloned, copyOf, logOf, TAMPERINGS } from '../support/tamperings.js';
import { random } from '../../seeds/province/random.js';

const folder = mkdtempSync(join(tmpdir(), 'truyvet-chain-'));
let database: TestDatabase;
let keys: Keys;
let chain: AuditChain;
let workers: Worker[];
beforeEach(async () => {
  database = await testDatabase();
  Keys.ensure(join(folder, 'keys.json'));
  keys = Keys.load(join(folder, 'keys.json'));
  chain = new AuditChain(database.dataSource, keys);
  const factory = await makeOrganisation(database.dataSource);
  workers = await Promise.all([1, 2, 3, 4].map(() => makeWorker(database.dataSource, factory)));
});
afterEach(() => database.close());
afterAll(() => rmSync(folder, { recursive: true }));

const audit = new Audit(readEnvironment());
const record = (entry: Parameters<Audit['record']>[2], actor = healthOfficer()): Promise<void> =>
  audit.record(database.dataSource.manager, actor, entry);

/** Eight seals of eight events of every kind. @returns the anchor of the last */
async function builtLog(): Promise<Anchor> {
  const [first] = workers as [Worker];
  for (let i = 0; i < 8; i++) {
    for (const action of ['worker.list', 'worker.search', 'contact.read'])
      await record({ action, workers: workers.map(({ id }) => id), details: { filter: { i } } });
    for (const action of ['worker.read', 'worker.change']) await record({ action, subject: `worker:${first.id}` });
    await record({ action: 'case.read', subject: `case:${first.id}`, workerNos: [first.no] });
    await record({ action: 'session.open', count: 0 }, personnel(first.organisationId));
    await record({ action: 'worker.read', subject: `worker:${first.id}` }, workerActor(first.organisationId, first.id));
    expect(await chain.seal()).toBe(8);
  }
  return (await chain.head())!;
}

it('10,000 tamperings of the log: every one is found, and the first fault is named', async () => {
  const anchor = await builtLog();
  const { manager } = database.dataSource;
  const whole = await copyOf(storedLog(manager), [anchor]);
  const verdict = (log: typeof whole) => verifyChain(logOf(log), chainKeyOf(keys), log.anchors, new Date());
  expect(await verdict(cloned(whole))).toEqual({ seals: 8, events: 64, anchors: 1, fault: null });
  const next = random(2021);
  const kinds = Object.entries(TAMPERINGS);
  const found = new Map<string, number>();
  for (let i = 0; i < 10_000; i++) {
    const [kind, tamper] = kinds[i % kinds.length]!;
    const log = cloned(whole);
    tamper(log, (below) => Math.floor(next() * below));
    const { fault } = await verdict(log);
    if (fault?.match(/^(event|seal) \d+/)) found.set(kind, (found.get(kind) ?? 0) + 1);
  }
  const all = [...found.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`tamperings of the audit log: ${all} of 10000 found\n`);
  expect(all).toBe(10_000);
});

const IN_SQL: [sql: string, fault: RegExp][] = [
  [`update audit_event set actor_id = null where id = 9`, /^event 9 \(seal 2\): it was changed/],
  [`update audit_event set at = at + interval '1 microsecond' where id = 9`, /^event 9 .*changed/],
  [`update audit_event set details = '{"filter": {"i": 2}}' where id = 9`, /^event 9 .*changed/],
  [`update audit_event set subjects = '{1}' where id = 9`, /^event 9 .*subjects were changed/],
  [`delete from audit_event where id = 64`, /^event 64 .*missing/],
  [`insert into audit_event (action) values ('forged')`, /^event 65: it is outside the chain/],
  [`delete from audit_seal where no = 3`, /^seal 3: it is missing/],
  [`update audit_seal set leaves = leaves || '\\x00' where no = 3`, /^seal 3: it was changed/],
  [
    `with s as (delete from audit_seal where no = 8 returning event_ids)
    delete from audit_event where id = any((select unnest(event_ids) from s))`,
    /^seal 8: it was anchored/,
  ],
  [`insert into audit_cut values (3, '\\x00', '2020-01-01', now(), '\\x00')`, /^cut 3: it was changed/],
  [
    `insert into audit_event (id, at, action) values (99, now() - interval '1 hour', 'held back');
    insert into audit_pending values (99)`,
    /^event 99: it waits to be sealed since/,
  ],
  [`insert into audit_pending values (99)`, /^event 99: it was waiting to be sealed and is missing/],
];

it('the same in the database, by somebody whom no trigger stops', async () => {
  const anchor = await builtLog();
  const verify = (manager: EntityManager) => verifyChain(storedLog(manager), chainKeyOf(keys), [anchor], new Date());
  expect((await verify(database.dataSource.manager)).fault).toBeNull();
  for (const [sql, fault] of IN_SQL) {
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('set local session_replication_role = replica');
    await runner.query(sql);
    expect((await verify(runner.manager)).fault).toMatch(fault);
    await runner.rollbackTransaction();
    await runner.release();
  }
});

it('who has another key finds fault with every log', async () => {
  await builtLog();
  Keys.ensure(join(folder, 'other.json'));
  const other = new AuditChain(database.dataSource, Keys.load(join(folder, 'other.json')));
  expect((await other.verify([])).fault).toMatch(/^seal 1: it was changed, or not made by us/);
});

it('events are deleted after 180 days by whole seals, and the rest is verified from there', async () => {
  const ago = (days: number): Date => new Date(Date.now() - days * 86_400_000);
  const anchors: Anchor[] = [];
  for (const days of [190, 185, 181, 179, 0]) {
    await database.dataSource.query(
      `with e as (insert into audit_event (action, at) values ('old', $1) returning id)
       insert into audit_pending select id from e`,
      [ago(days)],
    );
    await chain.seal(ago(days));
    anchors.push((await chain.head())!);
  }
  expect([await chain.cut(1), await chain.cut(1)]).toEqual([3, 0]);
  const [{ n }] = await database.dataSource.query('select count(*)::int as n from audit_event');
  expect(n).toBe(2);
  expect(await chain.verify(anchors)).toEqual({ seals: 2, events: 2, anchors: 5, fault: null });
  await record({ action: 'session.open' });
  await chain.seal();
  expect((await chain.verify(anchors)).fault).toBeNull();
});
