/** What the demo says: bars that move on a terminal, one plain line a step elsewhere. */
export class Terminal {
  private readonly moving = process.stdout.isTTY;

  say(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  /** Runs a step under a bar; gives its result and how long it took. */
  async step<T>(title: string, total: number, work: (onRows: (rows: number) => void) => Promise<T>): Promise<Timed<T>> {
    const began = performance.now();
    let [done, shown] = [0, 0];
    const onRows = (rows: number): void => {
      done += rows;
      if (!this.moving || performance.now() - shown < 100) return;
      shown = performance.now();
      process.stdout.write(`\r\u001b[K${bar(done, total)} ${title}`);
    };
    const result = await work(onRows);
    const seconds = (performance.now() - began) / 1000;
    if (this.moving) process.stdout.write('\r\u001b[K');
    this.say(`${seconds.toFixed(1).padStart(7)} s  ${title}`);
    return { result, seconds };
  }

  /** A table with its first column to the left and the others to the right. */
  table(header: readonly string[], rows: readonly (readonly string[])[]): void {
    const all = [header, ...rows];
    const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
    const line = (row: readonly string[]): string =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
    const rule = widths.map((width) => '─'.repeat(width)).join('  ');
    this.say(['', line(header), rule, ...rows.map(line), ''].join('\n'));
  }
}

export interface Timed<T> {
  result: T;
  seconds: number;
}

const WIDTH = 24;

function bar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const full = Math.round(share * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.floor(share * 100)
    .toString()
    .padStart(3)} %`;
}

/** `11,119,131` */
export const grouped = (value: number): string => value.toLocaleString('en-US');
