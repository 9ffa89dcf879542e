import { Injectable } from '@nestjs/common';
import type { Contact, ExplainedEdge, IndexCase, TimeChanges } from '@app/contact-graph';
import { isoOf } from '@app/contracts';
import { copyInto, type CopyValue, Trace, TracePlace } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { DataSource, type EntityManager } from 'typeorm';
import type { People } from '../worlds/people.js';
import type { PlaceNumbers } from '../worlds/place-numbers.js';
import type { Basis } from '../worlds/world.js';
import { LargeShares } from './large-shares.js';

export interface StoredContact extends Contact {
  /** The strongest sources with their pieces, strongest first. */
  edges: readonly ExplainedEdge[];
  isCase: boolean;
  /** Of a backward trace: whether the time with any one of the cases meets the preset. */
  qualifies?: boolean;
}

/** A place of a backward trace that several of its cases have in common; instants in epoch seconds. */
export interface StoredPlace {
  placeId: string;
  caseIds: string[];
  overlapSeconds: number;
  gapSeconds: number;
  firstAt: number;
  lastAt: number;
}

/** A level with its contacts, in the order of the report, a batch at a time. */
export interface FinishedLevel {
  level: number;
  changes: TimeChanges;
  batches: AsyncIterable<StoredContact[]>;
}

/** A piece as stored: place or site id (null: proximity), class, from, to (epoch seconds), evidence. */
export type StoredPiece = [string | null, string, number, number, readonly string[]];

const CONTACT_COLUMNS = [
  ...['trace_id', 'person_no', 'worker_no', 'level', 'position', 'exposed_at', 'earliest_at', 'last_exposure_at'],
  ...['near_seconds', 'room_seconds', 'dose', 'score', 'is_case', 'sources', 'qualifies'],
];
const PLACE_COLUMNS = [
  ...['trace_id', 'position', 'place_id', 'case_ids', 'overlap_seconds', 'gap_seconds', 'first_at', 'last_at'],
];
const EDGE_COLUMNS = [
  ...['trace_id', 'target_person_no', 'rank', 'source_person_no'],
  ...['near_seconds', 'room_seconds', 'first_at', 'last_at', 'encounters'],
];

/** Writes what the engine found. Every write is one transaction of the run that holds the claim. */
@Injectable()
export class TraceStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shares: LargeShares,
  ) {}

  /** Writes what the trace starts from, before the first level. */
  async begin(work: ClaimedWork, cases: readonly IndexCase[], warnings: Trace['warnings']): Promise<void> {
    const windows = cases.map(({ person, from, to }) => ({ personNo: person, from, to }));
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await manager.update(Trace, work.id, { windows, warnings });
    });
  }

  /** Publishes a finished level, replacing what an earlier run left of it. */
  async publish(work: ClaimedWork, level: FinishedLevel, { people, places }: Basis): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await forgetLevel(manager, work.id, level.level);
      const [{ base }] = await manager.query<[{ base: number }]>(
        `select coalesce(max(position) + 1, 0)::int as base from trace_contact where trace_id = $1 and level < $2`,
        [work.id, level.level],
      );
      const runner = manager.queryRunner!;
      let count = 0;
      for await (const batch of level.batches) {
        const contacts = batch.map((contact) => contactRow(work.id, base + count++, contact, people));
        const edges = batch.flatMap(({ person, edges }) =>
          edges.map((edge, rank) => edgeRow(work.id, person, rank, edge, places)),
        );
        await copyInto(runner, 'trace_contact', CONTACT_COLUMNS, contacts);
        await copyInto(runner, 'trace_edge', EDGE_COLUMNS, edges);
      }
      const columns = ['trace_id', 'hop', 'person_no', 'reached_at'];
      await copyInto(runner, 'trace_time', columns, timeRows(work.id, level.level, level.changes));
      await manager.query(
        `update trace set levels_done = $2::int, counts = counts || jsonb_build_object($2::text, $3::int) where id = $1`,
        [work.id, level.level, count],
      );
      await this.shares.warn(manager, work.id, level.level);
    });
  }

  /** Writes the common places of a backward trace, in order, replacing what an earlier run left of them. */
  async publishPlaces(work: ClaimedWork, places: readonly StoredPlace[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await manager.delete(TracePlace, { traceId: work.id });
      const rows = places.map((place, position) => placeRow(work.id, position, place));
      await copyInto(manager.queryRunner!, 'trace_place', PLACE_COLUMNS, rows);
    });
  }

  /** Writes what is known only at the end: earlier times found at later hops, how long it took, further warnings. */
  async finish(
    work: ClaimedWork,
    earlier: TimeChanges,
    timings: Trace['timings'],
    warnings: Trace['warnings'],
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await manager.query(
        `update trace_contact c set earliest_at = to_timestamp(e.at)
         from unnest($2::int[], $3::float8[]) as e(person_no, at)
         where c.trace_id = $1 and c.person_no = e.person_no`,
        [work.id, Array.from(earlier.persons), Array.from(earlier.times)],
      );
      await manager.query('update trace set timings = $2, warnings = warnings || $3::jsonb where id = $1', [
        work.id,
        timings,
        JSON.stringify(warnings),
      ]);
    });
  }
}

async function forgetLevel(manager: EntityManager, id: string, level: number): Promise<void> {
  await manager.query(
    `delete from trace_edge e using trace_contact c
     where e.trace_id = $1 and c.trace_id = $1 and c.person_no = e.target_person_no and c.level >= $2`,
    [id, level],
  );
  await manager.query('delete from trace_contact where trace_id = $1 and level >= $2', [id, level]);
  await manager.query('delete from trace_time where trace_id = $1 and hop >= $2', [id, level]);
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

function placeRow(id: string, position: number, place: StoredPlace): CopyValue[] {
  return [
    ...[id, position, place.placeId, place.caseIds, place.overlapSeconds, place.gapSeconds],
    ...[isoOf(place.firstAt), isoOf(place.lastAt)],
  ];
}

function* timeRows(id: string, hop: number, changes: TimeChanges): Generator<CopyValue[]> {
  for (let i = 0; i < changes.persons.length; i++) {
    yield [id, hop, changes.persons[i]!, isoOf(changes.times[i]!)];
  }
}
