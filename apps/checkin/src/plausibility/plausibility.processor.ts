import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { Pace } from '../stays/pace.js';
import { PlausibilityService } from './plausibility.service.js';

/**
 * Looks through the check-ins of one organisation and local day for what cannot be. It exists apart from the decision at
 * the gate, because most of it shows only in what others did, or the same person did later. It promises the flags that the
 * stored check-ins amount to, whatever came first. Running twice is safe: flags are worked out anew from all check-ins, and
 * the same are found again; what somebody has cleared is left alone.
 */
@Injectable()
@Processes('plausibility.check')
export class PlausibilityProcessor implements JobProcessor {
  constructor(
    private readonly plausibility: PlausibilityService,
    private readonly pace: Pace,
  ) {}

  process(work: ClaimedWork): Promise<void> {
    return this.pace.beside(work.signal, () => this.plausibility.check(work));
  }
}
