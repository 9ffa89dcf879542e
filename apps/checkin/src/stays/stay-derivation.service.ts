import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/contracts';
import { Partitions } from '@app/database';
import { type ClaimedWork, requeue } from '@app/queue';
import { DataSource } from 'typeorm';
import { requestCheck } from '../plausibility/checks.queries.js';
import { loadDay } from './day-world.js';
import { isScanned, staysOfWorkers } from './derived-rows.js';
import {
  derivationCounts,
  type DerivationCounts,
  derivationDone,
  lockDerivation,
  replaceDerivedStays,
  takeDerivation,
} from './stay-derivation.queries.js';

@Injectable()
export class StayDerivationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partitions: Partitions,
  ) {}

  /**
   * Works out the stays of one organisation's workers on one local day and stores them. What is requested while that
   * runs is left to another run. Whatever asked for that is a reason to look for what is implausible about the day.
   * @throws ClaimLost when the work is no longer this run's
   */
  async derive(work: ClaimedWork): Promise<void> {
    const derivation = await this.dataSource.transaction((manager) => takeDerivation(manager, work.id));
    if (!derivation) return;
    await this.dataSource.transaction((manager) => requestCheck(manager, derivation));
    const rows = await staysOfWorkers(await loadDay(this.dataSource.manager, derivation));
    work.signal.throwIfAborted();
    if (rows.length > 0) await this.partitions.ensure('stay', [derivation.day]);
    await this.dataSource.transaction(async (manager) => {
      await replaceDerivedStays(manager, derivation, rows);
      // not before: check-ins wait for whoever holds this row. Without the claim, what was written is undone
      const { requested } = await lockDerivation(manager, work.id);
      await work.assertHeld(manager);
      await derivationDone(manager, work.id, derivation.requested, rows.filter(isScanned).length);
      if (requested > derivation.requested) await requeue(manager, work.job, work.id);
    });
  }

  /** How far derivation has come in the actor's organisations. */
  counts(actor: Actor): Promise<DerivationCounts> {
    return derivationCounts(this.dataSource.manager, actor);
  }
}
