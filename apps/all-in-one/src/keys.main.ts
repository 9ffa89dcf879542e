import { explain, Keys, StartUpError } from '@app/platform';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** `npm run keys -- FILE`: makes the key file that services which run by themselves share (mode 0600). */
async function makeKeys(file: string | undefined): Promise<string> {
  if (!file) throw new StartUpError('Where to? npm run keys -- FILE');
  const path = resolve(file);
  if (existsSync(path)) return `The key file ${path} exists and stays as it is.`;
  await Keys.ensure(path).catch((error: NodeJS.ErrnoException) => {
    throw new StartUpError(`The key file ${path} cannot be written (${error.code}).`);
  });
  return `Made ${path}. Keep a copy apart from the backups: without it they cannot be read in full.`;
}

await makeKeys(process.argv[2]).then(
  (words) => process.stdout.write(`${words}\n`),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  },
);
