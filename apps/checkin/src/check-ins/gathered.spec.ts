import { setImmediate as turn } from 'node:timers/promises';
import { Gathered } from './gathered.js';

const turns = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await turn();
};

/** Work whose groups end when they are told to. */
function held(limits: Partial<{ lanes: number; most: number; waiting: number }> = {}) {
  const groups: { items: readonly number[]; end: () => void }[] = [];
  const work = (items: readonly number[]): Promise<readonly number[]> =>
    new Promise((resolve) => groups.push({ items, end: () => resolve(items.map((item) => item * 2)) }));
  return { groups, gathered: new Gathered(work, { lanes: 1, most: 100, waiting: 100, ...limits }) };
}

it('a single one starts at once, and what comes meanwhile is the next group', async () => {
  const { groups, gathered } = held();
  const results = [gathered.add(1)];
  await turns();
  expect(groups.map(({ items }) => items)).toEqual([[1]]);
  results.push(gathered.add(2), gathered.add(3));
  await turns();
  groups[0]!.end();
  await results[0];
  await turns();
  expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3]]);
  groups[1]!.end();
  expect(await Promise.all(results)).toEqual([2, 4, 6]);
});

it('no group is longer than agreed, and no more are under way', async () => {
  const { groups, gathered } = held({ lanes: 2, most: 2 });
  for (let item = 0; item < 7; item++) void gathered.add(item);
  await turns();
  expect(groups.map(({ items }) => items)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

it('what would wait too long is refused', async () => {
  const { gathered } = held({ waiting: 2 });
  void gathered.add(1);
  void gathered.add(2);
  await expect(async () => gathered.add(3)).rejects.toMatchObject({ code: 'unavailable' });
});

it('one that fails spoils no other', async () => {
  const work = (items: readonly number[]): Promise<readonly number[]> =>
    items.includes(5) ? Promise.reject(new Error('poison')) : Promise.resolve(items);
  const gathered = new Gathered(work, { lanes: 1, most: 100, waiting: 100 });
  const all = await Promise.allSettled(Array.from({ length: 9 }, (_, item) => gathered.add(item)));
  expect(all.map((one) => ('value' in one ? one.value : one.reason.message))).toEqual([
    ...[0, 1, 2, 3, 4, 'poison', 6, 7, 8],
  ]);
});

it('when the database is away nobody is tried again', async () => {
  let tried = 0;
  const work = (): Promise<readonly number[]> => {
    tried++;
    return Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
  };
  const gathered = new Gathered<number, number>(work, { lanes: 1, most: 100, waiting: 100 });
  const all = await Promise.allSettled([1, 2, 3].map((item) => gathered.add(item)));
  expect([tried, ...all.map(({ status }) => status)]).toEqual([1, 'rejected', 'rejected', 'rejected']);
});
