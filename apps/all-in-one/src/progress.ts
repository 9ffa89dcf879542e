/** One plain line a finished phase of the start, with the seconds it took. */
export class Progress {
  private since = performance.now();

  done(phase: string): void {
    const now = performance.now();
    process.stdout.write(`${((now - this.since) / 1000).toFixed(1).padStart(6)} s  ${phase}\n`);
    this.since = now;
  }
}
