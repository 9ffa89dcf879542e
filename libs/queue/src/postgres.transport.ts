import { SteadyClient } from '@app/database';
import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import { Client, Pool } from 'pg';
import type { Outage } from './outage.js';
import type { Transport } from './transport.js';

const SCHEMA = 'bullmq';
const Bull = withBackend(createPostgresBackend);

/**
 * Bells over PostgreSQL, in a schema of BullMQ's own.
 * @param workers how many workers there will be: each keeps one connection of the shared pool to itself.
 */
export function postgresTransport(url: string, workers: number, outage: Outage): Transport {
  const pool = new Pool({
    Client: SteadyClient,
    connectionString: url,
    application_name: 'truyvet-queue',
    max: workers + 4,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off`, // a lost bell is rung again
  });
  pool.setMaxListeners(0); // every queue and worker listens for errors of the shared pool
  pool.on('error', (error) => outage.failed(error));
  return {
    open: () => migrate(url),
    queue: (queue) => new Bull.Queue(queue, { connection: pool }),
    worker: (queue, processor, options) => new Bull.Worker(queue, processor, { ...options, connection: pool }),
    ping: () => pool.query('select 1'),
    close: () => pool.end(),
  };
}

/** Makes or updates BullMQ's tables; processes that start together wait for each other inside. */
async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'truyvet-queue' });
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}
