import { StartUpError } from '@app/platform';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user that PostgreSQL runs as; empty: the one who started us. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

const USER = 'postgres';

function idOf(flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, USER], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function postgresUser(): RunAs {
  if (idOf('-u') === undefined) {
    try {
      execFileSync('groupadd', ['--system', '--force', USER], { stdio: 'ignore' });
      execFileSync('useradd', ['--system', '--gid', USER, '--shell', '/bin/false', USER], { stdio: 'ignore' });
    } catch {
      throw new StartUpError(
        `PostgreSQL does not run as root, and no user ${USER} could be made: make one, or start as another user.`,
      );
    }
  }
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  if (!uid || !gid)
    throw new StartUpError(`PostgreSQL does not run as root: make a user ${USER}, or start as another.`);
  return { uid, gid };
}

/** Who shall run the server: as root, the owner of the existing cluster, else the user postgres, made if need be. */
export function runAs(cluster: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : postgresUser();
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

/** The outermost of a path's folders that this user may not enter, asked of the system itself. */
export function closedFolder(path: string, who: RunAs): string | undefined {
  if (who.uid === undefined) return undefined;
  const script = 'for d in "$@"; do [ -x "$d" ] || { printf %s "$d"; exit 0; }; done';
  const asked = spawnSync('/bin/sh', ['-c', script, 'sh', ...ancestors(path)], {
    ...who,
    cwd: '/',
    encoding: 'utf8',
    env: {},
  });
  return asked.stdout || undefined;
}

/** @throws StartUpError naming the folder that keeps the user out, and the cure. */
export function refuseClosedFolder(path: string, who: RunAs, what: string): void {
  const closed = closedFolder(path, who);
  if (!closed) return;
  throw new StartUpError(
    `As root, PostgreSQL runs as user ${USER}, who may not enter ${closed} to reach ${what}: ` +
      `run chmod o+x ${closed}, or move it to a folder open to all, or start as another user.`,
  );
}
