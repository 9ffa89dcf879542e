import type { ClientConfig } from 'pg';
import { SteadyClient } from './steady-client.js';

/** Names of statements, by their text. Never forgotten: the texts that get here are constants of the program. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `s${names.size}`));
  return name;
}

/**
 * A connection on which the server reads and plans each statement with parameters once, whatever the parameters are. For
 * short statements that come all the time: planning them can take longer than running them.
 */
export class PreparingClient extends SteadyClient {
  constructor(config?: string | ClientConfig) {
    super(config);
    const plain = this.query.bind(this) as (...given: unknown[]) => unknown;
    const prepared = (text: unknown, values?: unknown, ...rest: unknown[]): unknown => {
      if (typeof text !== 'string' || !Array.isArray(values)) return plain(text, values, ...rest);
      return plain({ name: nameOf(text), text, values: values as unknown[] }, ...rest);
    };
    this.query = prepared as typeof this.query;
  }
}
