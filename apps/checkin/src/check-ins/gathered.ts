import { DomainError, isAway } from '@app/platform';

export interface GatherLimits {
  /** Groups under way at a time. */
  lanes: number;
  /** Items of a group. */
  most: number;
  /** Items that may wait for their group. */
  waiting: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers what comes one by one, to be worked on in groups: whatever came while others were under way is the next group.
 * Nobody waits for company: a single item is a group as well.
 */
export class Gathered<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private busy = 0;
  private isStarting = false;

  /** @param work does a group as a whole, or none of it; results in the order of its items */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: GatherLimits,
  ) {}

  /** The item's result. @throws unavailable when too many are waiting, and what its own work threw */
  add(item: Item): Promise<Result> {
    if (this.waiting.length >= this.limits.waiting) throw new DomainError('unavailable');
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.startSoon();
    });
  }

  /** After what has come in by now has been read: that is company for which nobody has to wait. */
  private startSoon(): void {
    if (this.isStarting || this.busy >= this.limits.lanes) return;
    this.isStarting = true;
    setImmediate(() => {
      this.isStarting = false;
      this.start();
    });
  }

  private start(): void {
    if (this.waiting.length === 0 || this.busy >= this.limits.lanes) return;
    const group = this.waiting.splice(0, this.limits.most);
    this.busy++;
    void this.settle(group).finally(() => {
      this.busy--;
      this.startSoon();
    });
    if (this.waiting.length > 0) this.startSoon();
  }

  /** A group that fails is tried again in halves, so that in the end only what fails alone has failed. */
  private async settle(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      if (group.length === 1 || isAway(error as Error)) return group.forEach(({ reject }) => reject(error));
      const middle = Math.ceil(group.length / 2);
      await this.settle(group.slice(0, middle));
      await this.settle(group.slice(middle));
    }
  }
}
