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
  // one signature for the many of pg, which passes most on unseen
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override query(...given: any[]): any {
    const [text, values, ...rest] = given as unknown[];
    const named = typeof text === 'string' && Array.isArray(values) ? { name: nameOf(text), text, values } : undefined;
    const pass = super.query.bind(this) as (...passed: unknown[]) => unknown;
    return named ? pass(named, ...rest) : pass(...(given as unknown[]));
  }
}
