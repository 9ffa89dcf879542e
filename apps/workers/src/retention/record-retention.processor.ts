import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { RecordRetentionService } from './record-retention.service.js';

/**
 * Deletes health and plans whose time is over, because nobody else would. It promises that whoever an open case covers keeps
 * all of it. Running twice is safe: it is one transaction, and what is gone stays so.
 */
@Injectable()
@Processes('records.prune')
export class RecordRetentionProcessor implements JobProcessor {
  constructor(private readonly retention: RecordRetentionService) {}

  process(_work: ClaimedWork): Promise<void> {
    return this.retention.prune();
  }
}
