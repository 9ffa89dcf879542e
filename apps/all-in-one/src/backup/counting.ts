import type { Progress } from '../progress.js';

const EVERY_MS = 5_000;

/** Tells how far the rows have come: a line a table, and one every five seconds within a long one. */
export class Counting {
  private told = performance.now();

  constructor(private readonly progress: Progress) {}

  /** Counts the rows of COPY text: its line feeds, for a line feed inside a value is written as \n. */
  async *rowsOf<T extends Uint8Array>(table: string, total: number, chunks: AsyncIterable<T>): AsyncGenerator<T> {
    let rows = 0;
    for await (const chunk of chunks) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
      if (rows < total && performance.now() - this.told > EVERY_MS)
        this.tell(`${table}: ${format(rows)} of ${format(total)} rows`);
      yield chunk;
    }
    if (rows > 0) this.tell(`${table}: ${format(rows)} rows`);
  }

  private tell(words: string): void {
    this.told = performance.now();
    this.progress.done(words);
  }
}

export const format = (rows: number): string => rows.toLocaleString('en');
