import { Client, type ClientConfig } from 'pg';

/**
 * A pooled connection whose loss does not end the process. pg tells of one loss twice (the server's farewell, then the
 * closed socket), and whoever has borrowed the client listens to the first only. The loss itself is not kept quiet: the
 * query in flight fails with it, and the pool drops the client and says so.
 */
export class SteadyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
