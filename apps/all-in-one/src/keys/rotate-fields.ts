import { countOldSeals, keysInUse, makeDataSource, sealAnew } from '@app/database';
import {
  changeRing,
  FieldCipher,
  keyFileOf,
  KeyRing,
  LOOK_MS,
  newRingKey,
  readSettings,
  type Shutdown,
  StartUpError,
} from '@app/platform';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { format } from '../backup/counting.js';
import { reachDatabase } from '../backup/reach-database.js';

/** Key of the advisory lock under which one rotation runs. */
const LOCK = 727_012;

/**
 * `npm run keys -- rotate-fields`: puts a new field key into the key file and seals every value with it, while the
 * services run: they take up the new key within a second. One that was interrupted is gone on with, with the key that it
 * had begun with.
 */
export const rotateFields = (shutdown: Shutdown): Promise<string> =>
  withDatabase(shutdown, async (dataSource, path) => {
    if ((await countOldSeals(dataSource, cipherOf(path))) === 0)
      changeRing(path, (keys) => [newRingKey(keys[0]!.id + 1), ...keys]);
    const cipher = cipherOf(path);
    let values = await sealAnew(dataSource, cipher);
    // whoever sealed just now may not have looked at the file yet
    await setTimeout(2 * LOOK_MS);
    while ((await countOldSeals(dataSource, cipher)) > 0) values += await sealAnew(dataSource, cipher);
    return `Field key ${cipher.currentKey} is in use: ${format(values)} values were sealed anew, none is left under another key. Backups of before need the older keys: keep a copy of ${path} with them, then npm run keys -- retire-fields.`;
  });

/** `npm run keys -- retire-fields`: takes the field keys out of the key file that seal nothing any more. */
export const retireFields = (shutdown: Shutdown): Promise<string> =>
  withDatabase(shutdown, async (dataSource, path) => {
    const used = (await keysInUse(dataSource)).add(cipherOf(path).currentKey);
    let gone: number[] = [];
    changeRing(path, (keys) => {
      gone = keys.filter(({ id }) => !used.has(id)).map(({ id }) => id);
      return keys.filter(({ id }) => used.has(id));
    });
    return gone.length > 0 ? `Gone from ${path}: field key ${gone.join(', ')}.` : 'Every field key is in use.';
  });

const cipherOf = (path: string): FieldCipher => new FieldCipher(new KeyRing(path));

async function withDatabase(
  shutdown: Shutdown,
  work: (dataSource: DataSource, path: string) => Promise<string>,
): Promise<string> {
  const settings = readSettings();
  const path = keyFileOf(settings);
  if (!existsSync(path)) throw new StartUpError(`The key file ${path} is missing. Set KEY_FILE or DATA_DIR.`);
  const dataSource = await makeDataSource(await reachDatabase(settings, shutdown, true), 4).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const [row] = (await runner.query('select pg_try_advisory_lock($1) as free', [LOCK])) as [{ free: boolean }];
    if (!row.free) throw new StartUpError('Another rotation is under way.');
    return await work(dataSource, path);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}
