import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is not false, null or undefined, and returns it. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined)
      return answer as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error(`it did not happen within ${withinMs} ms: ${ask.toString()}`);
    await delay(20);
  }
}
