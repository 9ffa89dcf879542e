import { StartUpError } from '@app/platform';
import { Redis } from 'ioredis';

const PATIENCE_MS = 2_000;

/**
 * A Redis that throws entries away when its memory is full loses bells and locks without a word.
 * @throws StartUpError when its policy is another than noeviction. One that cannot be reached is no hindrance: the queue
 *   waits for it, and says so.
 */
export async function checkEviction(url: string): Promise<void> {
  const client = new Redis(url, {
    ...{ lazyConnect: true, connectTimeout: PATIENCE_MS, commandTimeout: PATIENCE_MS },
    retryStrategy: () => null,
  });
  client.on('error', () => undefined); // told by the call below
  try {
    await client.connect();
    const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
    if (policy !== undefined && policy !== 'noeviction')
      throw new StartUpError(`The Redis of REDIS_URL evicts (${policy}). Set its maxmemory-policy to noeviction.`);
  } catch (error) {
    if (error instanceof StartUpError) throw error; // anything else: it cannot be reached, see above
  } finally {
    client.disconnect();
  }
}
