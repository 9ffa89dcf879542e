import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { TraceReviser } from './trace-reviser.js';

/**
 * Keeps a followed trace true to what is known by now. It promises that readers see one revision or the next, whole, and
 * that none is made where nothing changed. Running twice is safe: a list is gathered apart and takes the place of the one
 * there is in one transaction, only by the run that holds the claim; the second run finds nothing to change.
 */
@Injectable()
@Processes('trace.revise')
export class ReviseProcessor implements JobProcessor {
  constructor(private readonly reviser: TraceReviser) {}

  process(work: ClaimedWork): Promise<void> {
    return this.reviser.revise(work);
  }
}
