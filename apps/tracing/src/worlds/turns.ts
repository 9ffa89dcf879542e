/** Lets one deed at a time through, in the order in which they came. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(deed: () => Promise<T>): Promise<T> {
    const mine = this.last.then(deed, deed);
    this.last = mine;
    return mine;
  }
}
