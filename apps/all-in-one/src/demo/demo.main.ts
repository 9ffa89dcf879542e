import { dateOfDayNumber, localDayNumber } from '@app/contracts';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { province, type Province, type ProvinceTotals } from '../../../../seeds/province.js';
import { ApiClient } from './api-client.js';
import { MainJob } from './main-job.js';
import { Product } from './product.js';
import { type Counted, ProvinceLoader } from './province-loader.js';
import { grouped, Terminal } from './terminal.js';
import { overHttp } from './transports.js';

/** A row of the summary: what should be there, what is, and how long it took. */
interface Line {
  step: string;
  expected: number;
  found: number;
  seconds: number;
}

const terminal = new Terminal();

/** The main job from end to end on a throw-away data directory: `npm run demo -- --workers 226712 --days 14`. */
async function demo(): Promise<boolean> {
  const world = province(options());
  terminal.say(
    `A province from seed ${world.options.seed}: ${grouped(world.options.workers)} workers, ${world.options.days} days.`,
  );
  const totals = world.totals();
  const began = performance.now();
  const { result: product, seconds } = await terminal.step('The product is up', 1, () => Product.start());
  try {
    const lines = await run(world, totals, product);
    summary(lines, seconds, (performance.now() - began) / 1000);
    return lines.every(({ expected, found }) => expected === found);
  } finally {
    await product.stop();
  }
}

async function run(world: Province, totals: ProvinceTotals, product: Product): Promise<Line[]> {
  const transport = overHttp(product.baseUrl);
  const admin = new ApiClient(transport, product.admin);
  const loader = new ProvinceLoader(admin, world);
  const lines: Line[] = [];
  const load = async (
    title: string,
    expected: number,
    steps: number,
    work: (onRows: (rows: number) => void) => Promise<Counted>,
  ): Promise<void> => {
    const { result, seconds } = await terminal.step(title, steps, work);
    lines.push({ step: `${title}: sent`, expected, found: result.sent, seconds });
    lines.push({ step: `${title}: stored`, expected: result.sent, found: result.stored, seconds: 0 });
  };
  const { organisations, places, sharedPlaces, workers, stays, gateCheckIns, lineCheckIns } = totals;
  const checkIns = gateCheckIns + lineCheckIns;
  await load('Enterprises, sites and places', places, organisations, (on) => loader.registerOrganisations(on));
  await load('Buses, dormitories, lodging houses', sharedPlaces, sharedPlaces, (on) => loader.registerSharedPlaces(on));
  await load('Workers from files', workers, workers, (on) => loader.importWorkers(on));
  await load('Stays of the days before', stays, stays, (on) => loader.importStays(on));
  await load('The last day’s scans', checkIns, checkIns, (on) => loader.sendCheckIns(on));
  lines.push(await derivation(admin, lineCheckIns / 2));
  lines.push(...(await officersPart(await MainJob.as(transport, admin), world, loader)));
  return lines;
}

/** Waits until the scans have become stays: one for each pair of scans at a line. */
async function derivation(admin: ApiClient, expected: number): Promise<Line> {
  const { result, seconds } = await terminal.step('Scans become stays', 1, async () => {
    for (;;) {
      const state = await admin.get<{ pending: number; derivedStays: number }>('/stays/derivations');
      if (state.pending === 0) return state.derivedStays;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  });
  return { step: 'Stays derived from scans', expected, found: result, seconds };
}

async function officersPart(job: MainJob, world: Province, loader: ProvinceLoader): Promise<Line[]> {
  const traced = await terminal.step('A case is traced to F2', 1, () => job.trace(world, loader));
  const { counts, preset, timings } = traced.result;
  const reached = Object.values(counts).reduce((sum, count) => sum + count, 0);
  terminal.say(
    `           F1 ${grouped(counts['1'] ?? 0)}, F2 ${grouped(counts['2'] ?? 0)} by ${preset.id}; ${JSON.stringify(timings)}`,
  );
  terminal.say(`           ${await job.why(traced.result)}`);
  const handed = await terminal.step('The list goes to the command centre', 1, () => job.handOver(traced.result));
  const { listed, exported, received } = handed.result;
  return [
    { step: 'Contacts traced and listed', expected: reached, found: listed, seconds: traced.seconds },
    { step: 'Contacts exported', expected: listed, found: exported, seconds: handed.seconds },
    { step: 'Contacts counted by the command centre', expected: exported, found: received.rows, seconds: 0 },
  ];
}

function summary(lines: readonly Line[], startSeconds: number, seconds: number): void {
  const shown = (value: number): string => (value > 0 ? value.toFixed(1) : '');
  terminal.table(
    ['Step', 'rows in', 'rows out', 'seconds', ''],
    lines.map(({ step, expected, found, seconds: took }) => [
      ...[step, grouped(expected), grouped(found), shown(took), expected === found ? 'equal' : 'DIFFERENT'],
    ]),
  );
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  terminal.say(
    `${seconds.toFixed(0)} s in all (start-up ${startSeconds.toFixed(1)} s) on ${machine}, Node ${process.version}.`,
  );
}

/** @throws Error for an option that is not a number */
function options() {
  const { values } = parseArgs({
    options: {
      workers: { type: 'string', default: '2000' },
      days: { type: 'string', default: '7' },
      seed: { type: 'string', default: '1' },
    },
  });
  const number = (name: 'workers' | 'days' | 'seed'): number => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw new Error(`--${name} is a whole number above 0.`);
  };
  const lastDay = dateOfDayNumber(localDayNumber(Date.now() / 1000) - 1);
  return { workers: number('workers'), days: number('days'), seed: number('seed'), lastDay };
}

try {
  const reconciled = await demo();
  terminal.say(reconciled ? 'Every count reconciles.' : 'Some counts differ: see above.');
  process.exit(reconciled ? 0 : 1);
} catch (error) {
  process.stderr.write(`The demo failed: ${(error as Error).message}\n`);
  process.exit(1);
}
