import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../../apps/all-in-one/src/data-folder.js';
import { findBinaries } from '../../apps/all-in-one/src/embedded-postgres/binaries.js';
import { startEmbeddedPostgres } from '../../apps/all-in-one/src/embedded-postgres/embedded-postgres.js';
import { runAs } from '../../apps/all-in-one/src/embedded-postgres/run-as.js';
import { ServerProcess } from '../../apps/all-in-one/src/embedded-postgres/server-process.js';
import { eventually } from './eventually.js';

/** A PostgreSQL that a test may end and start again, on the same port and with what was committed. */
export interface StoppablePostgres {
  url: string;
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** All its processes at once, as when the power fails; and up again. */
  kill: () => Promise<void>;
  /** As if its machine hung: connections stay open, and nothing answers. Until `thaw`. */
  freeze: () => void;
  thaw: () => void;
  close: () => Promise<void>;
}

export async function stoppablePostgres(): Promise<StoppablePostgres> {
  const path = mkdtempSync(join(tmpdir(), 'truyvet-stoppable-'));
  const folder = dataFolder(path);
  const { url, server: first } = await startEmbeddedPostgres(folder);
  let server = first;
  const start = async (): Promise<void> => {
    server = await ServerProcess.start(findBinaries().postgres, folder, first.port, runAs(folder.cluster));
  };
  const signal = (name: NodeJS.Signals) => (): void => {
    for (const pid of processesOf(folder.cluster)) process.kill(pid, name);
  };
  const kill = async (): Promise<void> => {
    const pids = processesOf(folder.cluster);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await eventually(() => !pids.some(isThere));
    await start();
  };
  const close = async (): Promise<void> => {
    await server.stop();
    rmSync(path, { recursive: true, force: true });
  };
  return { url, stop: () => server.stop(), start, kill, freeze: signal('SIGSTOP'), thaw: signal('SIGCONT'), close };
}

/** The server of a data folder and its children. */
function processesOf(folder: string): number[] {
  const server = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids.map(Number).filter((pid) => {
    try {
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === server;
    } catch {
      return false; // it ended while we looked
    }
  });
  return [server, ...children];
}

const isThere = (pid: number): boolean => existsSync(`/proc/${pid}`);
