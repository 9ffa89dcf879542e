import { Injectable } from '@nestjs/common';
import { dateOfDayNumber, localDayNumber, secondsOf } from '@app/contracts';
import { PARTITIONED, Partitions } from '@app/database';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';

const AHEAD = 14;

/**
 * Makes the partitions of yesterday to a fortnight ahead, so that no check-in at midnight waits for one. Running twice
 * is safe: a partition that is there is left alone.
 */
@Injectable()
@Processes('partitions.make')
export class PartitionsProcessor implements JobProcessor {
  constructor(private readonly partitions: Partitions) {}

  async process(_work: ClaimedWork): Promise<void> {
    const today = localDayNumber(secondsOf(new Date()));
    const days = Array.from({ length: AHEAD + 2 }, (_, i) => dateOfDayNumber(today - 1 + i));
    for (const table of PARTITIONED) await this.partitions.ensure(table, days);
  }
}
