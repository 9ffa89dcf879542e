import { type ContactGraphError, DEFAULT_CLASSES, metBy, PlaceTree, StayIndexBuilder } from '../index.js';

const places = { parent: Int32Array.of(-1, 0, 0), kind: ['workshop', 'line', 'line'] };
const T = 1_621_700_000;

const builder = (isolations: { person: number; from: number; to: number | null }[] = []): StayIndexBuilder =>
  new StayIndexBuilder({ tree: new PlaceTree(places, DEFAULT_CLASSES), personCount: 3, isolations });

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as ContactGraphError).code;
  }
  return 'accepted';
};

describe('the stay index', () => {
  it.each([
    ['unknown_person', () => builder().addStay(3, 1, T, T + 1, 0)],
    ['unknown_person', () => builder().addStay(-1, 1, T, T + 1, 0)],
    ['unknown_place', () => builder().addStay(0, 3, T, T + 1, 0)],
    ['unknown_evidence', () => builder().addStay(0, 1, T, T + 1, 7)],
    ['end_not_after_start', () => builder().addStay(0, 1, T, T, 0)],
    ['invalid_instant', () => builder().addStay(0, 1, T + 0.5, T + 1, 0)],
    ['invalid_instant', () => builder().addStay(0, 1, T, 9e9, 0)],
    ['same_person', () => builder().addProximity(1, 1, T, T + 1)],
    ['end_not_after_start', () => builder().addProximity(0, 1, T, T - 1)],
    ['unknown_person', () => builder([{ person: 3, from: T, to: null }]).build()],
    ['end_not_after_start', () => builder([{ person: 0, from: T, to: T }]).build()],
  ])('refuses with %s', (code, act) => expect(codeOf(act)).toBe(code));

  it.each([
    ['place_cycle', [1, 2, 0]],
    ['place_cycle', [0, 0, 0]],
    ['unknown_place', [-1, 0, 3]],
    ['unknown_place', [-1, 0, -2]],
  ])('refuses a tree with %s', (code, parent) => {
    expect(codeOf(() => new PlaceTree({ ...places, parent: Int32Array.from(parent) }, {}))).toBe(code);
  });

  it('names the row of a chunk and keeps the rows before it', () => {
    const half = builder();
    const chunk = { person: [0, 1, 2], place: [1, 1, 1], from: [T, T, T], to: [T + 9, T + 9, T], evidence: [0, 0, 0] };
    expect(() => half.addStays(chunk)).toThrow('end_not_after_start {"row":2}');
    expect(half.build().stayCount).toBe(2);
  });

  it('finds in a long column everybody who was there, however late somebody forgot to check out', () => {
    const stays = Array.from({ length: 3000 }, (_, i) => {
      const from = T + ((i * 7919) % 100_000);
      return { person: i % 400, from, to: from + (i % 250 === 0 ? 90_000 : 60 + ((i * 31) % 900)) };
    });
    const long = new StayIndexBuilder({ tree: new PlaceTree(places, DEFAULT_CLASSES), personCount: 400 });
    for (const { person, from, to } of stays) long.addStay(person, 1 + (person % 2), from, to, 0);
    const index = long.build();

    for (const person of [0, 17, 250, 399]) {
      const interval = { from: T + 20_000, to: T + 60_000 };
      const own = stays.filter((stay) => stay.person === person);
      const meets = (a: { from: number; to: number }, b: { from: number; to: number }): boolean =>
        Math.max(a.from, b.from, interval.from) < Math.min(a.to, b.to, interval.to);
      const met = stays.filter((stay) => stay.person !== person && own.some((mine) => meets(mine, stay)));
      const expected = [...new Set(met.map((stay) => stay.person))].sort((a, b) => a - b);
      expect([...metBy(index, person, interval)]).toEqual(expected);
    }
  });
});
