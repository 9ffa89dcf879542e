/** What the clocks of this device say. Milliseconds; `deviceAt` since the epoch, `monotonicMs` since `bootId` began. */
export interface Reading {
  deviceAt: number;
  monotonicMs: number;
  bootId: string;
}

/** By so much both clocks may drift apart before somebody must have slept or set one. */
const MOST_DRIFT_MS = 2_000;

/**
 * The counter that the service repairs times by has to count while the device sleeps. That of browsers does not
 * everywhere: where the wall clock has run ahead of it, the device slept (or its clock was set), and counting starts anew
 * under another id. A wall clock that was set back does no harm: the counter goes on.
 */
export class Clocks {
  private bootId: string;
  /** What the wall clock was ahead of the counter when counting began. */
  private ahead: number;

  constructor(
    private readonly wall: () => number = () => Date.now(),
    private readonly counter: () => number = () => performance.now(),
    private readonly newId: () => string = () => crypto.randomUUID(),
  ) {
    this.bootId = newId();
    this.ahead = wall() - counter();
  }

  read(): Reading {
    const [deviceAt, monotonicMs] = [this.wall(), this.counter()];
    if (deviceAt - monotonicMs - this.ahead > MOST_DRIFT_MS) {
      this.bootId = this.newId();
      this.ahead = deviceAt - monotonicMs;
    }
    return { deviceAt, monotonicMs: Math.max(0, Math.round(monotonicMs)), bootId: this.bootId };
  }
}
