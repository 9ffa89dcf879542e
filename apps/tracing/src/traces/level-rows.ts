import type { Contact, ExplainedEdge, TimeChanges } from '@app/contact-graph';
import { isoOf } from '@app/contracts';
import { copyInto, type CopyValue } from '@app/database';
import type { QueryRunner } from 'typeorm';
import type { People } from '../worlds/people.js';
import type { PlaceNumbers } from '../worlds/place-numbers.js';
import type { Basis } from '../worlds/world.js';

export interface StoredContact extends Contact {
  /** The strongest sources with their pieces, strongest first. */
  edges: readonly ExplainedEdge[];
  isCase: boolean;
  /** Of a backward trace: whether the time with any one of the cases meets the preset. */
  qualifies?: boolean;
}

/** A level with its contacts, in the order of the report, a batch at a time. */
export interface FinishedLevel {
  level: number;
  changes: TimeChanges;
  batches: AsyncIterable<StoredContact[]>;
}

/** A piece as stored: place or site id (null: proximity), class, from, to (epoch seconds), evidence. */
export type StoredPiece = [string | null, string, number, number, readonly string[]];

/** Tables that take the rows of a level: those of traces, or others with the same columns. */
export interface LevelTables {
  contact: string;
  edge: string;
  time: string;
}

const CONTACT_COLUMNS = [
  ...['trace_id', 'person_no', 'worker_no', 'level', 'position', 'exposed_at', 'earliest_at', 'last_exposure_at'],
  ...['near_seconds', 'room_seconds', 'dose', 'score', 'is_case', 'sources', 'qualifies'],
];
const EDGE_COLUMNS = [
  ...['trace_id', 'target_person_no', 'rank', 'source_person_no'],
  ...['near_seconds', 'room_seconds', 'first_at', 'last_at', 'encounters'],
];
const TIME_COLUMNS = ['trace_id', 'hop', 'person_no', 'reached_at'];

/**
 * Writes a level of a trace, its first contact at position `base` of the list.
 * @returns how many contacts it has
 */
export async function copyLevel(
  runner: QueryRunner,
  tables: LevelTables,
  { id, base }: { id: string; base: number },
  level: FinishedLevel,
  { people, places }: Basis,
): Promise<number> {
  let count = 0;
  for await (const batch of level.batches) {
    const contacts = batch.map((contact) => contactRow(id, base + count++, contact, people));
    const edges = batch.flatMap(({ person, edges }) =>
      edges.map((edge, rank) => edgeRow(id, person, rank, edge, places)),
    );
    await copyInto(runner, tables.contact, CONTACT_COLUMNS, contacts);
    await copyInto(runner, tables.edge, EDGE_COLUMNS, edges);
  }
  await copyInto(runner, tables.time, TIME_COLUMNS, timeRows(id, level.level, level.changes));
  return count;
}

function contactRow(id: string, position: number, contact: StoredContact, people: People): CopyValue[] {
  return [
    ...[id, contact.person, people.workerNos[contact.person]!, contact.level, position],
    ...[isoOf(contact.exposedAt), isoOf(contact.exposedAt), isoOf(contact.lastExposureAt)],
    ...[contact.nearSeconds, contact.roomSeconds, contact.dose, contact.score, contact.isCase, contact.sourceCount],
    contact.qualifies ?? null,
  ];
}

function edgeRow(id: string, target: number, rank: number, edge: ExplainedEdge, places: PlaceNumbers): CopyValue[] {
  const pieces = edge.pieces.map((piece): StoredPiece => {
    const placeId = piece.place < 0 ? null : places.ids[piece.place]!;
    return [placeId, piece.class, piece.from, piece.to, piece.evidence];
  });
  return [
    ...[id, target, rank, edge.source],
    ...[edge.nearSeconds, edge.roomSeconds, isoOf(edge.firstAt), isoOf(edge.lastAt), JSON.stringify(pieces)],
  ];
}

function* timeRows(id: string, hop: number, changes: TimeChanges): Generator<CopyValue[]> {
  for (let i = 0; i < changes.persons.length; i++) {
    yield [id, hop, changes.persons[i]!, isoOf(changes.times[i]!)];
  }
}
