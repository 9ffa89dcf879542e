import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { PresenceImportsService } from './presence-imports.service.js';
import { PROXIMITY } from './presence-kinds.js';

/**
 * Takes a file of proximity records over: who was measured near whom, by badges or phones. It promises what an import of
 * stays promises, and running twice is safe for the same reasons.
 */
@Injectable()
@Processes('proximity-import.run')
export class ProximityImportProcessor implements JobProcessor {
  constructor(private readonly imports: PresenceImportsService) {}

  process(work: ClaimedWork): Promise<void> {
    return this.imports.run(PROXIMITY, work);
  }
}
