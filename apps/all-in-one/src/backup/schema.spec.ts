import { parentsFirst } from './schema.js';

const table = (name: string, ...parents: string[]) => ({ name, parents });

test('a table comes after all it refers to', () => {
  const sorted = parentsFirst([
    table('stay', 'worker', 'place'),
    table('worker', 'site'),
    table('place', 'site'),
    table('site'),
  ]);
  expect(sorted.map(({ name }) => name)).toEqual(['site', 'worker', 'place', 'stay']);
});

test('tables in a ring are named, not left out', () => {
  expect(() => parentsFirst([table('a', 'b'), table('b', 'a'), table('c')])).toThrow('refer to each other: a, b');
});
