import type { ClientConfig } from 'pg';
import { SteadyClient } from './steady-client.js';

/** Texts that are counted. Some have as many parameters as a list has items, and hardly ever come again. */
const MOST_COUNTED = 2_000;

interface Preparing {
  /** A text that came so often will come again. */
  often: number;
  /** Texts that are prepared: a connection keeps the plan of each. */
  most: number;
}

/** Names for statements that are worth being prepared. */
class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly sightings = new Map<string, number>();

  constructor(private readonly limits: Preparing) {}

  of(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= this.limits.most) return known;
    const seen = (this.sightings.get(text) ?? 0) + 1;
    if (seen < this.limits.often) {
      if (this.sightings.size >= MOST_COUNTED) this.sightings.clear();
      this.sightings.set(text, seen);
      return undefined;
    }
    this.sightings.delete(text);
    const name = `s${this.names.size}`;
    this.names.set(text, name);
    return name;
  }
}

/**
 * Connections on which the server reads statements with parameters that come all the time once, and plans them as seldom as
 * it thinks right (`plan_cache_mode`): planning what policies are wrapped around can take longer than running it. Each call
 * makes a kind of connection with names of its own.
 */
export function preparingClient(limits: Preparing): typeof SteadyClient {
  const names = new StatementNames(limits);
  return class PreparingClient extends SteadyClient {
    constructor(config?: string | ClientConfig) {
      super(config);
      // looked up at each call, so that whoever watches the driver sees these statements, too
      const plain = (...given: unknown[]): unknown => SteadyClient.prototype.query.apply(this, given as never);
      const prepared = (text: unknown, values?: unknown, ...rest: unknown[]): unknown => {
        const name = typeof text === 'string' && Array.isArray(values) ? names.of(text) : undefined;
        if (name === undefined) return plain(text, values, ...rest);
        return plain({ name, text, values: values as unknown[] }, ...rest);
      };
      this.query = prepared as typeof this.query;
    }
  };
}
