import { Inject, Injectable } from '@nestjs/common';
import { type Isolation, type Preset, PlaceTree } from '@app/contact-graph';
import { localDate } from '@app/contracts';
import { daysWithPartition } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { DayCache } from './day-cache.js';
import type { People } from './people.js';
import { type Known, Registry } from './registry.js';
import { SqlWorld } from './sql-world.js';
import { Turns } from './turns.js';
import { type Basis, MemoryWorld, type World } from './world.js';

/** What to look at. */
export interface WorldWish {
  preset: Pick<Preset, 'classes'>;
  /** Epoch seconds, half-open. */
  from: number;
  to: number;
  /** Only a little of the window will be looked at: nothing is loaded for it, and it waits for nobody who loads. */
  little?: boolean;
  /** Share of the window that is ready. May throw to stop. */
  onProgress?: (share: number) => void;
}

/** Opens the world of a window as of now: out of the days in memory, or where they do not fit out of the database. */
@Injectable()
export class WorldReader {
  private readonly turns = new Turns();
  private tree: { of: Known['places']; classes: string; tree: PlaceTree } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: Registry,
    private readonly cache: DayCache,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** Waits while another window is being loaded. Throws `ContactGraphError` (a place that contains itself, say). */
  async open(wish: WorldWish): Promise<World> {
    if (this.environment.TRACE_STRATEGY === 'sql' || (wish.little && !this.turns.free)) return this.inDatabase(wish);
    return (await this.turns.take(() => this.inMemory(wish))) ?? this.inDatabase(wish);
  }

  private async inMemory(wish: WorldWish): Promise<World | null> {
    const runner = await this.begin();
    try {
      const { basis, known } = await this.basisOf(runner.manager, wish);
      const kept = await this.cache.take(runner, known, {
        days: basis.days,
        tree: basis.tree,
        onProgress: wish.onProgress,
        load: !wish.little,
      });
      await runner.commitTransaction();
      if (kept === null) return null;
      const leftOut = kept.reduce((sum, day) => sum + day.leftOut, 0);
      return new MemoryWorld(
        basis,
        kept.map(({ day }) => day),
        leftOut,
      );
    } finally {
      await end(runner);
    }
  }

  private async inDatabase(wish: WorldWish): Promise<World> {
    const runner = await this.begin();
    try {
      return new SqlWorld((await this.basisOf(runner.manager, wish)).basis, runner);
    } catch (error) {
      await end(runner);
      throw error;
    }
  }

  private async begin(): Promise<QueryRunner> {
    const runner = this.dataSource.createQueryRunner();
    await runner.startTransaction('REPEATABLE READ');
    return runner;
  }

  private async basisOf(manager: EntityManager, wish: WorldWish): Promise<{ basis: Basis; known: Known }> {
    const known = await this.registry.at(manager);
    const { people, places } = known;
    const isolations = await readIsolations(manager, people, wish);
    const { from, to, preset } = wish;
    const days = await daysOf(manager, wish);
    const tree = this.treeOf(places, preset.classes);
    return { known, basis: { people, places, tree, personCount: people.count, isolations, from, to, days } };
  }

  /** Most traces use the same classes: the tree of the last one is kept. */
  private treeOf(of: Known['places'], map: Preset['classes']): PlaceTree {
    const classes = JSON.stringify(map);
    if (this.tree?.of !== of || this.tree.classes !== classes)
      this.tree = { of, classes, tree: new PlaceTree(of.tree, map) };
    return this.tree.tree;
  }
}

async function end(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return;
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } finally {
    await runner.release();
  }
}

async function daysOf(manager: EntityManager, { from, to }: WorldWish): Promise<string[]> {
  if (to <= from) return [];
  return daysWithPartition(manager, ['stay', 'proximity'], localDate(from), localDate(to - 1));
}

async function readIsolations(manager: EntityManager, people: People, { from, to }: WorldWish): Promise<Isolation[]> {
  const rows = await manager.query<{ worker_no: number; from: number; to: number | null }[]>(
    `select worker_no, floor(extract(epoch from started_at))::float8 as from,
            floor(extract(epoch from ended_at))::float8 as to
     from isolation where started_at < to_timestamp($2) and (ended_at is null or ended_at > to_timestamp($1))
     order by worker_no, started_at`,
    [from, to],
  );
  return rows
    .map((row) => ({ person: people.ofWorker(row.worker_no), from: row.from, to: row.to }))
    .filter(({ person }) => person >= 0);
}
