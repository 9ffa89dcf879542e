/** What a device's clocks said when something happened. Milliseconds; `deviceAt` since the epoch, `monotonicMs` since its boot. */
export interface EventClocks {
  deviceAt: number;
  monotonicMs?: number | undefined;
  bootId?: string | undefined;
}

/** What they said when it was sent, and when we received it by our clock. */
export interface SendingClocks {
  receivedAt: number;
  sentAt?: number | undefined;
  sentMonotonicMs?: number | undefined;
  bootId?: string | undefined;
}

export interface RepairedTime {
  /** Milliseconds since the epoch; never in the future. */
  at: number;
  /** `at` is the best guess, and nobody can say how good. */
  uncertain: boolean;
  /** By how much the wall clock was ahead when it sent; null where it did not say. */
  skewMs: number | null;
}

/** Clocks are stepped by so much without anybody's doing; what seems to lie less far ahead happened just now. */
const STEP_MS = 60_000;
/** A day, and what the way may take: a wall clock that is further off has not drifted, it was never set. */
const MOST_SKEW_MS = 86_400_000 + STEP_MS;

/**
 * When something happened, by our clock. Within one boot the device's own counter tells how long ago that was when it
 * sent, whatever its wall clock said; else the wall clock is as far off as it was when it sent. Of no use is it where it
 * did not say so, is off by more than a day, or the result would lie ahead of us: such times are guesses.
 * The time on the way is not known: the result is late by it.
 */
export function repairTime(event: EventClocks, sending: SendingClocks): RepairedTime {
  const { receivedAt, sentAt } = sending;
  const skewMs = sentAt === undefined ? null : sentAt - receivedAt;
  const age = sinceThen(event, sending);
  if (age !== undefined) return { at: Math.max(0, receivedAt - age), uncertain: false, skewMs };
  const guess = event.deviceAt - (skewMs ?? 0);
  const trusted = skewMs !== null && Math.abs(skewMs) <= MOST_SKEW_MS && guess <= receivedAt + STEP_MS;
  return { at: Math.max(0, Math.min(guess, receivedAt)), uncertain: !trusted, skewMs };
}

/** How long before the sending it was by the counter of the same boot; undefined where that cannot be told. */
function sinceThen(event: EventClocks, sending: SendingClocks): number | undefined {
  if (event.bootId === undefined || event.bootId !== sending.bootId) return undefined;
  if (event.monotonicMs === undefined || sending.sentMonotonicMs === undefined) return undefined;
  const age = sending.sentMonotonicMs - event.monotonicMs;
  return age >= 0 ? age : undefined;
}
