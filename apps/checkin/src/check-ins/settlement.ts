import { Inject, Injectable } from '@nestjs/common';
import { localDate, problemOf } from '@app/contracts';
import { Partitions } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { Pace } from '../stays/pace.js';
import { firstAnswers, type KnownAnswer } from './check-ins.queries.js';
import { type Decided, decideAll } from './decided.js';
import { isKept } from './kept-days.js';
import { type Meant, type Resolved, resolve } from './references.js';
import { answerOf, plainAnswer, storeCheckIns } from './store-check-ins.js';
import type { Outcome, Wish } from './wish.js';

/** Clocks of clients may be ahead by so many seconds; what lies there happened just now. */
const AHEAD = 5 * 60;

type Outcomes = Map<Wish, Outcome>;

/** The one way of check-ins, single ones and batches: some ten statements and one commit, whoever sent them. */
@Injectable()
export class Settlement {
  constructor(
    private readonly partitions: Partitions,
    private readonly pace: Pace,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * What becomes of each, in their order. Ids that were used before come first: whatever has changed since, the answer is
   * the one given then.
   */
  async settle(manager: EntityManager, wishes: readonly Wish[]): Promise<Outcome[]> {
    this.pace.seen();
    const outcomes: Outcomes = new Map();
    // looked up at once, although what is known already needs no more than its answer: that is rare
    const [resolved] = await Promise.all([resolve(manager, wishes), replay(manager, wishes, outcomes)]);
    for (const wish of wishes)
      if (!outcomes.has(wish) && wish.ahead > AHEAD) outcomes.set(wish, { problem: problemOf('in_the_future') });
    const meant = this.understood(resolved, outcomes);
    const firsts = [...new Map(meant.toReversed().map((one) => [one.wish.id, one])).values()].reverse();
    for (const one of await this.store(manager, firsts))
      outcomes.set(one.wish, { answer: answerOf(one), replayed: false });
    const others = meant.map(({ wish }) => wish).filter((wish) => !outcomes.has(wish));
    await replay(manager, others, outcomes);
    return wishes.map((wish) => outcomes.get(wish)!);
  }

  /** Settles what means nobody, nowhere, or a time that is no longer kept; gives what is still to be settled. */
  private understood({ meant, unmet }: Resolved, outcomes: Outcomes): Meant[] {
    for (const { wish, problem } of unmet) if (!outcomes.has(wish)) outcomes.set(wish, { problem });
    return meant.filter(({ wish, worker }) => {
      if (outcomes.has(wish)) return false;
      const kept = isKept(worker, wish.at, wish.receivedAt, this.environment.PRESENCE_DAYS);
      if (!kept) outcomes.set(wish, { problem: problemOf('too_old') });
      return kept;
    });
  }

  private async store(manager: EntityManager, meant: readonly Meant[]): Promise<Decided[]> {
    if (meant.length === 0) return [];
    const decided = await decideAll(manager, meant);
    await this.partitions.ensure('check_in', new Set(decided.map(({ wish }) => localDate(wish.at))));
    const fresh = await storeCheckIns(manager, decided);
    return decided.filter(({ wish }) => fresh.has(wish.id));
  }
}

/** Settles the wishes whose id is known. */
async function replay(manager: EntityManager, wishes: readonly Wish[], outcomes: Outcomes): Promise<void> {
  if (wishes.length === 0) return;
  const ids = wishes.map(({ id }) => id);
  const known = await firstAnswers(manager, ids);
  for (const wish of wishes) {
    const first = known.get(wish.id);
    if (first) outcomes.set(wish, replayOf(wish, first));
  }
}

/** Byte for byte the first answer: the database keeps its fields in an order of its own. */
function replayOf(wish: Wish, { hash, answer }: KnownAnswer): Outcome {
  if (!hash.equals(wish.hash)) return { problem: problemOf('id_reused') };
  if (answer === null) return { answer: plainAnswer(wish.id), replayed: true };
  const { id, result, decision, reasons } = answer;
  return { answer: { id, result, decision, reasons }, replayed: true };
}
