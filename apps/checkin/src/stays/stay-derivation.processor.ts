import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { StayDerivationService } from './stay-derivation.service.js';

/**
 * Turns the check-ins of one organisation and local day into stays. It exists apart from the check-in itself, because
 * a stay is known only once something later ends it, and check-ins arrive late and in any order. It promises the stays
 * that the stored check-ins amount to, whatever came first. Running twice is safe: it replaces the stays of some workers at a
 * time, each time in one transaction, and finds the same again.
 */
@Injectable()
@Processes('stays.derive')
export class StayDerivationProcessor implements JobProcessor {
  constructor(private readonly derivations: StayDerivationService) {}

  process(work: ClaimedWork): Promise<void> {
    return this.derivations.derive(work);
  }
}
