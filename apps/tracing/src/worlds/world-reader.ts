import { Injectable } from '@nestjs/common';
import { evidenceCode, type Isolation, PlaceTree, type Preset, type StayIndex, StayIndexBuilder } from '@app/contact-graph';
import { localDate } from '@app/contracts';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { readBinaryCopy } from './binary-copy.js';
import { People, readPeople } from './people.js';
import { PlaceNumbers, readPlaces } from './place-numbers.js';

/** What to read: everything in a window of time, or only what one explanation needs. */
export interface WorldWish {
  preset: Pick<Preset, 'classes'>;
  /** Epoch seconds, half-open. */
  from: number;
  to: number;
  /** Only stays at these place numbers, and only proximity of these records. */
  only?: { placeNos: readonly number[]; workerNos: readonly number[] };
  /** Called now and then with the rows read so far. */
  onRows?: (rows: number) => void;
}

/** The part of the world that a trace looks at, ready for the engine. */
export interface World {
  index: StayIndex;
  people: People;
  places: PlaceNumbers;
  /** By person: 1 where there is any stay or proximity record. */
  present: Uint8Array;
}

const ROWS_BETWEEN_REPORTS = 250_000;
/** Evidence labels are told apart by length and first letter: four million strings less for a province. */
const EVIDENCE_BY_SHAPE = new Map(
  (['scan', 'scan-inferred', 'roster', 'residence', 'transport', 'import', 'manual'] as const).map((label) => [
    label.length * 256 + label.charCodeAt(0),
    evidenceCode(label)!,
  ]),
);

/** Reads people, places, isolations, stays and proximity out of one snapshot of the database. */
@Injectable()
export class WorldReader {
  constructor(private readonly dataSource: DataSource) {}

  async read(wish: WorldWish): Promise<World> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      const world = await this.readIn(runner, wish);
      await runner.commitTransaction();
      return world;
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }

  private async readIn(runner: QueryRunner, wish: WorldWish): Promise<World> {
    const people = await readPeople(runner.manager);
    const places = await readPlaces(runner.manager);
    const isolations = await readIsolations(runner.manager, people);
    const { classes } = wish.preset;
    const builder = new StayIndexBuilder({ tree: new PlaceTree(places.tree, classes), personCount: people.count, isolations });
    const present = new Uint8Array(people.count);
    const feed = new Feed(runner, wish);
    await feed.stays((workerNo, placeNo, from, to, evidence) => {
      const [person, place] = [people.ofWorker(workerNo), places.at(placeNo, from)];
      if (person < 0 || place < 0) return;
      present[person] = 1;
      builder.addStay(person, place, from, to, evidence);
    });
    await feed.proximity((workerNo, otherNo, from, to) => {
      const [a, b] = [people.ofWorker(workerNo), people.ofWorker(otherNo)];
      // two records of one person near each other say nothing
      if (a < 0 || b < 0 || a === b) return;
      present[a] = present[b] = 1;
      builder.addProximity(a, b, from, to);
    });
    return { index: builder.build(), people, places, present };
  }
}

/** Streams the presence tables by binary COPY. All SQL values here are our own numbers and dates. */
class Feed {
  private rows = 0;
  private readonly days: string;

  constructor(
    private readonly runner: QueryRunner,
    private readonly wish: WorldWish,
  ) {
    this.days = `day between '${localDate(wish.from)}' and '${localDate(Math.max(wish.from, wish.to - 1))}'`;
  }

  stays(add: (worker: number, place: number, from: number, to: number, evidence: number) => void): Promise<void> {
    const { only } = this.wish;
    const narrow = only ? `and place_no = any('{${only.placeNos.join(',')}}'::int[])` : '';
    const query = `select worker_no, place_no, started_at, ended_at, evidence from stay where ${this.days} ${narrow}`;
    return this.copy(query, (row) => {
      const evidence = EVIDENCE_BY_SHAPE.get(row.lengths[4]! * 256 + row.firstByte(4))!;
      add(row.int4(0), row.int4(1), row.instant(2), row.instant(3), evidence);
    });
  }

  proximity(add: (worker: number, other: number, from: number, to: number) => void): Promise<void> {
    const { only } = this.wish;
    const list = only ? `any('{${only.workerNos.join(',')}}'::int[])` : '';
    const narrow = only ? `and (worker_no = ${list} or other_no = ${list})` : '';
    const query = `select worker_no, other_no, started_at, ended_at from proximity where ${this.days} ${narrow}`;
    return this.copy(query, (row) => add(row.int4(0), row.int4(1), row.instant(2), row.instant(3)));
  }

  private async copy(query: string, onRow: Parameters<typeof readBinaryCopy>[1]): Promise<void> {
    const client = (await this.runner.connect()) as PoolClient;
    const source = client.query(copyTo(`copy (${query}) to stdout (format binary)`));
    await readBinaryCopy(source as AsyncIterable<Buffer>, (row) => {
      onRow(row);
      if (++this.rows % ROWS_BETWEEN_REPORTS === 0) this.wish.onRows?.(this.rows);
    });
  }
}

async function readIsolations(manager: EntityManager, people: People): Promise<Isolation[]> {
  const rows = await manager.query<{ worker_no: number; from: number; to: number | null }[]>(
    `select worker_no, floor(extract(epoch from started_at))::float8 as from,
            floor(extract(epoch from ended_at))::float8 as to
     from isolation order by worker_no, started_at`,
  );
  return rows
    .map((row) => ({ person: people.ofWorker(row.worker_no), from: row.from, to: row.to }))
    .filter(({ person }) => person >= 0);
}
