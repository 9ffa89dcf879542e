import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { PresenceImportsService } from './presence-imports.service.js';
import { STAYS } from './presence-kinds.js';

/**
 * Takes a file of stays over: history comes in by the million rows, which no request should wait for. All of its good
 * rows appear at once, or, when the file cannot be read, none. Running twice is safe: rows wait in a table of the
 * connection's own, which a killed process takes with it; they are published together with the counts in one transaction
 * that holds the claim, and rows that are stored already are left as they are.
 */
@Injectable()
@Processes('stay-import.run')
export class StayImportProcessor implements JobProcessor {
  constructor(private readonly imports: PresenceImportsService) {}

  process(work: ClaimedWork): Promise<void> {
    return this.imports.run(STAYS, work);
  }
}
