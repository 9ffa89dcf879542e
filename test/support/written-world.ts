import { DEFAULT_CLASSES, resolvePreset } from '@app/contact-graph';
import { startOfNextDate } from '@app/contracts';
import { Partitions } from '@app/database';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { newReader, type Question, tell, type TestReader } from './both-worlds.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from './factories.js';
import { addStay, anyWrite, DAYS, FIRST_DAYS, type Write, writeApart } from './presence-writes.js';

const RESTORED = ['place', 'worker'] as const;
const first = fc.array(addStay, { minLength: 60, maxLength: 90, size: 'max' });

const PRESETS = [
  resolvePreset({ near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' }),
  resolvePreset({ near: { minMinutes: 0 }, room: { minMinutes: 0 }, accumulate: 'total' }),
  resolvePreset({ near: { minMinutes: 15 }, room: { minMinutes: 30 }, accumulate: 'continuous', latencySeconds: 3600 }),
  resolvePreset({
    ...{ near: { minMinutes: 15 }, room: { minMinutes: 20 }, accumulate: 'rolling' as const },
    classes: { ...DEFAULT_CLASSES, canteen: 'near', workshop: null, 'lodging-house': null },
  }),
];
const oneCase = fc.record({ nth: fc.nat(30), sampledOn: fc.constantFrom(...DAYS.slice(1, 5)) });
const wish = fc.record({
  preset: fc.constantFrom(...PRESETS),
  cases: fc.array(oneCase, { minLength: 1, maxLength: 2 }),
  last: fc.constantFrom(...DAYS.slice(2)),
});
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

/** Two factories and a lodging house, to which everything happens that is ever written of them. */
export class WrittenWorld {
  private constructor(private readonly db: DataSource) {}

  /** In an empty database. */
  static async build(db: DataSource): Promise<WrittenWorld> {
    for (let i = 0; i < 2; i++) {
      const organisation = await makeOrganisation(db);
      const site = await makeSite(db, organisation);
      const workshops = [await makePlace(db, site, 'workshop'), await makePlace(db, site, 'workshop')];
      for (const { id } of workshops) await makePlace(db, site, 'line', { parentId: id });
      await makePlace(db, site, 'canteen');
      for (let n = 0; n < 4; n++) await makeWorker(db, organisation);
    }
    const house = await makeSharedPlace(db, 'lodging-house');
    await makeSharedPlace(db, 'lodging-room', { parentId: house.id });
    for (const table of RESTORED) await db.query(`create table first_${table} as table ${table}`);
    for (const table of ['stay', 'proximity'] as const) await new Partitions(db).ensure(table, FIRST_DAYS);
    return new WrittenWorld(db);
  }

  /** After every write a tracer that was there all along says what is so now. */
  async followsWrites(numRuns: number): Promise<void> {
    const steps = fc.array(fc.record({ write: anyWrite, wish }), { minLength: 4, maxLength: 9 });
    const property = fc.asyncProperty(first, steps, async (first, steps) => {
      const reader = await this.settle(first);
      for (const { write, wish } of steps) {
        await this.expectAgreement(reader, wish);
        await this.db.transaction((manager) => write.run(manager));
      }
      await this.expectAgreement(reader, steps[0]!.wish);
    });
    await fc.assert(property, { numRuns });
  }

  /** So it does when a transaction commits, or is rolled back, after a younger one. */
  async followsLateCommits(numRuns: number): Promise<void> {
    const step = fc.record({ early: writeApart, young: addStay, commits: fc.boolean(), wish });
    const property = fc.asyncProperty(first, step, async (first, { early, young, commits, wish }) => {
      const reader = await this.settle(first);
      await this.expectAgreement(reader, wish);
      const late = this.db.createQueryRunner();
      await late.startTransaction();
      await early.run(late.manager);
      await this.db.transaction((manager) => young.run(manager));
      await this.expectAgreement(reader, wish);
      await (commits ? late.commitTransaction() : late.rollbackTransaction());
      await late.release();
      await this.expectAgreement(reader, wish);
    });
    await fc.assert(property, { numRuns });
  }

  /** Everything as it was built, everybody somewhere, and a tracer that knows nothing of it yet. */
  private async settle(writes: readonly Write[]): Promise<TestReader> {
    const { db } = this;
    await db.query(`truncate stay, proximity, isolation, follow_up, presence_change, place_move`);
    for (const table of RESTORED.toReversed()) await db.query(`delete from ${table}`);
    for (const table of RESTORED) await db.query(`insert into ${table} select * from first_${table}`);
    for (const day of DAYS.slice(FIRST_DAYS.length))
      await db.query(`drop table if exists stay_${day.replaceAll('-', '')}`);
    await Promise.all(writes.map((write) => write.run(db.manager)));
    return newReader(db);
  }

  /** Days kept through everything that happened, days read just now, and no days at all say the same. */
  private async expectAgreement(kept: TestReader, wish: Wish): Promise<void> {
    const { db } = this;
    const question = await this.questionOf(wish);
    const bySql = await tell(newReader(db, { TRACE_STRATEGY: 'sql' }).reader, question);
    const read = await tell(newReader(db).reader, question);
    const remembered = await tell(kept.reader, question);
    expect([bySql.strategy, read.strategy, remembered.strategy]).toEqual(['sql', 'memory', 'memory']);
    expect(read.text).toBe(bySql.text);
    expect(remembered.text).toBe(bySql.text);
  }

  private async questionOf({ preset, cases, last }: Wish): Promise<Question> {
    const rows = await this.db.query<{ no: number }[]>('select no from worker order by no');
    // of a record that nobody has nothing is known
    const chosen = cases.map(({ nth, sampledOn }) => ({ workerNo: rows[nth % rows.length]?.no ?? 0, sampledOn }));
    return { preset, cases: chosen, asOf: startOfNextDate(last), maxLevel: 3 };
  }
}
