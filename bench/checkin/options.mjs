// What the bench is asked for: npm run bench -- checkin [--connections 64 --seconds 5 --rounds 5 --rows 500000]
import { parseArgs } from 'node:util';

/** @throws Error for an option that is not a whole number */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      connections: { type: 'string', default: '64' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '5' },
      organisations: { type: 'string', default: '20' },
      workers: { type: 'string', default: '20000' },
      batch: { type: 'string', default: '1000' },
      rows: { type: 'string', default: '500000' },
    },
  });
  const number = (name, least) => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value >= least) return [name, value];
    throw new Error(`--${name} is a whole number from ${least} on.`);
  };
  const least = { connections: 1, seconds: 1, rounds: 1, organisations: 1, workers: 20, batch: 1, rows: 0 };
  return Object.fromEntries(Object.entries(least).map(([name, one]) => number(name, one)));
}
