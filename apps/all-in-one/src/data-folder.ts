import { StartUpError } from '@app/platform';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InstanceLock } from './instance-lock.js';

/** Where things stand in DATA_DIR. Only the owner (and, as root, PostgreSQL's group) may enter. */
export interface DataFolder {
  path: string;
  cluster: string;
  databaseFile: string;
  databaseLog: string;
  /** It was empty, or has been ours before; false while it is not there. */
  isOwn: boolean;
}

const MARKS = ['keys.json', 'database.json'];

export function dataFolder(dataDir: string): DataFolder {
  const path = resolve(dataDir);
  const at = (name: string): string => join(path, name);
  const names = existsSync(path) && statSync(path).isDirectory() ? readdirSync(path) : undefined;
  return {
    path,
    cluster: at('postgres'),
    databaseFile: at('database.json'),
    databaseLog: at('postgres.log'),
    isOwn: names?.length === 0 || MARKS.some((mark) => names?.includes(mark)),
  };
}

/**
 * Makes the data folder if need be and claims it for this process.
 * @throws StartUpError when it cannot be written, or another instance works in it.
 */
export function claimDataFolder(dataDir: string): { folder: DataFolder; lock: InstanceLock } {
  const path = resolve(dataDir);
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
    const folder = dataFolder(path);
    return { folder, lock: InstanceLock.take(join(path, 'lock')) };
  } catch (error) {
    if (error instanceof StartUpError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new StartUpError(`The data directory ${path} cannot be written (${code}). Set DATA_DIR to one that can.`);
  }
}

/**
 * Lets PostgreSQL's group pass through the data folder, not look into it. Only a folder that was empty or ours is
 * changed: DATA_DIR may have been pointed at somebody's home.
 */
export function openToGroup(folder: DataFolder, gid: number): void {
  const { uid, mode } = statSync(folder.path);
  if (uid !== 0 || mode & 0o001 || !folder.isOwn) return;
  chownSync(folder.path, 0, gid);
  chmodSync(folder.path, (mode & 0o777) | 0o010);
}
