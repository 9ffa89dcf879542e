import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { NetworkRunner } from './network-runner.js';

/**
 * Works out how the contacts at a site hang together: too long for a request. It promises that a day, once it can be
 * read, is whole, with all its places. Running twice is safe: each day is published in one transaction that replaces what
 * an earlier run left of it, and only by the run that holds the claim.
 */
@Injectable()
@Processes('network.run')
export class NetworkProcessor implements JobProcessor {
  constructor(private readonly runner: NetworkRunner) {}

  process(work: ClaimedWork): Promise<void> {
    return this.runner.run(work);
  }
}
