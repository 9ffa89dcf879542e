import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { TraceRunner } from './trace-runner.js';

/**
 * Finds the contacts of a trace. It promises that a level, once it can be read, is whole, and that a trace which is
 * done says how many there are. Running twice is safe: each level is published in one transaction, only by the run that
 * holds the claim; what an earlier run had published is replaced at one instant (`CatchingUp`).
 */
@Injectable()
@Processes('trace.run')
export class TraceProcessor implements JobProcessor {
  constructor(private readonly runner: TraceRunner) {}

  process(work: ClaimedWork): Promise<void> {
    return this.runner.run(work);
  }
}
