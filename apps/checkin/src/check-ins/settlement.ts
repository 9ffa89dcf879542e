import { Inject, Injectable } from '@nestjs/common';
import { localDate, problemOf } from '@app/contracts';
import { Partitions } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { firstAnswers, type KnownAnswer } from './check-ins.queries.js';
import { type Decided, decideAll } from './decided.js';
import { isKept } from './kept-days.js';
import { type Meant, resolve } from './references.js';
import { answerOf, storeCheckIns } from './store-check-ins.js';
import type { Outcome, Wish } from './wish.js';

/** Clocks of clients may be ahead by so many seconds; what lies there happened just now. */
const AHEAD = 5 * 60;

type Outcomes = Map<Wish, Outcome>;

/** The one way of check-ins, single ones and batches: some ten statements and one commit, whoever sent them. */
@Injectable()
export class Settlement {
  constructor(
    private readonly partitions: Partitions,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * What becomes of each, in their order. Ids that were used before come first: whatever has changed since, the answer is
   * the one given then.
   */
  async settle(manager: EntityManager, wishes: readonly Wish[]): Promise<Outcome[]> {
    const outcomes: Outcomes = new Map();
    const open = await replay(manager, wishes, outcomes);
    for (const wish of open) if (wish.ahead > AHEAD) outcomes.set(wish, { problem: problemOf('in_the_future') });
    const timely = open.filter((wish) => !outcomes.has(wish));
    if (timely.length > 0) await this.settleNew(manager, timely, outcomes);
    return wishes.map((wish) => outcomes.get(wish)!);
  }

  private async settleNew(manager: EntityManager, wishes: readonly Wish[], outcomes: Outcomes): Promise<void> {
    const meant = await this.resolve(manager, wishes, outcomes);
    const firsts = [...new Map(meant.toReversed().map((one) => [one.wish.id, one])).values()].reverse();
    const stored = await this.store(manager, await decideAll(manager, firsts));
    for (const one of stored) outcomes.set(one.wish, { answer: answerOf(one), replayed: false });
    const others = meant.map(({ wish }) => wish).filter((wish) => !outcomes.has(wish));
    await replay(manager, others, outcomes);
  }

  /** Settles what means nobody, nowhere, or a time that is no longer kept; gives the others. */
  private async resolve(manager: EntityManager, wishes: readonly Wish[], outcomes: Outcomes): Promise<Meant[]> {
    const { meant, unmet } = await resolve(manager, wishes);
    for (const { wish, problem } of unmet) outcomes.set(wish, { problem });
    return meant.filter(({ wish, worker }) => {
      const kept = isKept(worker, wish.at, wish.receivedAt, this.environment.PRESENCE_DAYS);
      if (!kept) outcomes.set(wish, { problem: problemOf('too_old') });
      return kept;
    });
  }

  private async store(manager: EntityManager, decided: readonly Decided[]): Promise<Decided[]> {
    if (decided.length === 0) return [];
    await this.partitions.ensure('check_in', new Set(decided.map(({ wish }) => localDate(wish.at))));
    const fresh = await storeCheckIns(manager, decided);
    return decided.filter(({ wish }) => fresh.has(wish.id));
  }
}

/** Settles the wishes whose id is known; gives the others. */
async function replay(manager: EntityManager, wishes: readonly Wish[], outcomes: Outcomes): Promise<Wish[]> {
  if (wishes.length === 0) return [];
  const ids = wishes.map(({ id }) => id);
  const known = await firstAnswers(manager, ids);
  return wishes.filter((wish) => {
    const first = known.get(wish.id);
    if (first) outcomes.set(wish, replayOf(wish, first));
    return !first;
  });
}

/** Byte for byte the first answer: the database keeps its fields in an order of its own. */
function replayOf(wish: Wish, { hash, answer }: KnownAnswer): Outcome {
  if (!hash.equals(wish.hash)) return { problem: problemOf('id_reused') };
  const { id, result, decision, reasons } = answer;
  return { answer: { id, result, decision, reasons }, replayed: true };
}
