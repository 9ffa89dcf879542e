import { testDatabase, type TestDatabase } from '../support/database.js';
import { WrittenWorld } from '../support/written-world.js';

jest.setTimeout(60 * 60_000);

let database: TestDatabase;
let world: WrittenWorld;
beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.build(database.dataSource);
});
afterAll(() => database.close());

it('days in memory follow a thousand histories of writes', () => world.followsWrites(1_000));

it('and miss none of five hundred transactions that commit late', () => world.followsLateCommits(500));
