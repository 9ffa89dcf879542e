import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/contracts';
import { Partitions } from '@app/database';
import { type ClaimedWork, requeue } from '@app/queue';
import { DataSource } from 'typeorm';
import { requestCheck } from '../plausibility/checks.queries.js';
import { loadDay, organisationDay, type OrganisationDay } from './day-world.js';
import { isScanned, staysOfWorkers } from './derived-rows.js';
import { Pace } from './pace.js';
import {
  type Derivation,
  derivationCounts,
  type DerivationCounts,
  derivationDone,
  lockDerivation,
  replaceDerivedStays,
  takeDerivation,
  workerNosOf,
} from './stay-derivation.queries.js';

/** Workers whose stays are worked out in one go: some ten milliseconds, which nobody at a gate notices. */
const AT_ONCE = 250;

@Injectable()
export class StayDerivationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partitions: Partitions,
    private readonly pace: Pace,
  ) {}

  /**
   * Works out the stays of one organisation's workers on one local day and stores them, some workers after the other: the
   * stays of each rest on nobody else's check-ins. What is requested while that runs is left to another run. Whatever
   * asked for that is a reason to look for what is implausible about the day.
   * @throws ClaimLost when the work is no longer this run's
   */
  async derive(work: ClaimedWork): Promise<void> {
    const { pace, dataSource } = this;
    // when its turn has come, not before: what is asked for until then is done in one go
    const take = (): Promise<Derivation | undefined> =>
      dataSource.transaction((manager) => takeDerivation(manager, work.id));
    const derivation = await pace.beside(work.signal, take);
    if (!derivation) return;
    await dataSource.transaction((manager) => requestCheck(manager, derivation));
    const laid = await organisationDay(dataSource.manager, derivation.organisationId, derivation.day);
    const workerNos = await workerNosOf(dataSource.manager, derivation.organisationId);
    let scanned = 0;
    for (let i = 0; i < workerNos.length; i += AT_ONCE) {
      const some = workerNos.slice(i, i + AT_ONCE);
      scanned += await pace.beside(work.signal, () => this.deriveSome(work, laid, some));
      work.progress(Math.min(1, (i + AT_ONCE) / workerNos.length));
    }
    await this.finish(work, derivation, scanned);
  }

  /** @returns how many stays their check-ins amount to */
  private async deriveSome(work: ClaimedWork, laid: OrganisationDay, workerNos: readonly number[]): Promise<number> {
    const rows = await staysOfWorkers(await loadDay(this.dataSource.manager, laid, workerNos));
    work.signal.throwIfAborted();
    if (rows.length > 0) await this.partitions.ensure('stay', [laid.day]);
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await replaceDerivedStays(manager, laid.day, workerNos, rows);
    });
    return rows.filter(isScanned).length;
  }

  private finish(work: ClaimedWork, derivation: Derivation, scanned: number): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const { requested } = await lockDerivation(manager, work.id);
      await work.assertHeld(manager);
      await derivationDone(manager, work.id, derivation.requested, scanned);
      if (requested > derivation.requested) await requeue(manager, work.job, work.id);
    });
  }

  /** How far derivation has come in the actor's organisations. */
  counts(actor: Actor): Promise<DerivationCounts> {
    return derivationCounts(this.dataSource.manager, actor);
  }
}
