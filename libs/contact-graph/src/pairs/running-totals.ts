import { ALWAYS, NEVER } from '../time.js';

/** A start after which every other piece comes too early. */
const DISORDER = NEVER;

/** By position: totals of pieces that may overlap but come in order of their start. */
export class RunningTotals {
  seconds = new Int32Array(64);
  /** By position: the start of the last piece, or `DISORDER`; the end so far. */
  private lastStart = new Int32Array(64);
  private end = new Int32Array(64);

  begin(count: number): void {
    if (count > this.seconds.length) {
      this.seconds = new Int32Array(count * 2);
      this.lastStart = new Int32Array(count * 2);
      this.end = new Int32Array(count * 2);
    }
    this.seconds.fill(0, 0, count);
    this.lastStart.fill(ALWAYS, 0, count);
    this.end.fill(ALWAYS, 0, count);
  }

  add(at: number, from: number, to: number): void {
    if (from < this.lastStart[at]!) {
      this.lastStart[at] = DISORDER;
      return;
    }
    this.lastStart[at] = from;
    const end = this.end[at]!;
    if (to <= end) return;
    this.seconds[at]! += to - (from > end ? from : end);
    this.end[at] = to;
  }

  /** Whether a piece came after one that starts later: the total is not to be used. */
  isDisordered(at: number): boolean {
    return this.lastStart[at] === DISORDER;
  }
}
