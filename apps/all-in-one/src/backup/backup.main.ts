import { type Environment, keyFileOf, Keys, readSettings, Shutdown, StartUpError } from '@app/platform';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeBackup } from './backup.js';
import { format } from './counting.js';
import { reachDatabase } from './reach-database.js';

/** `npm run backup -- FILE`: everything but the keys, as of one instant, whether the product runs or not. */
async function backup(file: string | undefined, shutdown: Shutdown): Promise<string> {
  if (!file) throw new StartUpError('Where to? npm run backup -- FILE');
  const path = resolve(file);
  if (existsSync(path)) throw new StartUpError(`${path} exists already: a backup overwrites nothing.`);
  const settings = readSettings();
  const url = await reachDatabase(settings, shutdown, true);
  const unfinished = `${path}.unfinished`;
  process.on('exit', () => rmSync(unfinished, { force: true }));
  const { tables } = await writeBackup(url, unfinished, fingerprint(settings)).catch((error: unknown) => {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw syscall === 'open' || syscall === 'write' ? new StartUpError(`${path} cannot be written (${code}).`) : error;
  });
  renameSync(unfinished, path);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `Backed up ${format(rows)} rows of ${tables.length} tables into ${path}. The keys are not in it: keep ${keyFileOf(settings)} too.`;
}

function fingerprint(settings: Environment): string | null {
  const path = keyFileOf(settings);
  return existsSync(path) ? Keys.load(path).fingerprint() : null;
}

const shutdown = new Shutdown({ interrupted: 130 });
await backup(process.argv[2], shutdown).then(
  (words) => shutdown.finish(words),
  (error: unknown) => shutdown.fail(error),
);
