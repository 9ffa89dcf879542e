import { StartUpError } from '@app/platform';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { birthMark, isAlive } from './embedded-postgres/processes.js';

const EMPTY_MS = 1_000;

/** One living process a data folder: a file with our number and what tells us from a later process of that number. */
export class InstanceLock {
  private readonly mine = `${process.pid} ${birthMark(process.pid) ?? ''}`;

  private constructor(private readonly path: string) {}

  /** @throws StartUpError while its holder lives; the file system's error when the folder cannot be written. */
  static take(path: string): InstanceLock {
    const lock = new InstanceLock(path);
    for (let attempt = 0; attempt < 5; attempt++) {
      if (lock.tryCreate()) {
        process.on('exit', () => lock.release());
        return lock;
      }
      lock.clearStale();
    }
    throw new StartUpError(`The lock ${path} keeps changing hands: several instances start on one data directory.`);
  }

  release(): void {
    if (read(this.path) === this.mine) rmSync(this.path, { force: true });
  }

  private tryCreate(): boolean {
    try {
      writeFileSync(this.path, this.mine, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Moves a dead holder's file away; if somebody renewed it in between, it is put back. */
  private clearStale(): void {
    const seen = readWritten(this.path);
    if (seen === undefined) return;
    const [pid, ...mark] = seen.split(' ');
    if (isAlive(Number(pid)) && birthMark(Number(pid)) === mark.join(' ')) {
      const folder = dirname(this.path);
      throw new StartUpError(`Another Truy Vết (process ${pid}) already works in ${folder}. Stop it or set DATA_DIR.`);
    }
    const aside = `${this.path}.${process.pid}`;
    try {
      renameSync(this.path, aside);
      if (read(aside) !== seen) linkSync(aside, this.path);
    } catch (error) {
      if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    rmSync(aside, { force: true });
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The file's text, once its maker has written it: between making and writing it is empty for an instant. */
function readWritten(path: string): string | undefined {
  const end = Date.now() + EMPTY_MS;
  let text = read(path);
  while (text === '' && Date.now() < end) text = read(path);
  return text;
}
