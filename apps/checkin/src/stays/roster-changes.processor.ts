import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { RosterChangesService } from './roster-changes.service.js';

/**
 * Has stays worked out again after rosters have changed, and at local midnight where rosters stand for all. Triggers note
 * the changes, since a request in the writer's own transaction would make check-ins wait for a long import. Running twice
 * is safe: what was noted is taken out in the transaction that asks.
 */
@Injectable()
@Processes('stays.request')
export class RosterChangesProcessor implements JobProcessor {
  constructor(private readonly changes: RosterChangesService) {}

  process(_work: ClaimedWork): Promise<void> {
    return this.changes.request();
  }
}
