import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { RowImportsService } from './row-imports.service.js';

/**
 * Takes files of rosters, buses, sittings, routes, tests, doses and isolations over: a month's roster has millions of lines. What an
 * import of workers promises holds here too, and running twice is safe for the same reasons.
 */
@Injectable()
@Processes('row-import.run')
export class RowImportProcessor implements JobProcessor {
  constructor(private readonly imports: RowImportsService) {}

  process(work: ClaimedWork): Promise<void> {
    return this.imports.run(work);
  }
}
