import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { WorkerImportsService } from './worker-imports.service.js';

/**
 * Takes a file of workers over: files have tens of thousands of rows, which no request should wait for. All of its good
 * rows appear at once, or, when the file cannot be read, none. Running twice is safe: rows wait in a table of the
 * connection's own, which a killed process takes with it; they are published together with the counts in one transaction
 * that holds the claim, and an import that has counts is not run again.
 */
@Injectable()
@Processes('worker-import.run')
export class WorkerImportProcessor implements JobProcessor {
  constructor(private readonly imports: WorkerImportsService) {}

  process(work: ClaimedWork): Promise<void> {
    return this.imports.run(work);
  }
}
