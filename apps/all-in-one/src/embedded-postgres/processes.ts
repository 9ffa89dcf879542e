import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const isLinux = process.platform === 'linux';

function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined; // the process went away while we looked, or is somebody else's
  }
}

/** The fields of /proc/PID/stat from the state on (proc(5)); the name before may hold spaces and brackets. */
const statOf = (pid: number): string[] | undefined =>
  quietly(() =>
    readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' '),
  );

/** True for a process that still runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  if (isLinux) {
    const state = statOf(pid)?.[0];
    return state !== undefined && state !== 'Z' && state !== 'X';
  }
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What tells a process from a later one with the same number; undefined when there is none. */
export function birthMark(pid: number): string | undefined {
  if (!isLinux)
    return quietly(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim());
  const started = statOf(pid)?.[19];
  return started && `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${started}`;
}

/** The words of a process's command line; empty when it cannot be seen. */
export function commandLine(pid: number): string[] {
  const words = isLinux
    ? quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'))
    : quietly(() =>
        execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
          .trim()
          .split(' '),
      );
  return words ?? [];
}

/** Living processes whose working folder is this one; only Linux can say. */
export function processesIn(folder: string): number[] {
  if (!isLinux) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => isAlive(pid) && quietly(() => readlinkSync(`/proc/${pid}/cwd`)) === folder);
}

/** Waits until a condition holds, looking every 20 ms. @returns false when it did not within the time. */
export async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
