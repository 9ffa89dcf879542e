import { StartUpError } from '@app/platform';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commandLine, isAlive, processesIn, waitUntil } from './processes.js';

/** What a PostgreSQL server writes about itself into postmaster.pid. */
export interface Postmaster {
  pid: number;
  folder: string;
  port: number;
  isReady: boolean;
}

const fileOf = (cluster: string): string => join(cluster, 'postmaster.pid');

export function readPostmaster(cluster: string): Postmaster | undefined {
  const path = fileOf(cluster);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid < 2) return undefined;
  return { pid, folder: lines[1] ?? '', port: Number(lines[3]), isReady: lines[7]?.startsWith('ready') ?? false };
}

/** True when the process lives and is a PostgreSQL of this very folder: its file and its command line both say so. */
export function isServerOf(cluster: string, server: Postmaster): boolean {
  const here = realpathSync(cluster);
  if (server.folder !== here && server.folder !== cluster) return false;
  if (!isAlive(server.pid)) return false;
  const words = commandLine(server.pid);
  const at = words.indexOf('-D');
  return basename(words[0] ?? '').startsWith('postgres') && at > 0 && [here, cluster].includes(words[at + 1]!);
}

/** The server that runs on this folder, if one does. */
export function runningServer(cluster: string): Postmaster | undefined {
  const server = readPostmaster(cluster);
  return server && isServerOf(cluster, server) ? server : undefined;
}

/**
 * Ends what a killed run left behind: a server of this folder (fast shutdown, then immediate), its last children, and a
 * postmaster.pid that names nobody, or somebody else. Never touches a process that is not ours.
 * @throws StartUpError when it will not end.
 */
export async function endOrphan(cluster: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const orphan = runningServer(cluster);
    if (!orphan) break;
    process.kill(orphan.pid, signal);
    await waitUntil(() => !isAlive(orphan.pid), 5_000);
  }
  const left = runningServer(cluster);
  const ended = await waitUntil(() => processesIn(realpathSync(cluster)).length === 0, 5_000);
  if (left || !ended)
    throw new StartUpError(
      `A PostgreSQL process (${left?.pid ?? processesIn(realpathSync(cluster))[0]}) still works in ${cluster} and does not end.`,
    );
  rmSync(fileOf(cluster), { force: true });
}
