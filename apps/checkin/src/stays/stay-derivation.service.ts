import { Injectable } from '@nestjs/common';
import { type Actor, dayNumberOfDate, localDate } from '@app/contracts';
import { Partitions } from '@app/database';
import { type ClaimedWork, requeue } from '@app/queue';
import { DataSource } from 'typeorm';
import { patternsOf, type Rostered, rosterOf } from '../rosters/rosters.queries.js';
import { shiftHours } from '../rosters/shift-hours.js';
import { boundsOf, staysOfDay, windowOf } from './derived-day.js';
import { grouped } from './grouped.js';
import { placeFacts } from './place-facts.queries.js';
import { type ShiftOn, shiftEndOf } from './shifts.js';
import {
  type Derivation,
  derivationCounts,
  type DerivationCounts,
  derivationDone,
  derivationOf,
  type DerivedRow,
  lockDerivation,
  presentBetween,
  replaceDerivedStays,
} from './stay-derivation.queries.js';

@Injectable()
export class StayDerivationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partitions: Partitions,
  ) {}

  /**
   * Works out the stays of one organisation's workers on one local day and stores them. What is requested while that
   * runs is left to another run.
   * @throws ClaimLost when the work is no longer this run's
   */
  async derive(work: ClaimedWork): Promise<void> {
    const derivation = await derivationOf(this.dataSource.manager, work.id);
    if (!derivation || derivation.requested === derivation.done) return;
    const rows = await this.rowsOf(derivation);
    work.signal.throwIfAborted();
    if (rows.length > 0) await this.partitions.ensure('stay', [derivation.day]);
    await this.dataSource.transaction(async (manager) => {
      await replaceDerivedStays(manager, derivation, rows);
      // not before: check-ins wait for whoever holds this row. Without the claim, what was written is undone
      const { requested } = await lockDerivation(manager, work.id);
      await work.assertHeld(manager);
      await derivationDone(manager, work.id, derivation.requested, rows.length);
      if (requested > derivation.requested) await requeue(manager, work.job, work.id);
    });
  }

  /** How far derivation has come in the actor's organisations. */
  counts(actor: Actor): Promise<DerivationCounts> {
    return derivationCounts(this.dataSource.manager, actor);
  }

  private async rowsOf({ organisationId, day }: Derivation): Promise<DerivedRow[]> {
    const { manager } = this.dataSource;
    const bounds = boundsOf(day);
    const window = windowOf(bounds);
    const days = { first: localDate(window.from), last: localDate(window.to) };
    const events = await presentBetween(manager, organisationId, window, days);
    const facts = await placeFacts(
      manager,
      events.map(({ placeNo }) => placeNo),
    );
    const hoursOf = shiftHours(await patternsOf(manager, organisationId));
    const roster = grouped(await rosterOf(manager, organisationId, days), ({ workerNo }) => workerNo);
    const rows: DerivedRow[] = [];
    for (const [workerNo, own] of grouped(events, (event) => event.workerNo)) {
      const known = own.map(({ placeNo, direction, at }) => ({ place: facts.get(placeNo)!, direction, at }));
      const shiftEnd = shiftEndOf(shiftOf(roster.get(workerNo) ?? []), hoursOf);
      for (const stay of staysOfDay(known, shiftEnd, bounds)) rows.push({ ...stay, workerNo });
    }
    return rows;
  }
}

function shiftOf(rostered: readonly Rostered[]): ShiftOn {
  const shifts = new Map(rostered.map(({ day, shift }) => [dayNumberOfDate(day), shift ?? undefined]));
  return (day) => shifts.get(day);
}
