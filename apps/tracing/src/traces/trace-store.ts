import { Injectable } from '@nestjs/common';
import type { IndexCase, TimeChanges } from '@app/contact-graph';
import { isoOf } from '@app/contracts';
import { copyInto, type CopyValue, Trace, TracePlace, TraceSeen } from '@app/database';
import type { People, Snapshot } from '@app/presence';
import type { ClaimedWork } from '@app/queue';
import { DataSource, type EntityManager } from 'typeorm';
import { LargeShares } from './large-shares.js';
import { copyLevel, type FinishedLevel } from './level-rows.js';

/** What a trace starts from. */
export interface Beginning {
  cases: readonly IndexCase[];
  warnings: Trace['warnings'];
  /** Taken before anything was read. */
  seen: Snapshot;
}

/** Where a run of a trace leaves what it finds, in this order: the beginning, each level, the end. */
export interface TraceSink {
  begin(work: ClaimedWork, beginning: Beginning): Promise<void>;
  publish(work: ClaimedWork, level: FinishedLevel, people: People): Promise<void>;
  finish(
    work: ClaimedWork,
    earlier: TimeChanges,
    timings: Trace['timings'],
    warnings: Trace['warnings'],
  ): Promise<void>;
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

const TABLES = { contact: 'trace_contact', source: 'trace_source', time: 'trace_time' };
const PLACE_COLUMNS = [
  ...['trace_id', 'position', 'place_id', 'case_ids', 'overlap_seconds', 'gap_seconds', 'first_at', 'last_at'],
];

/** The windows of a trace as they are stored. */
export const windowsOf = (cases: readonly IndexCase[]): Trace['windows'] =>
  cases.map(({ person, from, to }) => ({ personNo: person, from, to }));

/** Writes what the engine found. Every write is one transaction of the run that holds the claim. */
@Injectable()
export class TraceStore implements TraceSink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shares: LargeShares,
  ) {}

  /** Writes what the trace starts from, before the first level. */
  async begin(work: ClaimedWork, beginning: Beginning): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await this.writeBeginning(manager, work.id, beginning);
    });
  }

  /** Publishes a finished level, replacing what an earlier run left of it. */
  async publish(work: ClaimedWork, level: FinishedLevel, people: People): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await this.writeLevel(manager, work.id, level, people);
    });
  }

  /** Part of the caller's transaction. */
  async writeBeginning(manager: EntityManager, id: string, { cases, warnings, seen }: Beginning): Promise<void> {
    await manager.update(Trace, id, { windows: windowsOf(cases), warnings });
    await manager.upsert(TraceSeen, { traceId: id, snapshot: seen, at: new Date() }, ['traceId']);
  }

  /** Part of the caller's transaction. */
  async writeLevel(manager: EntityManager, id: string, level: FinishedLevel, people: People): Promise<void> {
    await forgetLevel(manager, id, level.level);
    const [{ base }] = await manager.query<[{ base: number }]>(
      `select coalesce(max(position) + 1, 0)::int as base from trace_contact where trace_id = $1 and level < $2`,
      [id, level.level],
    );
    const count = await copyLevel(manager.queryRunner!, TABLES, { id, base }, level, people);
    await manager.query(
      `update trace set levels_done = $2::int, counts = counts || jsonb_build_object($2::text, $3::int) where id = $1`,
      [id, level.level, count],
    );
    await this.shares.warn(manager, id, level.level);
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
    `delete from trace_source s using trace_contact c
     where s.trace_id = $1 and c.trace_id = $1 and c.person_no = s.person_no and c.level >= $2`,
    [id, level],
  );
  await manager.query('delete from trace_contact where trace_id = $1 and level >= $2', [id, level]);
  await manager.query('delete from trace_time where trace_id = $1 and hop >= $2', [id, level]);
}

function placeRow(id: string, position: number, place: StoredPlace): CopyValue[] {
  return [
    ...[id, position, place.placeId, place.caseIds, place.overlapSeconds, place.gapSeconds],
    ...[isoOf(place.firstAt), isoOf(place.lastAt)],
  ];
}
