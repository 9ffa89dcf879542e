import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { RetentionService } from './retention.service.js';

/**
 * Deletes presence whose time is over (docs/decisions/0012-retention.md). It promises that nothing goes which an open
 * case's trace rests on. Running twice is safe: each day is one transaction, and a day that is gone stays so.
 */
@Injectable()
@Processes('presence.prune')
export class RetentionProcessor implements JobProcessor {
  constructor(private readonly retention: RetentionService) {}

  process(work: ClaimedWork): Promise<void> {
    return this.retention.prune(work);
  }
}
