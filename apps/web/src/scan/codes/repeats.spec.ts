import { Repeats } from './repeats';

it('takes a code that is held before the camera once, and again when it was gone', () => {
  const repeats = new Repeats();
  const seen = [0, 1_000, 4_500, 8_400, 13_000].map((at) => repeats.isNew('a', at));
  expect(seen).toEqual([true, false, false, false, true]);
});

it('does not mistake one code for another', () => {
  const repeats = new Repeats();
  expect([repeats.isNew('a', 0), repeats.isNew('b', 100), repeats.isNew('a', 200)]).toEqual([true, true, false]);
});
