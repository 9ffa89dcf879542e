import { kept } from '../outbox/event-store';

const KEY = 'service ahead';

/** By how much the service's clock is ahead of this one, in milliseconds; without a network what was found last. */
export async function serviceAhead(): Promise<number> {
  const answer = await fetch('/health/live', { cache: 'no-store' }).catch(() => undefined);
  const said = Date.parse(answer?.headers.get('date') ?? '');
  if (Number.isNaN(said)) return (await kept.read<number>(KEY)) ?? 0;
  const ahead = said - Date.now();
  await kept.write(KEY, ahead);
  return ahead;
}
