import { type Environment, keyFileOf, Keys, readSettings, Shutdown, StartUpError } from '@app/platform';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { format } from './counting.js';
import { reachDatabase } from './reach-database.js';
import { restoreBackup } from './restore.js';

/** `npm run restore -- FILE`: into an empty database; prints the count of every table, each checked. */
async function restore(file: string | undefined, shutdown: Shutdown): Promise<string> {
  if (!file) throw new StartUpError('Which one? npm run restore -- FILE');
  const path = resolve(file);
  if (!existsSync(path)) throw new StartUpError(`There is no file ${path}.`);
  const settings = readSettings();
  const url = await reachDatabase(settings, shutdown, false);
  const { tables, keys, madeAt } = await restoreBackup(url, path);
  for (const { name, rows } of tables) process.stdout.write(`${format(rows).padStart(13)}  ${name}\n`);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const counted = `Restored ${format(rows)} rows of ${tables.length} tables, as they were at ${madeAt}: every count is the backup's.`;
  return [counted, keyAdvice(settings, keys)].filter(Boolean).join('\n');
}

/** The backup is complete only with the keys of the installation it was made of. */
function keyAdvice(settings: Environment, expected: string | null): string | undefined {
  const path = keyFileOf(settings);
  if (!existsSync(path)) return `Before the first start, copy the key file that belongs to this backup to ${path}.`;
  if (expected === null || Keys.load(path).fingerprint() === expected) return undefined;
  return `The key file ${path} is not the one this backup was made with: identity numbers and secrets need that one.`;
}

const shutdown = new Shutdown({ interrupted: 130 });
await restore(process.argv[2], shutdown).then(
  (words) => shutdown.finish(words),
  (error: unknown) => shutdown.fail(error),
);
