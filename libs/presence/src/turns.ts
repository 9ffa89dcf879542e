/** Lets one deed at a time through, in the order in which they came. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private under = 0;

  /** Whether a deed would begin at once. */
  get free(): boolean {
    return this.under === 0;
  }

  take<T>(deed: () => Promise<T>): Promise<T> {
    this.under++;
    const done = (): void => void this.under--;
    const mine = this.last.then(deed);
    this.last = mine.then(done, done);
    return mine;
  }
}
