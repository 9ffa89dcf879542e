// What the bench is asked for: npm run bench -- trace [--workers 226712 --days 14 --cases 20 --levels 1,2,3,4] [--growth]
import { parseArgs } from 'node:util';
import { dateOfDayNumber, localDayNumber } from '../../dist/libs/contracts/src/index.js';

/** @throws Error for an option that is not a number, or a level that nobody can trace */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      workers: { type: 'string', default: '226712' },
      days: { type: 'string', default: '14' },
      cases: { type: 'string', default: '20' },
      levels: { type: 'string', default: '1,2,3,4' },
      requests: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      growth: { type: 'boolean', default: false },
    },
  });
  const number = (name, least) => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new Error(`--${name} is a whole number from ${least} on.`);
  };
  const levels = values.levels.split(',').map(Number);
  if (!levels.every((level) => [1, 2, 3, 4, 5, 6].includes(level))) throw new Error('--levels is a list of 1 to 6.');
  return {
    ...{ workers: number('workers', 100), days: number('days', 3), cases: number('cases', 1) },
    ...{ requests: number('requests', 0), rounds: number('rounds', 1), seed: number('seed', 1) },
    ...{ levels, growth: values.growth },
    lastDay: dateOfDayNumber(localDayNumber(Date.now() / 1000) - 1),
  };
}
