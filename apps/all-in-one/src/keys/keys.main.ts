import { Keys, rotateSigningKey, Shutdown, StartUpError } from '@app/platform';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { retireFields, rotateFields } from './rotate-fields.js';

/** `npm run keys -- FILE`: makes the key file that services which run by themselves share (mode 0600). */
function makeKeys(file: string): string {
  const path = resolve(file);
  if (existsSync(path)) return `The key file ${path} exists and stays as it is.`;
  onFile(path, () => Keys.ensure(path));
  return `Made ${path}. Keep a copy apart from the backups: without it they cannot be read in full.`;
}

/** `npm run keys -- rotate FILE`: a new signing key; running processes take it up by themselves. */
function rotateKeys(file: string | undefined): string {
  if (!file) throw new StartUpError('Which file? npm run keys -- rotate FILE');
  const path = resolve(file);
  Keys.load(path);
  const { kid, from } = onFile(path, () => rotateSigningKey(path));
  return `Signing key ${kid} is published now and signs from ${from}; the ones before go on verifying.`;
}

function onFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StartUpError(`The key file ${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function run([wish, file]: string[], shutdown: Shutdown): Promise<string> {
  if (!wish) throw new StartUpError('What? npm run keys -- FILE, rotate FILE, rotate-fields or retire-fields');
  if (wish === 'rotate-fields') return rotateFields(shutdown);
  if (wish === 'retire-fields') return retireFields(shutdown);
  return wish === 'rotate' ? rotateKeys(file) : makeKeys(wish);
}

const shutdown = new Shutdown({ interrupted: 130 });
await run(process.argv.slice(2), shutdown).then(
  (words) => shutdown.finish(words),
  (error: unknown) => shutdown.fail(error),
);
