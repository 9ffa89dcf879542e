import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { ErasureService } from './erasure.service.js';

/**
 * Erases those whose contract has ended (docs/decisions/0033-rights-of-the-person.md), because nobody else would. It
 * promises that nobody is erased whom an open case or an isolation needs. Running twice is safe: each erasure is one
 * transaction with the end of its request.
 */
@Injectable()
@Processes('rights.erase')
export class ErasureProcessor implements JobProcessor {
  constructor(private readonly erasure: ErasureService) {}

  process({ signal }: ClaimedWork): Promise<void> {
    return this.erasure.run(signal);
  }
}
