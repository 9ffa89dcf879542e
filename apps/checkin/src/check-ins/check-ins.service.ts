import { Injectable } from '@nestjs/common';
import type { Actor, CheckInAnswer, CheckInBatch, CheckInRequest } from '@app/contracts';
import { asSystem, DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { Scans } from '../codes/scans.js';
import { CheckInDatabase } from './check-in-database.js';
import { Gathered } from './gathered.js';
import { Settlement } from './settlement.js';
import { isProblem, type Outcome, readItem, type Wish, wishOf } from './wish.js';

/** One group reads while another waits for the disk. What may wait is a second or two of work. */
const SINGLES = { lanes: 2, most: 200, waiting: 2_000 };

@Injectable()
export class CheckInsService {
  private readonly singles = new Gathered<Wish, Outcome>(
    (wishes) => asSystem('check_in', () => this.settlement.settle(this.database.source.manager, wishes)),
    SINGLES,
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly database: CheckInDatabase,
    private readonly settlement: Settlement,
    private readonly scans: Scans,
  ) {}

  /**
   * One check-in; those that come together share their statements and their commit.
   * @param receivedAt when its request came in, in epoch milliseconds
   * @throws id_reused, unknown_worker, unknown_place, unknown_code, code_expired, in_the_future, too_old, invalid_request,
   *   unavailable
   */
  async record(
    actor: Actor,
    body: CheckInRequest,
    receivedAt: number,
  ): Promise<{ answer: CheckInAnswer; replayed: boolean }> {
    const wish = wishOf(actor, body, this.scans, { receivedAt });
    const outcome: Outcome = isProblem(wish) ? { problem: wish } : await this.singles.add(wish);
    if ('answer' in outcome) return outcome;
    const { code, detail, errors } = outcome.problem;
    throw new DomainError(code, detail, errors);
  }

  /** Each item by itself, in order; bodies that are not check-ins get a problem. Some twelve statements for all of them. */
  async recordBatch(actor: Actor, { items, sentAt, ...clocks }: CheckInBatch, receivedAt: number): Promise<Outcome[]> {
    const sending = { ...clocks, sentAt: sentAt?.getTime(), receivedAt };
    const wishes = items
      .map(readItem)
      .map((body) => (isProblem(body) ? body : wishOf(actor, body, this.scans, sending)));
    const understood = wishes.filter((wish): wish is Wish => !isProblem(wish));
    const settled = await asSystem('check_in', () => this.settlement.settle(this.dataSource.manager, understood));
    const outcomes = settled.values();
    return wishes.map((wish) => (isProblem(wish) ? { problem: wish } : outcomes.next().value!));
  }
}
