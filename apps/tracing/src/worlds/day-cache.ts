import { Inject, Injectable } from '@nestjs/common';
import type { PlaceTree, StayDay } from '@app/contact-graph';
import { localDate } from '@app/contracts';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { constrainedMemory } from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import { totalmem } from 'node:os';
import type { QueryRunner } from 'typeorm';
import { DayLoader } from './day-loader.js';
import type { People } from './people.js';
import { presenceChanged, type PresenceNews, type Snapshot } from './presence-changes.queries.js';
import type { Known } from './registry.js';

/** A day in memory and what of it is out of date. */
interface KeptDay {
  day: StayDay;
  /** Rows of unknown people or places that are not in it. */
  leftOut: number;
  stalePersons: Set<number>;
  staleProximity: boolean;
}

/** Which days a trace looks at. */
export interface DayWish {
  /** Local dates. */
  days: readonly string[];
  /** Places with the class map of the preset. */
  tree: PlaceTree;
  /** Share of the days that are ready. May throw to stop. */
  onProgress?: ((share: number) => void) | undefined;
}

/** Heap bytes of a stored stay for each byte in memory: a guess that spares loading what cannot be kept. */
const STORED_BYTES_PER_BYTE = 4;
/** The journal is kept longer than this; whoever has not looked for so long begins anew. */
const LONGEST_SILENCE_MS = 12 * 3_600_000;
/** Above so many corrected persons a day is read whole. */
const WHOLE_ABOVE = 5000;

/**
 * Days of presence in memory, whole or not at all, under a limit: the oldest go first. What has changed since it last
 * looked it learns from the journal (`presence_change`), and reads anew those persons of those days only.
 * Use by one caller at a time, each in a REPEATABLE READ transaction that is younger than the one before.
 */
@Injectable()
export class DayCache {
  readonly limit: number;
  private readonly kept = new Map<string, KeptDay>();
  private seen: { snapshot: Snapshot; known: Known; at: number } | undefined;

  constructor(@Inject(ENVIRONMENT) { TRACE_MEMORY_MB }: Environment) {
    const machine = Math.min(totalmem(), constrainedMemory() || Infinity);
    this.limit = TRACE_MEMORY_MB === undefined ? machine / 3 : TRACE_MEMORY_MB * 1_048_576;
  }

  get bytes(): number {
    let sum = 0;
    for (const { day } of this.kept.values()) sum += day.bytes;
    return sum;
  }

  /** The days as the caller's transaction sees them, or null when they do not fit into memory together. */
  async take(runner: QueryRunner, known: Known, wish: DayWish): Promise<KeptDay[] | null> {
    await this.catchUp(runner, known);
    if ((await this.bytesExpected(runner, wish.days)) > this.limit) return null;
    const loader = new DayLoader(runner, known);
    for (const [i, day] of wish.days.entries()) {
      await this.freshen(loader, day);
      this.kept.get(day)!.day.layOut(wish.tree);
      if (!this.makeRoom(new Set(wish.days))) return null;
      wish.onProgress?.((i + 1) / wish.days.length);
      await turn();
    }
    return wish.days.map((day) => this.kept.get(day)!);
  }

  /** Notes what is out of date; nothing is read yet. */
  private async catchUp({ manager }: QueryRunner, known: Known): Promise<void> {
    const { seen } = this;
    if (seen && Date.now() - seen.at > LONGEST_SILENCE_MS) this.kept.clear();
    else if (seen) {
      for (const news of await presenceChanged(manager, seen.snapshot)) this.note(news, known.people);
      this.followReferences(seen.known, known);
    }
    this.seen = { snapshot: known.seen, known, at: Date.now() };
  }

  private note({ kind, day, worker_nos: workerNos }: PresenceNews, people: People): void {
    const kept = this.kept.get(day);
    if (!kept) return;
    if (kind === 'proximity') kept.staleProximity = true;
    else if (workerNos === null) this.kept.delete(day);
    else
      this.outdate(
        day,
        workerNos.map((no) => people.ofWorker(no)).filter((person) => person >= 0),
      );
  }

  /** Records that are another person's now, places that hang elsewhere. */
  private followReferences(before: Known, now: Known): void {
    if (before.people !== now.people) {
      const persons = [...now.people.changedSince(before.people)];
      for (const [day, kept] of this.kept) {
        if (persons.length > 0) kept.staleProximity = true;
        this.outdate(day, persons);
      }
    }
    if (before.places === now.places) return;
    const from = now.places.changedSince(before.places);
    for (const day of this.kept.keys())
      if (from === -Infinity || (from < Infinity && day >= localDate(from))) this.kept.delete(day);
  }

  private outdate(day: string, persons: readonly number[]): void {
    const kept = this.kept.get(day);
    if (!kept) return;
    for (const person of persons) kept.stalePersons.add(person);
    if (kept.stalePersons.size > WHOLE_ABOVE) this.kept.delete(day);
  }

  /** Loads a day or mends it. */
  private async freshen(loader: DayLoader, date: string): Promise<void> {
    const kept = this.kept.get(date);
    const before = loader.leftOut;
    if (!kept) {
      const day = await loader.whole(date);
      const leftOut = loader.leftOut - before;
      this.kept.set(date, { day, leftOut, stalePersons: new Set(), staleProximity: false });
      return;
    }
    let { day } = kept;
    if (kept.stalePersons.size > 0)
      day = day.replacing(kept.stalePersons, await loader.staysOf(date, kept.stalePersons));
    if (kept.staleProximity) day = day.withProximityOf(await loader.proximityOf(date));
    const leftOut = kept.leftOut + loader.leftOut - before;
    this.kept.set(date, { day, leftOut, stalePersons: new Set(), staleProximity: false });
  }

  /** What the wanted days take, or probably will; zero where all are here. */
  private async bytesExpected({ manager }: QueryRunner, days: readonly string[]): Promise<number> {
    const missing = days.filter((day) => !this.kept.has(day));
    if (missing.length === 0) return 0;
    const [row] = await manager.query<[{ bytes: number }]>(
      `select coalesce(sum(pg_relation_size(to_regclass('stay_' || to_char(day, 'YYYYMMDD')))), 0)::float8 as bytes
       from unnest($1::date[]) as day`,
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
