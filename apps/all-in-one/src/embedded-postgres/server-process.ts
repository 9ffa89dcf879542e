import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import type { DataFolder } from '../data-folder.js';
import { readPostmaster } from './postmaster.js';
import { waitUntil } from './processes.js';
import type { RunAs } from './run-as.js';
import { serverSettings } from './settings.js';

const LOG_LIMIT = 10 * 1024 * 1024;
/** Crash recovery replays at most max_wal_size; on a slow disk that is minutes. */
const READY_MS = 600_000;
const FAST_STOP_MS = 6_000;

/** A server that would not start, with the reason of its log. */
export class ServerFailure extends Error {}

/** The PostgreSQL child process: its own session, so that a Ctrl-C in the terminal reaches it only through us. */
export class ServerProcess {
  /** Settles with words when the server ends without having been asked to. */
  readonly lost: Promise<string>;
  private stopping = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.lost = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        if (!this.stopping) resolve(`PostgreSQL ended unexpectedly (${signal ?? `exit code ${code}`})`);
      }),
    );
  }

  /** @throws ServerFailure when it ends before it takes connections. */
  static async start(postgres: string, folder: DataFolder, port: number, who: RunAs): Promise<ServerProcess> {
    const from = rotate(folder.databaseLog);
    const log = openSync(folder.databaseLog, 'a', 0o600);
    const settings = Object.entries({ port, ...serverSettings() }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const child = spawn(postgres, ['-D', folder.cluster, ...settings], {
      ...who,
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    const server = new ServerProcess(child, port);
    // a process that is ended in any way but kill -9 takes its server along
    process.on('exit', () => server.kill('SIGINT'));
    let failed: string | undefined;
    child.once('error', (error) => (failed = error.message));
    const isUp = (): boolean => {
      const state = readPostmaster(folder.cluster);
      return state?.pid === child.pid && state?.isReady === true;
    };
    await waitUntil(() => failed !== undefined || server.hasEnded || isUp(), READY_MS);
    if (failed === undefined && !server.hasEnded && isUp()) return server;
    await server.stop();
    throw new ServerFailure(failed ?? reason(folder.databaseLog, from) ?? `exit code ${child.exitCode}`);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  /** Fast shutdown, then immediate: what was committed is safe either way. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.hasEnded) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGINT');
    const timer = setTimeout(() => this.kill(), FAST_STOP_MS);
    await ended.finally(() => clearTimeout(timer));
  }

  /** Immediate shutdown, without waiting. */
  kill(signal: 'SIGQUIT' | 'SIGINT' = 'SIGQUIT'): void {
    this.stopping = true;
    if (!this.hasEnded) this.child.kill(signal);
  }
}

/** Starts a new log when the old one is long. @returns the log's length: where this run's lines begin */
function rotate(log: string): number {
  if (!existsSync(log)) return 0;
  const { size } = statSync(log);
  if (size < LOG_LIMIT) return size;
  renameSync(log, `${log}.1`);
  return 0;
}

/** The first fatal line of this run's log: the later ones only repeat that the start failed. */
function reason(log: string, from: number): string | undefined {
  const lines = readFileSync(log).subarray(from).toString('utf8').split('\n');
  const at = lines.findIndex((line) => /(FATAL|PANIC):|error while loading|could not bind/.test(line));
  return at < 0 ? undefined : lines[at]!.replace(/^.*?(FATAL|PANIC|LOG):\s*/, '');
}
