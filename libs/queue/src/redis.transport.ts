import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { checkEviction } from './check-redis.js';
import type { Outage } from './outage.js';
import type { Transport } from './transport.js';

const reconnect = {
  connectTimeout: 3_000,
  disconnectTimeout: 200,
  retryStrategy: (times: number) => Math.min(2_000, 100 * times),
} satisfies RedisOptions;

/**
 * Bells over Redis. Producers fail at once when it is away; workers wait for it.
 * @param name keeps deployments that share a Redis apart.
 */
export function redisTransport(url: string, name: string, outage: Outage): Transport {
  const clients: Redis[] = [];
  const keep = (client: Redis): Redis => {
    client.on('error', (error) => outage.failed(error));
    client.on('ready', () => outage.passed());
    // a worker's blocking connection is a duplicate that BullMQ forgets when it is closed before it was ready
    const duplicate = client.duplicate.bind(client);
    client.duplicate = (override) => keep(duplicate(override));
    clients.push(client);
    return client;
  };
  const connect = (options: RedisOptions): Redis => keep(new Redis(url, { ...reconnect, ...options }));
  let producer: Redis | undefined;
  let consumer: Redis | undefined;
  const prefix = `truyvet-${name}`;
  return {
    open: async () => {
      await checkEviction(url);
      producer = connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    },
    queue: (queue) => new Queue(queue, { connection: producer!, prefix, skipWaitingForReady: true }),
    worker: (queue, processor, options) => {
      consumer ??= connect({ maxRetriesPerRequest: null });
      return new Worker(queue, processor, { ...options, connection: consumer, prefix });
    },
    ping: async () => producer!.ping(),
    close: () => {
      for (const client of clients) client.disconnect();
      return Promise.resolve();
    },
  };
}
