import { Keys } from '@app/platform';
import { join } from 'node:path';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { testApp, type TestApp } from './app.js';
import { ensureBuilt, newDataDir, Product } from './product.js';

/** The tracing service in processes of its own, and an app that asks it and runs no jobs itself. */
export class TracingProcesses {
  private readonly started: Product[] = [];

  private constructor(
    readonly app: TestApp,
    private readonly environment: Record<string, string> & { DATA_DIR: string },
  ) {}

  /** Builds the product if need be. Without a Redis the queue is PostgreSQL. */
  static async on(redisUrl = ''): Promise<TracingProcesses> {
    ensureBuilt();
    const settings = { REDIS_URL: redisUrl, TRACE_WARM_DAYS: '0' };
    const app = await testApp([TracingModule], { queues: [], environment: settings });
    const DATA_DIR = newDataDir();
    const KEY_FILE = join(DATA_DIR, 'keys.json');
    Keys.ensure(KEY_FILE);
    return new TracingProcesses(app, { ...settings, DATA_DIR, KEY_FILE, DATABASE_URL: app.url });
  }

  async start(): Promise<Product> {
    const product = await Product.start(this.environment, 'apps/tracing/src/main.js');
    this.started.push(product);
    return product;
  }

  async close(): Promise<void> {
    await Promise.all(this.started.map((product) => product.kill()));
    await this.app.close();
    await Product.cleanUp();
  }
}
