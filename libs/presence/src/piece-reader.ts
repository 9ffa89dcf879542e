import { Injectable } from '@nestjs/common';
import { areBorneOut, Explainer, type OpenIntervals, openIntervals, type Piece, type Preset } from '@app/contact-graph';
import { secondsOf } from '@app/contracts';
import type { Trace } from '@app/database';
import { setImmediate as turn } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { withEngine } from './engine-refusals.js';
import { findPlaceNames, type PlaceName } from './place-names.queries.js';
import type { StoredSource } from './stored-sources.js';
import type { Basis, World } from './world.js';
import { WorldReader } from './world-reader.js';

/** Contacts that are explained between two turns of the event loop. */
const CONTACTS_A_TURN = 100;

/** What of a trace explains its contacts. */
export interface ExplainedTrace {
  preset: unknown;
  as_of: Date;
  windows: Trace['windows'];
}

/** A contact and some of its sources. */
export interface SourcedContact {
  person_no: number;
  level: number;
  sources: readonly StoredSource[];
}

/** A stretch of time together: place or site id (null: proximity), class, from, to (epoch seconds), evidence. */
export type FoundPiece = [string | null, Piece['class'], number, number, readonly string[]];

/** What presence says of a source now. */
export interface FoundPieces {
  pieces: FoundPiece[];
  /** Presence is not what the trace found any more: it was corrected, or deleted when its time had come. */
  changed: boolean;
}

/**
 * Finds the stretches of time together that explain contacts, out of presence as it is now: a trace keeps what they came
 * to, not the whereabouts themselves.
 */
@Injectable()
export class PieceReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: WorldReader,
  ) {}

  /** For every contact what presence says of each of its sources, in the orders given. @throws DomainError place_cycle */
  async read(trace: ExplainedTrace, contacts: readonly SourcedContact[]): Promise<FoundPieces[][]> {
    const opens = opensByLevel(trace, contacts);
    const spans = contacts.flatMap(({ level, sources }) =>
      sources.flatMap(({ source_person_no: source }) => opens.get(level)!(source) ?? []),
    );
    const from = spans.reduce((least, span) => Math.min(least, span.from), Infinity);
    const to = spans.reduce((most, span) => Math.max(most, span.to), -Infinity);
    if (from >= to) return contacts.map(({ sources }) => sources.map(() => ({ pieces: [], changed: true })));
    const preset = trace.preset as Preset;
    const world = await withEngine(() => this.reader.open({ preset, from, to, little: true }));
    try {
      return await explain(world, preset, opens, contacts);
    } finally {
      await world.close();
    }
  }

  /** By id: the places that pieces name. */
  names(found: readonly FoundPieces[]): Promise<Map<string, PlaceName>> {
    const ids = found.flatMap(({ pieces }) => pieces.flatMap(([placeId]) => placeId ?? []));
    return findPlaceNames(this.dataSource.manager, [...new Set(ids)]);
  }
}

type OpensByLevel = ReadonlyMap<number, OpenIntervals>;

/** Who could pass infection on when: at each level that the contacts have. */
function opensByLevel({ preset, as_of, windows }: ExplainedTrace, contacts: readonly SourcedContact[]): OpensByLevel {
  const reached = new Map<number, Map<number, number>>();
  for (const { level, sources } of contacts) {
    const times = reached.get(level) ?? new Map<number, number>();
    reached.set(level, times);
    for (const { source_person_no: source, reached_at: at } of sources) if (at !== null) times.set(source, at);
  }
  const cases = windows.map(({ personNo, from, to }) => ({ person: personNo, from, to }));
  const opensAt = (times: ReadonlyMap<number, number>): OpenIntervals => {
    const history = [{ persons: Int32Array.from(times.keys()), times: Float64Array.from(times.values()) }];
    return openIntervals({ windows: cases, history, asOf: secondsOf(as_of) }, preset as Preset, 1);
  };
  return new Map([...reached].map(([level, times]) => [level, opensAt(times)]));
}

async function explain(
  world: World,
  preset: Preset,
  opens: OpensByLevel,
  contacts: readonly SourcedContact[],
): Promise<FoundPieces[][]> {
  const { people } = world.basis;
  const isKnown = (person: number): boolean => (people.workerNos[person] ?? 0) > 0;
  const persons = contacts.flatMap(({ person_no, sources }) => [
    person_no,
    ...sources.map((one) => one.source_person_no),
  ]);
  const index = await world.ofPersons(new Set(persons.filter(isKnown)));
  const explainers = new Map(
    [...opens].map(([level, open]) => [level, new Explainer({ index, preset, open, rank: people.rank })]),
  );
  const found: FoundPieces[][] = [];
  for (const { person_no: target, level, sources } of contacts) {
    const explainer = explainers.get(level)!;
    const piecesOf = ({ source_person_no: source }: StoredSource): Piece[] =>
      isKnown(target) && isKnown(source) ? explainer.piecesOf(source, target) : [];
    found.push(sources.map((source) => foundOf(source, piecesOf(source), preset, world.basis)));
    if (found.length % CONTACTS_A_TURN === 0) await turn();
  }
  return found;
}

function foundOf(source: StoredSource, pieces: readonly Piece[], preset: Preset, { places }: Basis): FoundPieces {
  const { near_seconds: nearSeconds, room_seconds: roomSeconds, first_at: firstAt, last_at: lastAt } = source;
  return {
    pieces: pieces.map((piece) => foundPiece(piece, places)),
    changed: !areBorneOut({ nearSeconds, roomSeconds, firstAt, lastAt }, pieces, preset),
  };
}

/** A piece by the id of its place. */
export function foundPiece({ place, class: cls, from, to, evidence }: Piece, places: Basis['places']): FoundPiece {
  return [place < 0 ? null : places.ids[place]!, cls, from, to, evidence];
}
