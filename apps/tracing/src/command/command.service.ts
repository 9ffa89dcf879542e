import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type CommandFigures,
  type Figure,
  type FigureRows,
  isoOf,
  localDate,
  type Page,
  positionKey,
  secondsOf,
} from '@app/contracts';
import { Audit, cursorOf, listOf } from '@app/database';
import { asSystem } from '@app/platform';
import { DataSource } from 'typeorm';
import { clockOf } from '../follow-up/clock.queries.js';
import { type Counted, figuresOf, ROWS } from './figures.js';
import { caseFigures, siteFigures, taskFigures } from './people.queries.js';
import { freshness, traffic, troubledDeliveries } from './traffic.queries.js';

/** One counting serves everybody of a scope for so long: screens on a wall ask all the time. */
const FRESH_MS = 5_000;
/** A screen that looks all day is noted once an hour. */
const NOTED_MS = 3_600_000;
/** Scopes and accounts that are remembered; the oldest are forgotten. */
const REMEMBERED = 500;
const CLOCK = { days: 14, cases: 2_000 };

/** Counts for the wall of a command centre (docs/decisions/0040-figures-for-a-wall.md): without persons, by scope. */
@Injectable()
export class CommandService {
  private readonly countings = new Map<string, { since: number; counted: Promise<Counted> }>();
  private readonly noted = new Map<string, number>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  async figures(actor: Actor): Promise<CommandFigures> {
    await this.note(actor);
    return figuresOf(await this.counted(actor));
  }

  /** The rows that the figure of the same seconds sums up. */
  async rows(actor: Actor, figure: Figure, page: Page): Promise<FigureRows> {
    await this.note(actor);
    const counted = await this.counted(actor);
    const skipped = cursorOf(page, positionKey)?.[0] ?? 0;
    const rows = ROWS[figure](counted).slice(Math.max(0, skipped));
    const list = listOf(
      rows,
      page,
      () => [skipped + page.limit],
      (row) => row,
    );
    return { at: isoOf(counted.at), ...list };
  }

  private counted(actor: Actor): Promise<Counted> {
    const key = JSON.stringify([actor.role, actor.scope]);
    const known = this.countings.get(key);
    if (known && Date.now() - known.since < FRESH_MS) return known.counted;
    const counted = this.count(actor);
    remember(this.countings, key, { since: Date.now(), counted });
    // one that failed is no answer for the next
    counted.catch(() => this.countings.delete(key));
    return counted;
  }

  /** One statement after the other: a screen takes one connection, and may wait. */
  private count(actor: Actor): Promise<Counted> {
    return asSystem('figures', () => this.countAll(actor));
  }

  private countAll(actor: Actor): Promise<Counted> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const at = new Date();
      return {
        at,
        cases: await caseFigures(manager, actor),
        clock: await clockOf(manager, actor, CLOCK.days, CLOCK.cases),
        sites: await siteFigures(manager, actor),
        tasks: await taskFigures(manager, actor, localDate(secondsOf(at))),
        traffic: await traffic(manager, actor),
        fresh: await freshness(manager, actor),
        deliveries: await troubledDeliveries(manager, actor),
      };
    });
  }

  private async note(actor: Actor): Promise<void> {
    if (Date.now() - (this.noted.get(actor.userId) ?? 0) < NOTED_MS) return;
    await this.audit.record(this.dataSource.manager, actor, { action: 'command.read', count: 0, purpose: 'figures' });
    remember(this.noted, actor.userId, Date.now());
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > REMEMBERED) map.delete(map.keys().next().value!);
}
