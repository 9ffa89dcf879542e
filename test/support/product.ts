import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from '../../apps/all-in-one/src/embedded-postgres/free-port.js';

const ROOT = process.cwd();
const MAIN = 'apps/all-in-one/src/main.js';
const READY = /^Truy Vết(?: \(\w+\))? is ready: (.*)$/m;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Builds the product if its sources have changed. */
export const ensureBuilt = (): void =>
  void execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed'], { cwd: ROOT, stdio: 'inherit' });

/** A fresh data directory under the temp folder. */
export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'truyvet-data-'));

class Program {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  readonly child: ChildProcess;

  constructor(program: string, args: string[], env: Record<string, string>) {
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(process.execPath, [join(ROOT, 'dist', program), ...args], { env: { PATH, HOME, ...env } });
    this.child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr })),
    );
  }
}

/** Runs a program of dist/ to its end. */
export const runProgram = (program: string, args: string[], env: Record<string, string>): Promise<Ended> =>
  new Program(program, args, env).ended;

/** Starts the product where it must refuse, and waits for its end. */
export const startInVain = async (env: Record<string, string>): Promise<Ended> =>
  runProgram(MAIN, [], { PORT: String(await freePort()), DEMO: 'false', ...env });

/** The built product as a process of its own. */
export class Product {
  private static readonly all = new Set<Product>();

  private constructor(
    private readonly program: Program,
    readonly dataDir: string,
    readonly port: number,
  ) {
    Product.all.add(this);
  }

  /** Starts it (without the demo, unless asked) and waits for its ready line. */
  static async start(env: Record<string, string> & { DATA_DIR: string }, main = MAIN): Promise<Product> {
    const port = Number(env['PORT'] ?? (await freePort()));
    const program = new Program(main, [], { DEMO: 'false', LOG_LEVEL: 'warn', ...env, PORT: String(port) });
    const product = new Product(program, env.DATA_DIR, port);
    await eventually(() => READY.test(program.stdout) || program.child.exitCode !== null, 120_000);
    if (!READY.test(program.stdout)) throw new Error(`it did not start: ${program.stdout}${program.stderr}`);
    return product;
  }

  /** Kills what a failed test has left, and removes its data. */
  static async cleanUp(): Promise<void> {
    const started = [...Product.all];
    Product.all.clear();
    await Promise.all(started.map((product) => product.stop()));
    // several may have shared a directory, one after the other
    for (const { dataDir } of started) rmSync(dataDir, { recursive: true, force: true });
  }

  get stdout(): string {
    return this.program.stdout;
  }

  /** The most memory it has had so far, in MB. */
  get peakMemory(): number {
    const status = readFileSync(`/proc/${this.program.child.pid}/status`, 'utf8');
    return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)![1]) / 1024);
  }

  get url(): string {
    return READY.exec(this.program.stdout)![1]!;
  }

  /** Where its embedded PostgreSQL listens. */
  get databaseUrl(): string {
    const { user, password, database } = JSON.parse(
      readFileSync(join(this.dataDir, 'database.json'), 'utf8'),
    ) as Record<string, string>;
    const port = readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  }

  /** SIGTERM, and the end it comes to. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.program.child.kill(signal);
    return this.program.ended;
  }

  async kill(): Promise<void> {
    await this.stop('SIGKILL');
  }

  /** As if the machine had stopped between two instructions, until `resume`. */
  pause(): void {
    this.program.child.kill('SIGSTOP');
  }

  resume(): void {
    this.program.child.kill('SIGCONT');
  }

  /** Ends by itself: what it said. */
  get ended(): Promise<Ended> {
    return this.program.ended;
  }
}

/** Living PostgreSQL servers of a data directory. */
export function serversOf(dataDir: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`-D\0${dataDir}/postgres\0`);
    } catch {
      return false; // it ended while we looked
    }
  });
}
