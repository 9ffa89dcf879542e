import { Injectable } from '@nestjs/common';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { DeliverySender } from './delivery-sender.js';

/**
 * Hands the files of an export to a command centre. It promises that a done delivery was confirmed part by part, with
 * the rows and the digest that were sent, and that every attempt is on record. Running twice is safe: confirmed parts
 * are not sent again, and a part sent twice (the process was killed before it wrote the receipt down) is the same bytes
 * under the same export and digest, which the receiver can tell.
 */
@Injectable()
@Processes('delivery.send')
export class DeliveryProcessor implements JobProcessor {
  constructor(private readonly sender: DeliverySender) {}

  process(work: ClaimedWork): Promise<void> {
    return this.sender.send(work);
  }
}
