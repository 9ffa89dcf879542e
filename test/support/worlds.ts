import {
  caseWindow,
  evidenceCode,
  type IndexCase,
  type Isolation,
  PlaceTree,
  type Preset,
  type PresetInput,
  rankByCode,
  resolvePreset,
  type StayIndex,
  StayIndexBuilder,
  type StayIndexOptions,
} from '@app/contact-graph';

/** A small world as contact-examples.json writes it: names are codes, instants epoch seconds, days YYYY-MM-DD. */
export interface World {
  readonly name: string;
  readonly tzOffsetMinutes?: number;
  readonly preset: PresetInput;
  readonly places: readonly { readonly id: string; readonly parent: string | null; readonly kind: string }[];
  readonly stays: readonly WorldStay[];
  readonly proximity: readonly { readonly a: string; readonly b: string; readonly from: number; readonly to: number }[];
  readonly isolations?: readonly { readonly worker: string; readonly from: number; readonly to: number | null }[];
  readonly cases: readonly WorldCase[];
  readonly asOf: number;
  readonly maxLevel: number;
}

export interface WorldStay {
  readonly worker: string;
  readonly place: string;
  readonly from: number;
  readonly to: number;
  readonly evidence: string;
}

export interface WorldCase {
  readonly worker: string;
  readonly onsetOn: string | null;
  readonly sampledOn: string;
  readonly isolatedAt: number | null;
}

/** A world in the engine's terms. */
export interface EngineWorld {
  readonly index: StayIndex;
  readonly preset: Preset;
  readonly cases: readonly IndexCase[];
  readonly asOf: number;
  readonly maxLevel: number;
  readonly rank: Int32Array;
  /** What the index was made for. */
  readonly options: StayIndexOptions;
  /** By person number. */
  readonly codes: readonly string[];
  /** By place number. */
  readonly placeIds: readonly string[];
}

/** The epoch second at which a day begins in the world's zone. */
export function midnightIn(world: Pick<World, 'tzOffsetMinutes'>): (day: string) => number {
  return (day) => Date.parse(`${day}T00:00:00Z`) / 1000 - (world.tzOffsetMinutes ?? 420) * 60;
}

/** Everybody whom a world names, in order of first mention. */
export function codesOf(world: World): string[] {
  return [
    ...new Set([
      ...world.stays.map((stay) => stay.worker),
      ...world.proximity.flatMap(({ a, b }) => [a, b]),
      ...world.cases.map(({ worker }) => worker),
      ...(world.isolations ?? []).map(({ worker }) => worker),
    ]),
  ];
}

/** Numbers persons and places, builds the index and the windows. */
export function toEngine(world: World): EngineWorld {
  const codes = codesOf(world);
  const person = new Map(codes.map((code, i) => [code, i]));
  const placeIds = world.places.map(({ id }) => id);
  const place = new Map(placeIds.map((id, i) => [id, i]));
  const preset = resolvePreset(world.preset);
  const isolations: Isolation[] = [
    ...(world.isolations ?? []).map(({ worker, from, to }) => ({ person: person.get(worker)!, from, to })),
    ...world.cases.flatMap(({ worker, isolatedAt }) =>
      isolatedAt === null ? [] : [{ person: person.get(worker)!, from: isolatedAt, to: null }],
    ),
  ];
  const parent = Int32Array.from(world.places, ({ parent }) => (parent === null ? -1 : place.get(parent)!));
  const tree = new PlaceTree({ parent, kind: world.places.map(({ kind }) => kind) }, preset.classes);
  const options = { tree, personCount: codes.length, isolations };
  const builder = new StayIndexBuilder(options);
  for (const row of rowsOf(world, codes)) builder.addStay(row.person, row.place, row.from, row.to, row.evidence);
  for (const { a, b, from, to } of world.proximity) builder.addProximity(person.get(a)!, person.get(b)!, from, to);
  const cases = world.cases.map((dates) => ({
    person: person.get(dates.worker)!,
    ...caseWindow(dates, preset, world.asOf, midnightIn(world)),
  }));
  const { asOf, maxLevel } = world;
  return { index: builder.build(), preset, cases, asOf, maxLevel, rank: rankByCode(codes), options, codes, placeIds };
}

/** The stays of a world in numbers. */
export function rowsOf(world: World, codes: readonly string[]) {
  const person = new Map(codes.map((code, i) => [code, i]));
  const place = new Map(world.places.map(({ id }, i) => [id, i]));
  return world.stays.map(({ from, to, ...stay }) => ({
    person: person.get(stay.worker)!,
    place: place.get(stay.place)!,
    evidence: evidenceCode(stay.evidence)!,
    from,
    to,
  }));
}
