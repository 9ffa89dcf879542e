import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { ExportRunner } from './export-runner.js';

/**
 * Writes the files of an export and, where it has a destination, queues their delivery. It promises that a done export
 * holds every row of one instant, counted twice (of a trace that runs on: its finished levels at that instant), and that its delivery is queued once. Running twice is safe: files of
 * an unfinished run are thrown away, and a finished export is left as it is.
 */
@Injectable()
@Processes('export.run')
export class ExportProcessor implements JobProcessor {
  constructor(private readonly runner: ExportRunner) {}

  process(work: ClaimedWork): Promise<void> {
    return this.runner.run(work);
  }
}
