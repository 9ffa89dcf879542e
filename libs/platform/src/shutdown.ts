import { explain } from './start-up-error.js';

/** Something to be ended before the process: `kill` is the way when `close` takes too long, and must not wait. */
export interface Ending {
  name: string;
  close: () => Promise<unknown>;
  kill?: () => void;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const DEADLINE_MS = 9_000;
/** npm passes on a Ctrl-C that the terminal has already sent us: two signals this close together are one. */
const ONE_SIGNAL_MS = 1_000;

/**
 * Ends a process in order: the last thing started goes first, all within the deadline (9 s). Exits by `process.exit`:
 * 0 after a clean end, 1 after the deadline or a failure, 130 at once on a second signal.
 */
export class Shutdown {
  private readonly endings: Ending[] = [];
  private asked: number | undefined;

  /** @param interrupted the exit code after a signal: a service is meant to be ended so, a command is not. */
  constructor(private readonly options: { deadlineMs?: number; interrupted?: number } = {}) {
    for (const signal of SIGNALS) process.on(signal, () => this.onSignal());
  }

  add(ending: Ending): void {
    this.endings.unshift(ending);
  }

  get isUnderWay(): boolean {
    return this.asked !== undefined;
  }

  /** Says why, ends everything, exits with 1. Once the process is ending anyway, what fails on the way is not news. */
  async fail(error: unknown): Promise<void> {
    if (this.isUnderWay) return;
    this.asked = Date.now();
    process.stderr.write(`${explain(error)}\n`);
    await this.end(1);
  }

  /** Ends everything after the work is done, says so, exits with 0. */
  async finish(words: string): Promise<void> {
    if (this.isUnderWay) return;
    this.asked = Date.now();
    process.stdout.write(`${words}\n`);
    await this.end(0);
  }

  private onSignal(): void {
    if (this.asked === undefined) {
      this.asked = Date.now();
      process.stdout.write('Stopping.\n');
      void this.end(this.options.interrupted ?? 0);
    } else if (Date.now() - this.asked > ONE_SIGNAL_MS) this.abandon(130);
  }

  private async end(code: number): Promise<void> {
    const deadline = this.options.deadlineMs ?? DEADLINE_MS;
    setTimeout(() => {
      const late = this.endings[0]?.name;
      process.stderr.write(`Not stopped after ${deadline / 1000} s: ${late}. Ended by force.\n`);
      this.abandon(1);
    }, deadline).unref();
    let failed = false;
    while (this.endings[0]) {
      await this.endings[0].close().catch((error: unknown) => {
        failed = true;
        process.stderr.write(`${this.endings[0]?.name} did not stop cleanly: ${explain(error)}\n`);
      });
      this.endings.shift();
    }
    process.exit(failed ? 1 : code);
  }

  private abandon(code: number): never {
    for (const ending of this.endings) ending.kill?.();
    process.exit(code);
  }
}
