import { resolvePreset } from '@app/contact-graph';
import { startOfDate, startOfNextDate } from '@app/contracts';
import type { Organisation, Place, Site, Worker } from '@app/database';
import type { DataSource } from 'typeorm';
import { newReader, tell, type TestReader } from '../support/both-worlds.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { makeProximity, makeStays } from '../support/worlds-in-database.js';
import { WrittenWorld } from '../support/written-world.js';

jest.setTimeout(120_000);

describe('days in memory', () => {
  let database: TestDatabase;
  let world: WrittenWorld;
  beforeAll(async () => {
    database = await testDatabase();
    world = await WrittenWorld.build(database.dataSource);
  });
  afterAll(() => database.close());

  it('follow whatever is written, in any order', () => world.followsWrites(20));

  it('miss no transaction that began early and commits late', () => world.followsLateCommits(10));
});

describe('what is read again', () => {
  const DAYS = ['2021-05-22', '2021-05-23', '2021-05-24', '2021-05-25'];
  const NEAR = resolvePreset({ near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' });
  const ROOM = resolvePreset({ ...NEAR, room: { minMinutes: 0 }, classes: { workshop: 'room', canteen: 'near' } });
  let database: TestDatabase;
  let db: DataSource;
  let factory: Organisation;
  let site: Site;
  let line: Place;
  let workers: Worker[];
  let kept: TestReader;

  beforeAll(async () => {
    database = await testDatabase();
    db = database.dataSource;
    factory = await makeOrganisation(db);
    site = await makeSite(db, factory);
    line = await makePlace(db, site, 'line', { parentId: (await makePlace(db, site, 'workshop')).id });
    workers = [await makeWorker(db, factory), await makeWorker(db, factory), await makeWorker(db, factory)];
    for (const day of DAYS) await everybodyOn(day);
    kept = newReader(db);
    expect(await readBy(kept)).toEqual({ whole: 4 });
  });
  afterAll(() => database.close());

  const hour = (day: string, number: number): number => startOfDate(day) + number * 3600;
  const everybodyOn = (day: string): Promise<void> =>
    makeStays(
      db,
      workers.map(({ no }) => ({ workerNo: no, placeNo: line.no, from: hour(day, 6), to: hour(day, 14) })),
    );
  /** Traces from the first day on, and says which reading that took. */
  async function readBy(
    { reader, reads }: TestReader,
    { last = DAYS.at(-1)!, preset = NEAR } = {},
  ): Promise<Record<string, number>> {
    const cases = [{ workerNo: workers[0]!.no, sampledOn: DAYS[2]! }];
    const question = { preset, cases, asOf: startOfNextDate(last), maxLevel: 2 };
    const told = await tell(reader, question);
    expect(told.strategy).toBe('memory');
    expect(told.text).toBe((await tell(newReader(db, { TRACE_STRATEGY: 'sql' }).reader, question)).text);
    return reads();
  }

  it('is nothing where nothing changed, for any preset, and whoever or whatever is new or isolated', async () => {
    const newcomer = await makeWorker(db, factory);
    await makePlace(db, site, 'canteen', { parentId: line.id });
    await db.query(
      `insert into isolation (id, worker_no, started_at, reason, created_by) values (uuid_v7(), $1, now(), 'x', uuid_v7())`,
      [newcomer.no],
    );
    expect(await readBy(kept, { preset: ROOM })).toEqual({});
  });

  it('is the persons of the day whose stays changed, once the day is wanted', async () => {
    await makeStays(db, [
      { workerNo: workers[1]!.no, placeNo: line.no, from: hour(DAYS[3]!, 16), to: hour(DAYS[3]!, 17) },
    ]);
    expect(await readBy(kept, { last: DAYS[2]! })).toEqual({});
    expect(await readBy(kept)).toEqual({ persons: 1 });
  });

  it('is the proximity of the day whose records changed', async () => {
    const [a, b] = [workers[0]!.no, workers[2]!.no];
    await makeProximity(db, [{ a, b, from: hour(DAYS[1]!, 15), to: hour(DAYS[1]!, 16) }]);
    expect(await readBy(kept)).toEqual({ proximity: 1 });
  });

  it('is every day of a record that became another person’s', async () => {
    await db.query('update worker set person_no = $2 where no = $1', [workers[2]!.no, workers[1]!.personNo]);
    expect(await readBy(kept)).toEqual({ persons: 4, proximity: 4 });
  });

  it('is the days since a place was moved', async () => {
    const { id } = await makePlace(db, site, 'workshop');
    await db.query(
      `with move as (insert into place_move (place_id, from_parent_id, to_parent_id, moved_at, moved_by)
         select id, parent_id, $2, to_timestamp($3), id from place where id = $1)
       update place set parent_id = $2 where id = $1`,
      [line.id, id, hour(DAYS[2]!, 10)],
    );
    expect(await readBy(kept)).toEqual({ whole: 2 });
  });

  it('is a day that came', async () => {
    await everybodyOn('2021-05-26');
    expect(await readBy(kept, { last: '2021-05-26' })).toEqual({ whole: 1 });
  });

  it('is everything after so long a silence that the journal may have forgotten', async () => {
    const now = Date.now();
    await makeWorker(db, factory, { personNo: workers[0]!.personNo });
    await db.query('update worker set person_no = $2 where no = $1', [workers[1]!.no, workers[0]!.personNo]);
    await db.query('truncate presence_change');
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 13 * 3_600_000);
    expect(await readBy(kept)).toEqual({ whole: 4 });
    clock.mockRestore();
  });
});
