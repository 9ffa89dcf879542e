import { Injectable } from '@nestjs/common';
import { problemOf, secondsOf, localDate, type Actor, type CheckInAnswer, type CheckInRequest } from '@app/contracts';
import { Partitions } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { Scans } from '../codes/scans.js';
import { firstAnswers, type KnownAnswer } from './check-ins.queries.js';
import { type Decided, decideAll } from './decided.js';
import { resolve } from './references.js';
import { answerOf, storeCheckIns } from './store-check-ins.js';
import { isProblem, type Outcome, readItem, type Wish, wishOf } from './wish.js';

/** Clocks of devices may be ahead by so many seconds. */
const AHEAD = 5 * 60;

@Injectable()
export class CheckInsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partitions: Partitions,
    private readonly scans: Scans,
  ) {}

  /** One check-in. @throws id_reused, unknown_worker, unknown_place, unknown_code, code_expired, in_the_future, invalid_request */
  async record(actor: Actor, body: CheckInRequest): Promise<{ answer: CheckInAnswer; replayed: boolean }> {
    const [outcome] = await this.recordBodies(actor, [body]);
    if (outcome && 'answer' in outcome) return outcome;
    const { code, detail, errors } = outcome!.problem;
    throw new DomainError(code, detail, errors);
  }

  /** Each item by itself, in order; bodies that are not check-ins get a problem. Some twelve statements for all of them. */
  recordBatch(actor: Actor, items: readonly unknown[]): Promise<Outcome[]> {
    return this.recordBodies(actor, items.map(readItem));
  }

  private async recordBodies(actor: Actor, bodies: readonly ReturnType<typeof readItem>[]): Promise<Outcome[]> {
    const now = secondsOf(new Date());
    const wishes = bodies.map((body) => (isProblem(body) ? body : wishOf(actor, body, this.scans, now)));
    const outcomes = await this.settle(
      actor,
      wishes.filter((wish): wish is Wish => !isProblem(wish)),
    );
    return wishes.map((wish) => (isProblem(wish) ? { problem: wish } : outcomes.get(wish)!));
  }

  /** Ids that were used before come first: whatever has changed since, the answer is the one given then. */
  private async settle(actor: Actor, wishes: readonly Wish[]): Promise<Map<Wish, Outcome>> {
    const outcomes = new Map<Wish, Outcome>();
    const open = await this.replay(wishes, outcomes);
    const latest = secondsOf(new Date()) + AHEAD;
    for (const wish of open) if (wish.at > latest) outcomes.set(wish, { problem: problemOf('in_the_future') });
    const timely = open.filter((wish) => !outcomes.has(wish));
    if (timely.length === 0) return outcomes;
    const { meant, unmet } = await resolve(this.dataSource.manager, actor, timely);
    for (const { wish, problem } of unmet) outcomes.set(wish, { problem });
    const firsts = [...new Map(meant.toReversed().map((one) => [one.wish.id, one])).values()].reverse();
    const stored = await this.store(actor, await decideAll(this.dataSource.manager, firsts));
    for (const one of stored) outcomes.set(one.wish, { answer: answerOf(one), replayed: false });
    await this.replay(
      meant.map(({ wish }) => wish).filter((wish) => !outcomes.has(wish)),
      outcomes,
    );
    return outcomes;
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
