import { makeDataSource, migrate, newId, type Organisation, type Worker } from '@app/database';
import { AccessTokens, Keys } from '@app/platform';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { gateGuard } from './actors.js';
import { eventually } from './eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from './factories.js';
import { ensureBuilt, newDataDir, Product } from './product.js';
import { type StoppablePostgres, stoppablePostgres } from './stoppable-postgres.js';

export const VICTIMS = ['service', 'database', 'jobs'] as const;
export type Victim = (typeof VICTIMS)[number];

const HANDS = 24;
const MAIN = 'apps/checkin/src/main.js';
/** So many have come through before the blow, and after it. */
const ENOUGH = 100;

/** The check-in service under load, of which now one part is killed and now another. */
export class KilledCheckIns {
  private readonly attempted = new Set<string>();
  private readonly acknowledged = new Set<string>();
  /** Bodies of which nobody knows what became. */
  private readonly open = new Map<string, object>();
  private service: Product;
  private jobs: Product;
  private isOver = false;

  private constructor(
    private readonly postgres: StoppablePostgres,
    private readonly environment: Record<string, string> & { DATA_DIR: string },
    private readonly tokens: AccessTokens,
    private readonly organisation: Organisation,
    private readonly workers: readonly Worker[],
  ) {}

  static async prepare(): Promise<KilledCheckIns> {
    ensureBuilt();
    const postgres = await stoppablePostgres();
    const database = await makeDataSource(postgres.url, 2).initialize();
    await migrate(database);
    const organisation = await makeOrganisation(database);
    const site = await makeSite(database, organisation);
    for (const [kind, code] of [['gate', 'G1'] as const, ['line', 'L1'] as const])
      await makePlace(database, site, kind, { code });
    const workers = await Promise.all(Array.from({ length: 50 }, () => makeWorker(database, organisation)));
    await database.destroy();
    const DATA_DIR = newDataDir();
    const KEY_FILE = join(DATA_DIR, 'keys.json');
    Keys.ensure(KEY_FILE);
    const environment = { DATA_DIR, KEY_FILE, DATABASE_URL: postgres.url, REDIS_URL: '', LOG_LEVEL: 'error' };
    const tokens = new AccessTokens(Keys.load(KEY_FILE));
    const killed = new KilledCheckIns(postgres, environment, tokens, organisation, workers);
    [killed.service, killed.jobs] = [await killed.start(), await killed.start()];
    return killed;
  }

  async close(): Promise<void> {
    await Product.cleanUp();
    await this.postgres.close();
  }

  /** Kills it in the middle of the load, some milliseconds on, and looks at what is there in the end. */
  async survives(victim: Victim, after: number): Promise<void> {
    this.isOver = false;
    const hands = Array.from({ length: HANDS }, () => this.hand());
    await this.through(ENOUGH);
    await delay(after);
    await this.kill(victim);
    await this.through(ENOUGH);
    this.isOver = true;
    await Promise.all(hands);
    for (const body of this.open.values()) expect(await this.send(body)).toBe(201);
    await this.reconcile();
  }

  /** Whoever was killed at it: what was stored has become stays in the end. */
  async becomesStays(): Promise<void> {
    const database: DataSource = await makeDataSource(this.postgres.url, 2).initialize();
    const count = 'select count(*) filter (where requested > done)::int as open, sum(stays)::int as stays';
    const look = async (): Promise<{ open: number; stays: number }> =>
      (await database.query<[{ open: number; stays: number }]>(`${count} from stay_derivation`))[0];
    await eventually(async () => (await look()).open === 0, 180_000);
    const { stays } = await look();
    await database.destroy();
    expect(stays).toBeGreaterThan(0);
  }

  private async kill(victim: Victim): Promise<void> {
    if (victim === 'database') return this.postgres.kill();
    await this[victim].kill();
    this[victim] = await this.start();
  }

  /** acknowledged ⊆ stored ⊆ attempted, no doubles, and every key with its row. */
  private async reconcile(): Promise<void> {
    const database: DataSource = await makeDataSource(this.postgres.url, 2).initialize();
    const idsIn = async (table: string): Promise<string[]> =>
      (await database.query<{ id: string }[]>(`select id from ${table} order by id`)).map(({ id }) => id);
    const [stored, keys] = [await idsIn('check_in'), await idsIn('check_in_key')];
    await database.destroy();
    const distinct = new Set(stored);
    expect(stored).toHaveLength(distinct.size);
    expect(keys).toEqual(stored);
    expect([...this.acknowledged].filter((id) => !distinct.has(id))).toEqual([]);
    expect(stored.filter((id) => !this.attempted.has(id))).toEqual([]);
  }

  private start(): Promise<Product> {
    return Product.start(this.environment, MAIN);
  }

  private async through(count: number): Promise<void> {
    const goal = this.acknowledged.size + count;
    await eventually(() => this.acknowledged.size >= goal, 100_000);
  }

  /** A gate that goes on whatever happens, and now and then sends again what was not answered. */
  private async hand(): Promise<void> {
    for (let n = 0; !this.isOver; n++) {
      const [again] = n % 5 === 4 ? this.open.values() : [];
      const status = await this.send(again ?? this.seen(n));
      if (status !== 201) await delay(20);
    }
  }

  private seen(n: number): object {
    const { id: workerId } = this.workers[n % this.workers.length]!;
    return { id: newId(), placeCode: n % 2 ? 'L1' : 'G1', workerId, direction: 'scan', at: new Date().toISOString() };
  }

  /** @returns the status; 0: no answer */
  private async send(body: object): Promise<number> {
    const { id } = body as { id: string };
    this.attempted.add(id);
    this.open.set(id, body);
    try {
      const reply = await fetch(`${this.service.url}/api/v1/check-ins`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await this.token()}` },
        body: JSON.stringify(body),
      });
      await reply.arrayBuffer();
      if (reply.status !== 201) return reply.status;
    } catch {
      return 0; // the line was cut: that is what this is about
    }
    this.acknowledged.add(id);
    this.open.delete(id);
    return 201;
  }

  private token(): Promise<string> {
    return this.tokens.sign(gateGuard(this.organisation.id));
  }
}
