import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';

/** While people check in, work beside them has one part in so many of the time. */
const PARTS = 5;
/** So long after the last check-in gates count as busy. */
const BUSY_MS = 1_000;
const MOST_REST_MS = 10_000;
const TICK_MS = 20;

/**
 * Keeps work that can wait out of the way of people at gates, who share its process and its cores: while they come it is
 * done piece by piece, and after each it rests for several times as long as that took. What is asked for meanwhile gathers
 * and is done at once, so that a gate that is busy costs less work, not more. When nobody comes nothing waits.
 */
@Injectable()
export class Pace {
  private seenAt = -Infinity;
  private restUntil = 0;
  private running = 0;

  /** Somebody has checked in just now. */
  seen(): void {
    this.seenAt = performance.now();
  }

  /** Does a piece of work when its turn has come. @throws the signal's reason when it is aborted before that */
  async beside<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    while (this.isBusy() && (this.running > 0 || performance.now() < this.restUntil)) {
      signal.throwIfAborted();
      await delay(TICK_MS);
    }
    const began = performance.now();
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      const now = performance.now();
      this.restUntil = now + Math.min(MOST_REST_MS, (now - began) * (PARTS - 1));
    }
  }

  private isBusy(): boolean {
    return performance.now() - this.seenAt < BUSY_MS;
  }
}
