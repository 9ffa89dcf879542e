import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Outage } from './outage.js';
import type { Transport } from './transport.js';

const reconnect = {
  connectTimeout: 3_000,
  retryStrategy: (times: number) => Math.min(2_000, 100 * times),
} satisfies RedisOptions;

/**
 * Bells over Redis. Producers fail at once when it is away; workers wait for it.
 * @param name keeps deployments that share a Redis apart.
 */
export function redisTransport(url: string, name: string, outage: Outage): Transport {
  const connect = (options: RedisOptions): Redis => {
    const client = new Redis(url, { ...reconnect, ...options });
    client.on('error', (error) => outage.failed(error));
    client.on('ready', () => outage.passed());
    return client;
  };
  const producer = connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  let consumer: Redis | undefined;
  const prefix = `truyvet-${name}`;
  return {
    open: () => Promise.resolve(),
    queue: (queue) => new Queue(queue, { connection: producer, prefix, skipWaitingForReady: true }),
    worker: (queue, processor, options) => {
      consumer ??= connect({ maxRetriesPerRequest: null });
      return new Worker(queue, processor, { ...options, connection: consumer, prefix });
    },
    ping: () => producer.ping(),
    close: () => {
      producer.disconnect();
      consumer?.disconnect();
      return Promise.resolve();
    },
  };
}
