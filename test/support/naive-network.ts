import { intersection, measured, minus, type Spans, united } from './naive-intervals.js';
import { isolationsOf } from './naive-reference.js';
import { codesOf, type World } from './worlds.js';

/** The figures of a day by names; venues without anybody are left out. */
export interface NetworkAnswer {
  readonly persons: number;
  readonly pairs: number;
  readonly parts: number;
  readonly largestPart: number;
  readonly alone: number;
  readonly venues: readonly {
    readonly place: string;
    readonly persons: number;
    readonly contacts: number;
    readonly joins: number;
    readonly joinedPersons: number;
  }[];
}

/** A day of a world; `persons` by code, `standsFor` by place. */
export interface NetworkDay {
  readonly from: number;
  readonly to: number;
  readonly persons?: readonly string[];
  readonly standsFor?: Readonly<Record<string, string>>;
}

/** A stretch of a pair's time; the venue of a proximity record is null. */
interface Encounter {
  readonly venue: string | null;
  readonly isNear: boolean;
  readonly spans: Spans;
}

/** The network of a day as its definitions are written: every pair of stays, every venue taken away, nothing clever. */
export function naiveNetwork(world: World, day: NetworkDay): NetworkAnswer {
  const isolated = isolationsOf(world);
  const people = codesOf(world);
  const open = (worker: string, spans: Spans): Spans =>
    minus(intersection(united(spans), [[day.from, day.to]]), isolated(worker));
  const persons = people.filter((code) => day.persons?.includes(code) ?? open(code, spansOf(world, code)).length > 0);
  const pairs = persons
    .flatMap((a, i) => persons.slice(i + 1).map((b) => [a, b] as const))
    .map((pair) => ({ pair, encounters: encountersOf(world, day, pair, isolated) }));
  const contacts = (counts: (venue: string | null) => boolean) =>
    pairs
      .filter(({ encounters }) =>
        qualifies(
          world,
          encounters.filter(({ venue }) => counts(venue)),
        ),
      )
      .map(({ pair }) => pair);

  const all = contacts(() => true);
  const wholes = partsOf(persons, all);
  const groups = wholes.filter(({ size }) => size > 1);
  const names = [...new Set(world.places.flatMap(({ id }) => venueOf(world, day, [id]) ?? []))];
  const venues = names.flatMap((place) => {
    const there = (worker: string): Spans => spansOf(world, worker, (id) => venueOf(world, day, [id]) === place);
    const count = persons.filter((worker) => open(worker, there(worker)).length > 0).length;
    const rest = partsOf(
      persons,
      contacts((venue) => venue !== place),
    ).filter(({ size }) => size > 1);
    const fallen = wholes
      .map((whole) => rest.filter((part) => [...part].every((one) => whole.has(one))))
      .filter(({ length }) => length > 1)
      .flat();
    const figures = { persons: count, contacts: contacts((venue) => venue === place).length, joins: fallen.length };
    return count === 0 ? [] : [{ place, ...figures, joinedPersons: fallen.reduce((sum, { size }) => sum + size, 0) }];
  });
  return {
    persons: persons.length,
    pairs: all.length,
    parts: groups.length,
    largestPart: Math.max(0, ...groups.map(({ size }) => size)),
    alone: wholes.length - groups.length,
    venues: venues.sort((a, b) => (a.place < b.place ? -1 : 1)),
  };
}

function chainOf(world: World, place: string): string[] {
  const chain: string[] = [];
  for (let at: string | null = place; at !== null; at = world.places.find(({ id }) => id === at)!.parent)
    chain.push(at);
  return chain;
}

const classOf = (world: World, place: string) =>
  world.preset.classes?.[world.places.find(({ id }) => id === place)!.kind] ?? null;

/** The outermost place that contains all the given ones and counts for the preset. */
function venueOf(world: World, day: NetworkDay, places: readonly string[]): string | null {
  const usesRoom = world.preset.room.minMinutes !== null;
  const counting = chainOf(world, places[0]!)
    .filter((one) => places.every((place) => chainOf(world, place).includes(one)))
    .filter((one) => classOf(world, one) === 'near' || (usesRoom && classOf(world, one) === 'room'));
  const outermost = counting.at(-1) ?? null;
  return outermost === null ? null : (day.standsFor?.[outermost] ?? outermost);
}

/** When a worker was at the chosen places, or anywhere, proximity included. */
function spansOf(world: World, worker: string, at?: (place: string) => boolean): Spans {
  const stays = world.stays.filter((stay) => stay.worker === worker && (at?.(stay.place) ?? true));
  const near = at ? [] : world.proximity.filter(({ a, b }) => a === worker || b === worker);
  return [...stays, ...near].map(({ from, to }) => [from, to] as const);
}

function encountersOf(
  world: World,
  day: NetworkDay,
  [a, b]: readonly [string, string],
  isolated: (worker: string) => Spans,
): Encounter[] {
  const cut = (spans: Spans): Spans =>
    minus(intersection(spans, [[day.from, day.to]]), united([...isolated(a), ...isolated(b)]));
  const ofA = world.stays.filter(({ worker }) => worker === a);
  const ofB = world.stays.filter(({ worker }) => worker === b);
  const atPlaces = ofA.flatMap((x) =>
    ofB.map((y) => {
      const common = chainOf(world, x.place).filter((one) => chainOf(world, y.place).includes(one));
      const isNear = common.some((one) => classOf(world, one) === 'near');
      const spans = cut(intersection([[x.from, x.to]], [[y.from, y.to]]));
      return { venue: venueOf(world, day, [x.place, y.place]), isNear, spans };
    }),
  );
  const measuredNear = world.proximity
    .filter((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a))
    .map(({ from, to }) => ({ venue: null, isNear: true, spans: cut([[from, to]]) }));
  return [...atPlaces.filter(({ venue }) => venue !== null), ...measuredNear];
}

/** Section 4. */
function qualifies({ preset }: World, encounters: readonly Encounter[]): boolean {
  const meets = (spans: Spans, minutes: number | null): boolean => {
    if (minutes === null) return false;
    const got = measured(united(spans), preset.accumulate, preset.gapSeconds ?? 0, (preset.perHours ?? 24) * 3600);
    return minutes === 0 ? got > 0 : got >= minutes * 60;
  };
  const near = encounters.filter(({ isNear }) => isNear).flatMap(({ spans }) => spans);
  return (
    meets(near, preset.near.minMinutes) ||
    meets(
      encounters.flatMap(({ spans }) => spans),
      preset.room.minMinutes,
    )
  );
}

function partsOf(persons: readonly string[], pairs: readonly (readonly [string, string])[]): Set<string>[] {
  const parts = new Map(persons.map((one) => [one, new Set([one])]));
  for (const [a, b] of pairs) {
    const joined = new Set([...parts.get(a)!, ...parts.get(b)!]);
    for (const one of joined) parts.set(one, joined);
  }
  return [...new Set(parts.values())];
}
