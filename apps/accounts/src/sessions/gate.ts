import { DomainError } from '@app/platform';

/** Lets a few run at a time and a bounded number wait: costly work must not fill the memory or the thread pool. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly maxWaiting: number,
  ) {}

  /** @throws too_many_requests when too many wait already. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.width) await this.wait();
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  /** The place of the one who leaves is handed on, so `running` stays. */
  private wait(): Promise<void> {
    if (this.waiting.length >= this.maxWaiting) throw new DomainError('too_many_requests');
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
