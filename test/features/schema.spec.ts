import { Partitions, schemaDrift } from '@app/database';
import { testDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => (database = await testDatabase()));
afterAll(() => database.close());

it('the migrations and the entities describe the same schema', async () => {
  expect(await schemaDrift(database.url)).toEqual([]);
});

it('the schema stays the same with partitions in it, and each is made once', async () => {
  const partitions = [new Partitions(database.dataSource), new Partitions(database.dataSource)];
  const days = ['2021-05-17', '2021-05-18'];
  await Promise.all(
    partitions.flatMap((p) => (['stay', 'check_in', 'proximity'] as const).map((t) => p.ensure(t, days))),
  );
  const rows = await database.dataSource.query(`select count(*)::int as n from pg_inherits`);
  expect(rows[0].n).toBeGreaterThanOrEqual(6);
  expect(await schemaDrift(database.url)).toEqual([]);
});

it('makes ids of version 7 in SQL as well', async () => {
  const rows = await database.dataSource.query(`select uuid_v7()::text as id from generate_series(1, 3)`);
  for (const { id } of rows)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
