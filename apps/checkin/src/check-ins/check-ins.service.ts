import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  type CheckInAnswer,
  type CheckInBatch,
  type CheckInRequest,
  localDate,
  problemOf,
} from '@app/contracts';
import { Partitions } from '@app/database';
import { DomainError, ENVIRONMENT, type Environment } from '@app/platform';
import { DataSource } from 'typeorm';
import { Scans } from '../codes/scans.js';
import { firstAnswers, type KnownAnswer } from './check-ins.queries.js';
import { type Decided, decideAll } from './decided.js';
import { isKept } from './kept-days.js';
import { type Meant, resolve } from './references.js';
import type { SendingClocks } from './repair-time.js';
import { answerOf, storeCheckIns } from './store-check-ins.js';
import { isProblem, type Outcome, readItem, type Wish, wishOf } from './wish.js';

/** Clocks of clients may be ahead by so many seconds; what lies there happened just now. */
const AHEAD = 5 * 60;

@Injectable()
export class CheckInsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partitions: Partitions,
    private readonly scans: Scans,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * One check-in.
   * @param receivedAt when its request came in, in epoch milliseconds
   * @throws id_reused, unknown_worker, unknown_place, unknown_code, code_expired, in_the_future, too_old, invalid_request
   */
  async record(
    actor: Actor,
    body: CheckInRequest,
    receivedAt: number,
  ): Promise<{ answer: CheckInAnswer; replayed: boolean }> {
    const [outcome] = await this.recordBodies(actor, [body], { receivedAt });
    if (outcome && 'answer' in outcome) return outcome;
    const { code, detail, errors } = outcome!.problem;
    throw new DomainError(code, detail, errors);
  }

  /** Each item by itself, in order; bodies that are not check-ins get a problem. Some twelve statements for all of them. */
  recordBatch(actor: Actor, { items, sentAt, ...clocks }: CheckInBatch, receivedAt: number): Promise<Outcome[]> {
    const sending = { ...clocks, sentAt: sentAt?.getTime(), receivedAt };
    return this.recordBodies(actor, items.map(readItem), sending);
  }

  private async recordBodies(
    actor: Actor,
    bodies: readonly ReturnType<typeof readItem>[],
    sending: SendingClocks,
  ): Promise<Outcome[]> {
    const wishes = bodies.map((body) => (isProblem(body) ? body : wishOf(actor, body, this.scans, sending)));
    const understood = wishes.filter((wish): wish is Wish => !isProblem(wish));
    const outcomes = await this.settle(actor, understood, sending.receivedAt);
    return wishes.map((wish) => (isProblem(wish) ? { problem: wish } : outcomes.get(wish)!));
  }

  /** Ids that were used before come first: whatever has changed since, the answer is the one given then. */
  private async settle(actor: Actor, wishes: readonly Wish[], receivedAt: number): Promise<Map<Wish, Outcome>> {
    const outcomes = new Map<Wish, Outcome>();
    const open = await this.replay(wishes, outcomes);
    for (const wish of open) if (wish.ahead > AHEAD) outcomes.set(wish, { problem: problemOf('in_the_future') });
    const timely = open.filter((wish) => !outcomes.has(wish));
    if (timely.length === 0) return outcomes;
    const meant = await this.resolve(actor, timely, receivedAt, outcomes);
    const firsts = [...new Map(meant.toReversed().map((one) => [one.wish.id, one])).values()].reverse();
    const stored = await this.store(actor, await decideAll(this.dataSource.manager, firsts));
    for (const one of stored) outcomes.set(one.wish, { answer: answerOf(one), replayed: false });
    await this.replay(
      meant.map(({ wish }) => wish).filter((wish) => !outcomes.has(wish)),
      outcomes,
    );
    return outcomes;
  }

  /** Settles what means nobody, nowhere, or a time that is no longer kept; gives the others. */
  private async resolve(
    actor: Actor,
    wishes: readonly Wish[],
    receivedAt: number,
    outcomes: Map<Wish, Outcome>,
  ): Promise<Meant[]> {
    const { meant, unmet } = await resolve(this.dataSource.manager, actor, wishes);
    for (const { wish, problem } of unmet) outcomes.set(wish, { problem });
    return meant.filter(({ wish, worker }) => {
      const kept = isKept(worker, wish.at, receivedAt / 1000, this.environment.PRESENCE_DAYS);
      if (!kept) outcomes.set(wish, { problem: problemOf('too_old') });
      return kept;
    });
  }

  private async store(actor: Actor, decided: readonly Decided[]): Promise<Decided[]> {
    if (decided.length === 0) return [];
    await this.partitions.ensure('check_in', new Set(decided.map(({ wish }) => localDate(wish.at))));
    const fresh = await this.dataSource.transaction((manager) => storeCheckIns(manager, actor, decided));
    return decided.filter(({ wish }) => fresh.has(wish.id));
  }

  /** Settles the wishes whose id is known; gives the others. */
  private async replay(wishes: readonly Wish[], outcomes: Map<Wish, Outcome>): Promise<Wish[]> {
    if (wishes.length === 0) return [];
    const ids = wishes.map(({ id }) => id);
    const known = await firstAnswers(this.dataSource.manager, ids);
    return wishes.filter((wish) => {
      const first = known.get(wish.id);
      if (first) outcomes.set(wish, replayOf(wish, first));
      return !first;
    });
  }
}

/** Byte for byte the first answer: the database keeps its fields in an order of its own. */
function replayOf(wish: Wish, { hash, answer }: KnownAnswer): Outcome {
  if (!hash.equals(wish.hash)) return { problem: problemOf('id_reused') };
  const { id, result, decision, reasons } = answer;
  return { answer: { id, result, decision, reasons }, replayed: true };
}
