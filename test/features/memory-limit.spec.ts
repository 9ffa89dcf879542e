import { resolvePreset } from '@app/contact-graph';
import { startOfDate, startOfNextDate } from '@app/contracts';
import { Partitions } from '@app/database';
import { newReader, tell, type TestReader } from '../support/both-worlds.js';
import { daysFrom, makeCrowd } from '../support/crowd.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

jest.setTimeout(60_000);

const LIMIT = 1_048_576;
const DAYS = daysFrom('2021-05-20', 7);
const preset = resolvePreset({
  ...{ near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' as const, daysBefore: 0 },
});
let database: TestDatabase;
let crowd: { no: number; id: string }[];

// a day takes 0.4 MB in memory: two fit, three do not
beforeAll(async () => {
  database = await testDatabase();
  crowd = await makeCrowd(database.dataSource, { workers: 1_500, days: DAYS, perDay: 15 });
});
afterAll(() => database.close());

const reader = (megabytes: number): TestReader =>
  newReader(database.dataSource, { TRACE_MEMORY_MB: String(megabytes) });

/** Traces from one of the days to another: by what, and which reading that took. Says what SQL says. */
async function traceIn({ reader, reads }: TestReader, first: number, last: number) {
  const cases = [{ workerNo: crowd[0]!.no, sampledOn: DAYS[first]! }];
  const question = { preset, cases, asOf: startOfNextDate(DAYS[last]!), maxLevel: 1 };
  const told = await tell(reader, question);
  expect(told.text).toContain('"level": 1');
  expect(told.text).toBe((await tell(newReader(database.dataSource, { TRACE_STRATEGY: 'sql' }).reader, question)).text);
  return [told.strategy, await reads()];
}

it('days that are not wanted go, the oldest first, and what they held is read again when it is', async () => {
  const limited = reader(1);
  const steps: [number, number, object][] = [
    [0, 1, { whole: 2 }],
    [2, 3, { whole: 2 }],
    [3, 4, { whole: 1 }],
    [3, 4, {}],
    [2, 3, { whole: 1 }],
    [0, 0, { whole: 1 }],
    [6, 6, { whole: 1 }],
    [0, 0, { whole: 1 }],
  ];
  for (const [first, last, reads] of steps) {
    expect([first, last, ...(await traceIn(limited, first, last))]).toEqual([first, last, 'memory', reads]);
    expect(limited.cache.bytes).toBeGreaterThan(LIMIT / 4);
    expect(limited.cache.bytes).toBeLessThanOrEqual(LIMIT);
  }
});

it('a window that does not fit is traced by SQL, reads nothing into memory and drives nothing out', async () => {
  const limited = reader(1);
  await traceIn(limited, 0, 1);
  expect(await traceIn(limited, 2, 5)).toEqual(['sql', {}]);
  expect(await traceIn(limited, 0, 1)).toEqual(['memory', {}]);
});

it('a process that is given no memory traces by SQL', async () => {
  const none = reader(0);
  expect(await traceIn(none, 0, 1)).toEqual(['sql', {}]);
  expect(none.cache.bytes).toBe(0);
});

it('records of proximity count as memory too, before they are read', async () => {
  await new Partitions(database.dataSource).ensure('proximity', [DAYS[6]!]);
  await database.dataSource.query(
    `insert into proximity (day, worker_no, other_no, started_at, ended_at)
     select $1, $2 + mod(i, 1400), $2 + mod(i, 1400) + 1 + mod(i, 7), at, at + interval '20 seconds'
     from generate_series(1, 45000) i cross join lateral (select to_timestamp($3 + i) as at) t`,
    [DAYS[6], crowd[0]!.no, startOfDate(DAYS[6]!)],
  );
  expect(await traceIn(reader(1), 6, 6)).toEqual(['sql', {}]);
  expect((await traceIn(reader(4), 6, 6))[0]).toBe('memory');
});

it('a row that cannot be is refused, and the next window is read as if nothing had been', async () => {
  const kept = reader(8);
  await database.dataSource.query(
    `update stay set ended_at = started_at where (day, id) = (select day, id from stay where day = $1 order by id limit 1)`,
    [DAYS[5]],
  );
  await expect(traceIn(kept, 5, 5)).rejects.toThrow('end_not_after_start');
  expect(await kept.reads()).toEqual({ whole: 1 });
  expect(await traceIn(kept, 3, 4)).toEqual(['memory', { whole: 2 }]);
});
