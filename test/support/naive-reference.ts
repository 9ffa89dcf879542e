import { type Answer, type AnswerEdge, type AnswerPiece, nine } from './engine-answer.js';
import { codesOf, midnightIn, type World } from './worlds.js';
import { intersection, measured, minus, seconds, type Spans, united } from './naive-intervals.js';
import { naivePieces } from './naive-pieces.js';

/** The encounters of two people, cut by isolation and asOf. */
interface Encounters {
  readonly near: Spans;
  readonly room: Spans;
}

interface Edge extends AnswerEdge {
  readonly target: string;
  readonly weight: number;
}

const FOREVER = 1e12;

/**
 * The contact rules as they are written: every pair, every hop from everybody, plain intervals, no cleverness and nothing
 * of the engine. Section numbers are those of the rules.
 */
export function naiveTrace(world: World): Answer[] {
  const people = codesOf(world).sort();
  const windows = windowsOf(world);
  const isolated = isolationsOf(world);
  const encounters = new Map<string, Encounters>();
  const meet = meeting(world, isolated);
  for (const a of people) for (const b of people) if (a !== b) encounters.set(`${a}|${b}`, meet(a, b));

  let times = new Map([...windows].map(([worker, [from]]) => [worker, from]));
  const found = new Map<string, { level: number; exposedAt: number; edges: Edge[]; open: Map<string, Spans[0]> }>();
  for (let hop = 1; hop <= world.maxLevel; hop++) {
    const open = new Map([...times].map(([v, t]) => [v, windows.get(v) ?? openOf(world, t)] as const));
    const edges = [...open].flatMap(([v, interval]) =>
      people
        .filter((w) => w !== v && !windows.has(w))
        .flatMap((w) => edgeOf(world, v, w, encounters.get(`${v}|${w}`)!, interval)),
    );
    const next = new Map(times);
    for (const { target, firstAt } of edges) next.set(target, Math.min(firstAt, next.get(target) ?? firstAt));
    for (const w of people) {
      const into = edges.filter(({ target }) => target === w);
      if (!times.has(w) && into.length > 0) found.set(w, { level: hop, exposedAt: next.get(w)!, edges: into, open });
    }
    times = next;
  }
  return report(world, windows, found, times, isolated);
}

/** Section 6: latency does not apply to index cases. */
function openOf(world: World, time: number): Spans[0] {
  return [time + (world.preset.latencySeconds ?? 0), world.asOf];
}

/** Section 5; several cases of one person: from the earliest start to the latest end. */
function windowsOf(world: World): Map<string, [number, number]> {
  const windows = new Map<string, [number, number]>();
  for (const { worker, onsetOn, sampledOn, isolatedAt } of world.cases) {
    const from = midnightIn(world)(onsetOn ?? sampledOn) - (world.preset.daysBefore ?? 2) * 86_400;
    const to = Math.min(isolatedAt ?? world.asOf, world.asOf);
    const [otherFrom, otherTo] = windows.get(worker) ?? [from, to];
    windows.set(worker, [Math.min(from, otherFrom), Math.max(to, otherTo)]);
  }
  return windows;
}

export function isolationsOf(world: World): (worker: string) => Spans {
  const all = [
    ...(world.isolations ?? []),
    ...world.cases.flatMap(({ worker, isolatedAt }) =>
      isolatedAt === null ? [] : [{ worker, from: isolatedAt, to: null }],
    ),
  ];
  return (worker) =>
    united(all.filter((isolation) => isolation.worker === worker).map(({ from, to }) => [from, to ?? FOREVER]));
}

/** Section 3, rules 1 and 2: the merged stays of a worker at a place, those at the places inside it included. */
function mergedStays(world: World): (worker: string, place: string) => Spans {
  const parent = new Map(world.places.map((place) => [place.id, place.parent]));
  const merged = new Map<string, Spans>();
  for (const { worker, place, from, to } of world.stays) {
    for (let at: string | null = place; at !== null; at = parent.get(at)!) {
      const key = `${worker}|${at}`;
      merged.set(key, united([...(merged.get(key) ?? []), [from, to]]));
    }
  }
  return (worker, place) => merged.get(`${worker}|${place}`) ?? [];
}

/** Section 3, rules 3 to 5. */
export function meeting(world: World, isolated: (worker: string) => Spans): (a: string, b: string) => Encounters {
  const stays = mergedStays(world);
  return (a, b) => {
    const together = (distance: 'near' | 'room'): Spans =>
      world.places
        .filter(({ kind }) => world.preset.classes?.[kind] === distance)
        .flatMap(({ id }) => intersection(stays(a, id), stays(b, id)));
    const measuredNear = world.proximity.flatMap(({ a: x, b: y, from, to }) =>
      (x === a && y === b) || (x === b && y === a) ? [[from, to] as const] : [],
    );
    const cut = united([...isolated(a), ...isolated(b), [world.asOf, FOREVER]]);
    const near = united([...together('near'), ...measuredNear]);
    return { near: minus(near, cut), room: minus(united([...near, ...together('room')]), cut) };
  };
}

/** Sections 4 and 6. */
function edgeOf(world: World, v: string, w: string, all: Encounters, open: Spans[0]): Edge[] {
  const { preset } = world;
  const near = intersection(all.near, [open]);
  const room = intersection(all.room, [open]);
  const meets = (spans: Spans, minutes: number | null): boolean => {
    if (minutes === null) return false;
    const got = measured(spans, preset.accumulate, preset.gapSeconds ?? 0, (preset.perHours ?? 24) * 3600);
    return minutes === 0 ? got > 0 : got >= minutes * 60;
  };
  if (!meets(near, preset.near.minMinutes) && !meets(room, preset.room.minMinutes)) return [];
  const timing = preset.room.minMinutes === null ? near : room;
  const [nearSeconds, roomSeconds] = [seconds(near), seconds(room)];
  const hazard =
    (preset.near.hazardPerMinute! * nearSeconds + preset.room.hazardPerMinute! * (roomSeconds - nearSeconds)) / 60;
  const [firstAt, lastAt] = [timing[0]![0], timing[timing.length - 1]![1]];
  return [{ from: v, target: w, nearSeconds, roomSeconds, firstAt, lastAt, weight: 1 - Math.exp(-hazard) }];
}

/** Section 7. */
function report(
  world: World,
  windows: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, { level: number; exposedAt: number; edges: Edge[]; open: Map<string, Spans[0]> }>,
  times: ReadonlyMap<string, number>,
  isolated: (worker: string) => Spans,
): Answer[] {
  const scores = new Map([...windows.keys()].map((worker) => [worker, 1]));
  const plain = ({ from, nearSeconds, roomSeconds, firstAt, lastAt }: Edge): AnswerEdge => {
    return { from, nearSeconds, roomSeconds, firstAt, lastAt };
  };
  const answers: Answer[] = [];
  for (const [worker, { level, exposedAt, edges, open }] of [...found].sort((a, b) => a[1].level - b[1].level)) {
    const byCode = [...edges].sort((a, b) => (a.from < b.from ? -1 : 1));
    let dose = 0;
    for (const edge of byCode) dose -= Math.log(Math.max(1e-15, 1 - scores.get(edge.from)! * edge.weight));
    scores.set(worker, 1 - Math.exp(-dose));
    const cut = (source: string): Spans => united([...isolated(source), ...isolated(worker)]);
    const pieces = ({ from }: Edge): AnswerPiece[] => naivePieces(world, from, worker, open.get(from)!, cut(from));
    answers.push({
      worker,
      level,
      exposedAt,
      earliestAt: times.get(worker)!,
      lastExposureAt: Math.max(...edges.map(({ lastAt }) => lastAt)),
      score: nine(scores.get(worker)!),
      dose: nine(dose),
      nearSeconds: edges.reduce((sum, edge) => sum + edge.nearSeconds, 0),
      roomSeconds: edges.reduce((sum, edge) => sum + edge.roomSeconds, 0),
      sourceCount: edges.length,
      edges: byCode.map((edge) => ({ ...plain(edge), pieces: pieces(edge) })),
      strongest: [...byCode]
        .sort((a, b) => b.weight - a.weight)
        .slice(0, 20)
        .map(plain),
    });
  }
  return answers.sort((a, b) => a.level - b.level || b.dose - a.dose || (a.worker < b.worker ? -1 : 1));
}
