import { Keys, Shutdown, StartUpError } from '@app/platform';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { retireFields, rotateFields } from './rotate-fields.js';

/** `npm run keys -- FILE`: makes the key file that services which run by themselves share (mode 0600). */
async function makeKeys(file: string): Promise<string> {
  const path = resolve(file);
  if (existsSync(path)) return `The key file ${path} exists and stays as it is.`;
  await Keys.ensure(path).catch((error: NodeJS.ErrnoException) => {
    throw new StartUpError(`The key file ${path} cannot be written (${error.code}).`);
  });
  return `Made ${path}. Keep a copy apart from the backups: without it they cannot be read in full.`;
}

async function run(wish: string | undefined, shutdown: Shutdown): Promise<string> {
  if (!wish) throw new StartUpError('What? npm run keys -- FILE, rotate-fields or retire-fields');
  if (wish === 'rotate-fields') return rotateFields(shutdown);
  return wish === 'retire-fields' ? retireFields(shutdown) : makeKeys(wish);
}

const shutdown = new Shutdown({ interrupted: 130 });
await run(process.argv[2], shutdown).then(
  (words) => shutdown.finish(words),
  (error: unknown) => shutdown.fail(error),
);
