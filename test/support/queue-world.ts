import { newId, type Work } from '@app/database';
import { cancel, enqueue, type JobName, type When, workOf } from '@app/queue';
import { Redis } from 'ioredis';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Type } from '@nestjs/common';
import { testDatabase, type TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { type QueueApp, queueApp, type QueueAppOptions } from './queue-app.js';
import { hasRedisServer, testRedis, type TestRedis } from './redis.js';

export type Backend = 'PostgreSQL' | 'Redis';

/** The backends at hand: Redis is that of REDIS_URL, or a server of our own, or absent, which is said aloud. */
export function backends(): Backend[] {
  if (process.env['REDIS_URL'] || hasRedisServer) return ['PostgreSQL', 'Redis'];
  process.stderr.write('\nNO REDIS: neither REDIS_URL nor redis-server is there; only PostgreSQL is tested.\n');
  return ['PostgreSQL'];
}

/** A database, a queue and the processes on them; everything is stopped by `close`. */
export class QueueWorld {
  private readonly apps = new Set<QueueApp>();
  private readonly children = new Set<ChildProcess>();

  private constructor(
    readonly database: TestDatabase,
    readonly redisUrl: string | undefined,
    readonly redis: TestRedis | undefined,
  ) {}

  static async on(backend: Backend): Promise<QueueWorld> {
    const database = await testDatabase();
    if (backend === 'PostgreSQL') return new QueueWorld(database, undefined, undefined);
    const redis = hasRedisServer ? await testRedis() : undefined;
    return new QueueWorld(database, redis?.url ?? process.env['REDIS_URL'], redis);
  }

  async app(queues: QueueAppOptions['queues'], ...processors: Type[]): Promise<QueueApp> {
    const options = { databaseUrl: this.database.url, redisUrl: this.redisUrl, queues, processors };
    const app = await queueApp(options);
    const close = async (): Promise<void> => {
      if (this.apps.delete(own)) await app.close();
    };
    const own = { ...app, close };
    this.apps.add(own);
    return own;
  }

  /** Stops the processes, so that the next test starts alone. */
  async quiet(): Promise<void> {
    for (const child of this.children) child.kill('SIGKILL');
    await Promise.all([...this.apps].map((app) => app.close()));
    this.children.clear();
    await this.database.dataSource.query('truncate work, outbox');
    await this.emptyQueue();
  }

  async close(): Promise<void> {
    await this.quiet();
    await this.redis?.close();
    await this.database.close();
  }

  async enqueue(job: JobName, when?: When): Promise<string> {
    const id = newId();
    await this.database.dataSource.transaction((manager) => enqueue(manager, job, id, when));
    return id;
  }

  cancel(id: string): Promise<boolean> {
    return this.database.dataSource.transaction((manager) => cancel(manager, id));
  }

  async work(id: string): Promise<Work> {
    return (await workOf(this.database.dataSource.manager, id))!;
  }

  until(id: string, status: Work['status'], withinMs?: number): Promise<Work> {
    return eventually(async () => {
      const work = await this.work(id);
      return work.status === status && work;
    }, withinMs);
  }

  async sql<Row>(query: string, ...parameters: unknown[]): Promise<Row[]> {
    return this.database.dataSource.query<Row[]>(query, parameters);
  }

  /** Loses every bell in the queue, and whatever else the queue keeps there. */
  async emptyQueue(): Promise<void> {
    if (!this.redisUrl) {
      const [found] = await this.sql<{ there: boolean }>(`select to_regclass('bullmq.job') is not null as there`);
      if (found!.there) await this.sql('delete from bullmq.job');
      return;
    }
    await this.onRedis(async (redis, keys) => void (keys.length > 0 && (await redis.del(...keys))));
  }

  /** What the jobs in the queue bear. */
  async payloads(): Promise<unknown[]> {
    if (!this.redisUrl)
      return (await this.sql<{ data: unknown }>('select data from bullmq.job')).map(({ data }) => data);
    const found: unknown[] = [];
    await this.onRedis(async (redis, keys) => {
      const jobs = keys.filter((key) => /:[0-9a-f-]{36}-\d+$/.test(key));
      for (const key of jobs) found.push(JSON.parse((await redis.hget(key, 'data'))!));
    });
    return found;
  }

  private async onRedis(use: (redis: Redis, keys: string[]) => Promise<void>): Promise<void> {
    const redis = new Redis(this.redisUrl!);
    await use(redis, await redis.keys(`truyvet-${new URL(this.database.url).pathname.slice(1)}:*`));
    redis.disconnect();
  }

  /** A process of its own that takes up traces, says so line by line, and never ends one. */
  child(): { process: ChildProcess; says: (line: RegExp) => Promise<string>; kill: () => Promise<void> } {
    const hook = join(import.meta.dirname, 'typescript.cjs');
    const script = join(import.meta.dirname, 'queue-child.ts');
    const child = spawn(process.execPath, [hook, script, this.database.url, this.redisUrl ?? ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.children.add(child);
    const lines: string[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(line));
    const says = (wanted: RegExp): Promise<string> => eventually(() => lines.find((line) => wanted.test(line)));
    const kill = async (): Promise<void> => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    };
    return { process: child, says, kill };
  }
}
