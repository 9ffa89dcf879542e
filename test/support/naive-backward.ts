import type { BackwardAnswer, CommonPlaceAnswer } from './backward-answer.js';
import { nine } from './engine-answer.js';
import { intersection, measured, minus, seconds, type Spans, united } from './naive-intervals.js';
import { naivePieces } from './naive-pieces.js';
import { isolationsOf, meeting } from './naive-reference.js';
import { codesOf, midnightIn, type World } from './worlds.js';

/** Section 8 of the contact rules as it is written: every case with everybody, every two stays of two cases. */
export function naiveBackward(world: World, known: readonly string[]) {
  const windows = exposure(world);
  return { contacts: contactsOf(world, windows, known), places: placesOf(world, windows) };
}

/** Through the day before onset; several cases of one person: from the earliest start to the latest end. */
function exposure(world: World): Map<string, Spans[0]> {
  const windows = new Map<string, Spans[0]>();
  for (const { worker, onsetOn, sampledOn } of [...world.cases].sort((a, b) => (a.worker < b.worker ? -1 : 1))) {
    const ill = midnightIn(world)(onsetOn ?? sampledOn);
    const [from, to] = [ill - world.preset.exposureDays! * 86_400, Math.min(ill, world.asOf)];
    const [otherFrom, otherTo] = windows.get(worker) ?? [from, to];
    windows.set(worker, [Math.min(from, otherFrom), Math.max(to, otherTo)]);
  }
  return windows;
}

function contactsOf(world: World, windows: Map<string, Spans[0]>, known: readonly string[]): BackwardAnswer[] {
  const { preset } = world;
  const [isolated, used] = [
    isolationsOf(world),
    preset.room.minMinutes === null ? ('near' as const) : ('room' as const),
  ];
  const meet = meeting(world, isolated);
  const measure = (spans: Spans): number =>
    measured(spans, preset.accumulate, preset.gapSeconds ?? 0, (preset.perHours ?? 24) * 3600);
  const reaches = (got: number, minutes: number | null): boolean =>
    minutes !== null && (minutes === 0 ? got > 0 : got >= minutes * 60);

  const contacts = codesOf(world).flatMap((worker): BackwardAnswer[] => {
    if (windows.has(worker)) return [];
    const pairs = [...windows].flatMap(([source, window]) => {
      const all = meet(source, worker);
      const union = { near: intersection(all.near, [window]), room: intersection(all.room, [window]) };
      const timing = union[used];
      if (timing.length === 0) return [];
      const [nearSeconds, roomSeconds] = [seconds(union.near), seconds(union.room)];
      const { near, room } = preset;
      const hazard = (near.hazardPerMinute! * nearSeconds + room.hazardPerMinute! * (roomSeconds - nearSeconds)) / 60;
      const got = { near: measure(union.near), room: measure(union.room) };
      const qualifies = reaches(got.near, near.minMinutes) || reaches(got.room, room.minMinutes);
      const [firstAt, lastAt] = [timing[0]![0], timing.at(-1)![1]];
      const pieces = naivePieces(world, source, worker, window, united([...isolated(source), ...isolated(worker)]));
      return [{ edge: { from: source, nearSeconds, roomSeconds, firstAt, lastAt, pieces }, hazard, got, qualifies }];
    });
    if (pairs.length === 0) return [];
    const sum = (of: (pair: (typeof pairs)[0]) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
    const weight = ({ hazard }: { hazard: number }): number => 1 - Math.exp(-hazard);
    const explained = [...pairs].sort((a, b) => weight(b) - weight(a)).map(({ edge }) => edge);
    const dose = sum((pair) => -Math.log(Math.max(1e-15, 1 - weight(pair))));
    return [
      {
        worker,
        ...{ dose: nine(dose), score: nine(1 - Math.exp(-dose)), isCase: known.includes(worker) },
        exposedAt: Math.min(...pairs.map(({ edge }) => edge.firstAt)),
        lastExposureAt: Math.max(...pairs.map(({ edge }) => edge.lastAt)),
        nearSeconds: sum(({ edge }) => edge.nearSeconds),
        roomSeconds: sum(({ edge }) => edge.roomSeconds),
        measured: { near: sum(({ got }) => got.near), room: sum(({ got }) => got.room) },
        qualifies: pairs.some(({ qualifies }) => qualifies),
        sourceCount: pairs.length,
        strongest: explained.map(({ pieces: _, ...edge }) => edge),
        explained,
      },
    ];
  });
  return contacts.sort(
    (a, b) =>
      Number(b.isCase) - Number(a.isCase) ||
      b.measured[used] - a.measured[used] ||
      b.nearSeconds - a.nearSeconds ||
      (a.worker < b.worker ? -1 : 1),
  );
}

/** What ties two cases at a place. */
interface Tie {
  readonly pair: readonly [string, string];
  readonly place: string;
  readonly overlap: number;
  readonly gap: number;
  readonly first: number;
  readonly last: number;
}

function placesOf(world: World, windows: Map<string, Spans[0]>): CommonPlaceAnswer[] {
  const people = [...windows.keys()];
  const ties = people.flatMap((a, i) => people.slice(i + 1).flatMap((b) => tiesOf(world, a, b, windows)));
  const position = (id: string): number => world.places.findIndex((place) => place.id === id);
  return [...new Set(ties.map(({ place }) => place))]
    .map((place): CommonPlaceAnswer => {
      const here = ties.filter((tie) => tie.place === place);
      return {
        place,
        workers: people.filter((worker) => here.some(({ pair }) => pair.includes(worker))),
        overlapSeconds: here.reduce((sum, { overlap }) => sum + overlap, 0),
        gapSeconds: Math.min(...here.map(({ gap }) => gap)),
        firstAt: Math.min(...here.map(({ first }) => first)),
        lastAt: Math.max(...here.map(({ last }) => last)),
      };
    })
    .sort(
      (a, b) =>
        b.workers.length - a.workers.length ||
        b.overlapSeconds - a.overlapSeconds ||
        position(a.place) - position(b.place),
    );
}

function tiesOf(world: World, a: string, b: string, windows: Map<string, Spans[0]>): Tie[] {
  const isolated = isolationsOf(world);
  const [own, other] = [windows.get(a)!, windows.get(b)!];
  const both = [Math.max(own[0], other[0]), Math.min(own[1], other[1])] as const;
  const cut = united([...isolated(a), ...isolated(b)]);
  const together = naivePieces(world, a, b, both, cut).filter(({ place }) => place !== null);
  const overlaps = [...new Set(together.map(({ place }) => place!))].map((place): Tie => {
    const here = together.filter((piece) => piece.place === place);
    const overlap = here.reduce((sum, { from, to }) => sum + to - from, 0);
    const [first, last] = [Math.min(...here.map(({ from }) => from)), Math.max(...here.map(({ to }) => to))];
    return { pair: [a, b], place, overlap, gap: 0, first, last };
  });
  const gaps = gapsOf(world, a, b, windows);
  const inside = (outer: string, { place }: Tie): boolean => place !== outer && chain(world, place).includes(outer);
  const outermost = gaps.filter(
    ({ place }) =>
      !overlaps.some((tie) => tie.place === place) && ![...overlaps, ...gaps].some((tie) => inside(place, tie)),
  );
  return [...overlaps, ...outermost];
}

/** By place the narrowest gap between what two workers' stays are outside isolation and inside their intervals. */
function gapsOf(world: World, a: string, b: string, windows: Map<string, Spans[0]>): Tie[] {
  const isolated = isolationsOf(world);
  const stays = (worker: string) =>
    world.stays
      .filter((stay) => stay.worker === worker)
      .flatMap(({ place, from, to }) =>
        minus(intersection([[from, to]], [windows.get(worker)!]), isolated(worker)).map((span) => ({ place, span })),
      );
  const all = stays(a).flatMap((x) =>
    stays(b).flatMap((y): Tie[] => {
      const place = sharedPlace(world, x.place, y.place);
      const [first, last] = [Math.min(x.span[1], y.span[1]), Math.max(x.span[0], y.span[0])];
      const linger = world.preset.airLingerMinutes! * 60;
      if (place === undefined || linger === 0 || last < first || last - first > linger) return [];
      return [{ pair: [a, b], place, overlap: 0, gap: last - first, first, last }];
    }),
  );
  return [...new Set(all.map(({ place }) => place))].map((place) => {
    const here = all.filter((tie) => tie.place === place);
    const gap = Math.min(...here.map((tie) => tie.gap));
    const narrowest = here.filter((tie) => tie.gap === gap);
    const first = Math.min(...narrowest.map((tie) => tie.first));
    return { pair: [a, b], place, overlap: 0, gap, first, last: Math.max(...narrowest.map((tie) => tie.last)) };
  });
}

/** A place and what contains it, inside out. */
function chain(world: World, place: string): string[] {
  const parent = world.places.find(({ id }) => id === place)!.parent;
  return [place, ...(parent === null ? [] : chain(world, parent))];
}

function sharedPlace(world: World, x: string, y: string): string | undefined {
  const common = chain(world, x).filter((place) => chain(world, y).includes(place));
  const classOf = (place: string) => world.preset.classes?.[world.places.find(({ id }) => id === place)!.kind];
  return common.find((place) => classOf(place) === 'near') ?? common.find((place) => classOf(place) === 'room');
}
