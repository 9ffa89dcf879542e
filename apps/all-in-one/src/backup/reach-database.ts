import { type Environment, type Shutdown, StartUpError } from '@app/platform';
import { existsSync } from 'node:fs';
import { claimDataFolder, dataFolder } from '../data-folder.js';
import { readAccess, urlOf } from '../embedded-postgres/cluster.js';
import { runningServer } from '../embedded-postgres/postmaster.js';
import { openDatabase } from '../open-database.js';

/**
 * The database of the settings: that of DATABASE_URL, else the embedded one, joined when the product runs, and started
 * for as long as this process lives when it does not.
 * @param mustExist a data directory without a database is refused
 */
export async function reachDatabase(settings: Environment, shutdown: Shutdown, mustExist: boolean): Promise<string> {
  const folder = dataFolder(settings.DATA_DIR);
  if (!settings.DATABASE_URL) {
    if (mustExist && !existsSync(folder.cluster))
      throw new StartUpError(`There is no database in ${folder.path}. Set DATA_DIR or DATABASE_URL.`);
    const running = runningServer(folder.cluster);
    if (running?.isReady) return urlOf(readAccess(folder), running.port);
    return (await openDatabase(settings, claimDataFolder(settings.DATA_DIR).folder, shutdown)).url;
  }
  return (await openDatabase(settings, folder, shutdown)).url;
}
