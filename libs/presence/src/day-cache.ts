import { Inject, Injectable } from '@nestjs/common';
import type { PlaceTree } from '@app/contact-graph';
import { localDate } from '@app/contracts';
import { ENVIRONMENT, type Environment, Operation } from '@app/platform';
import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import { Counter, Gauge } from 'prom-client';
import type { QueryRunner } from 'typeorm';
import { DayLoader } from './day-loader.js';
import { KeptDay } from './kept-day.js';
import type { People } from './people.js';
import { presenceChanged, type PresenceNews } from './presence-changes.queries.js';
import { isTooOld, type Known } from './registry.js';

/** Which days a trace looks at. */
export interface DayWish {
  /** Local dates. */
  days: readonly string[];
  /** Places with the class map of the preset. */
  tree: PlaceTree;
  /** Share of the days that are ready. May throw to stop. */
  onProgress?: ((share: number) => void) | undefined;
  /** Days that are not here are read. */
  load: boolean;
}

/** Heap bytes of a stored row for each byte in memory: a guess that spares loading what cannot be kept. */
const STORED_BYTES_PER_BYTE = 4;

/**
 * Days of presence in memory, whole or not at all, under a limit: the oldest go first. What has changed since it last
 * looked it learns from the journal (`presence_change`), and reads anew those persons of those days only.
 * Use by one caller at a time, each in a REPEATABLE READ transaction that is younger than the one before.
 */
@Injectable()
export class DayCache {
  readonly limit: number;
  private readonly kept = new Map<string, KeptDay>();
  private readonly reads: Counter<'share'>;
  /** People and places as of the last look. */
  private seen: Known | undefined;

  constructor(@Inject(ENVIRONMENT) { TRACE_MEMORY_MB }: Environment, operation: Operation) {
    const machine = Math.min(totalmem(), constrainedMemory() || Infinity);
    this.limit = TRACE_MEMORY_MB === undefined ? machine / 3 : TRACE_MEMORY_MB * 1_048_576;
    this.reads = new Counter({
      name: 'truyvet_presence_reads_total',
      help: 'Days of presence read into memory: whole, some persons of them, or their proximity records',
      labelNames: ['share'],
      registers: [operation.metrics],
    });
    measureMemory(this, operation);
  }

  get bytes(): number {
    let sum = 0;
    for (const { day } of this.kept.values()) sum += day.bytes;
    return sum;
  }

  /** The days as the caller's transaction sees them; null when they are not to be read or do not fit into memory together. */
  async take(runner: QueryRunner, known: Known, { days, tree, onProgress, load }: DayWish): Promise<KeptDay[] | null> {
    await this.catchUp(runner, known);
    if (!load && days.some((day) => !this.kept.has(day))) return null;
    if ((await this.bytesExpected(runner, days)) > this.limit) return null;
    const loader = new DayLoader(runner, known, (share) => this.reads.inc({ share }));
    for (const [i, date] of days.entries()) {
      onProgress?.(i / days.length);
      const kept = await this.fresh(loader, date, known);
      kept.day.layOut(tree);
      if (!this.makeRoom(new Set(days))) return null;
      await turn();
    }
    onProgress?.(1);
    return days.map((date) => this.kept.get(date)!);
  }

  /** Notes what is out of date; nothing is read yet. */
  private async catchUp({ manager }: QueryRunner, known: Known): Promise<void> {
    const { seen } = this;
    if (seen && isTooOld(seen)) this.kept.clear();
    else if (seen) {
      for (const news of await presenceChanged(manager, seen.seen)) this.note(news, known.people);
      this.followReferences(seen, known);
    }
    this.seen = known;
  }

  private note({ kind, day, worker_nos: workerNos }: PresenceNews, people: People): void {
    const kept = this.kept.get(day);
    if (kind === 'proximity') kept?.outdateProximity();
    else if (workerNos === null) this.kept.delete(day);
    else kept?.outdate(workerNos, people);
  }

  /** Records that are another person's now, places that hang elsewhere. */
  private followReferences(before: Known, now: Known): void {
    if (before.people !== now.people)
      for (const kept of this.kept.values()) kept.followPeople(before.people, now.people);
    if (before.places === now.places) return;
    const from = now.places.changedSince(before.places);
    for (const [day, { leftOut }] of this.kept) {
      const moved = from === -Infinity || (from < Infinity && day >= localDate(from));
      // a place that was not known may be now
      if (moved || leftOut > 0) this.kept.delete(day);
    }
  }

  private async fresh(loader: DayLoader, date: string, { people }: Known): Promise<KeptDay> {
    const kept = this.kept.get(date);
    if (kept && !kept.hopeless) {
      await kept.freshen(loader, date, people);
      return kept;
    }
    const read = await KeptDay.read(loader, date);
    this.kept.set(date, read);
    return read;
  }

  /** What the wanted days take, or probably will; zero where all are here. */
  private async bytesExpected({ manager }: QueryRunner, days: readonly string[]): Promise<number> {
    const missing = days.filter((day) => !this.kept.has(day));
    if (missing.length === 0) return 0;
    const [row] = await manager.query<[{ bytes: number }]>(
      `select coalesce(sum(pg_relation_size(to_regclass(stored || to_char(day, '_YYYYMMDD')))), 0)::float8 as bytes
       from unnest($1::date[]) as day cross join unnest(array['stay', 'proximity']) as stored`,
      [missing],
    );
    const here = days.reduce((sum, day) => sum + (this.kept.get(day)?.day.bytes ?? 0), 0);
    return here + row.bytes / STORED_BYTES_PER_BYTE;
  }

  /** Drops the oldest days that are not wanted; false when the wanted ones alone are too much. */
  private makeRoom(wanted: ReadonlySet<string>): boolean {
    const oldest = [...this.kept.keys()].sort();
    for (const day of oldest) if (this.bytes > this.limit && !wanted.has(day)) this.kept.delete(day);
    if (this.bytes <= this.limit) return true;
    for (const day of oldest) if (this.bytes > this.limit) this.kept.delete(day);
    return false;
  }
}

function measureMemory(cache: DayCache, { metrics }: Operation): void {
  const name = 'truyvet_presence_memory_bytes';
  const help = 'Memory of the days of presence that are kept';
  new Gauge({
    ...{ name, help },
    registers: [metrics],
    collect() {
      this.set(cache.bytes);
    },
  });
}
