import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type List,
  parseIdentityNumber,
  type WorkerAnswer,
  type WorkerAtGate,
  type WorkerFilter,
  type WorkerLookup,
  type WorkerSearch,
} from '@app/contracts';
import { Audit, cursorOf, listOf, organisationFor, WorkerCipher, workerFor } from '@app/database';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { today } from './today.js';
import { answerFor } from './worker-answer.js';
import {
  listWorkers,
  phoneEndIn,
  plainTerms,
  type SearchTerms,
  searchWorkers,
  workerRow,
  workersByPhoneIndex,
  workersByIds,
} from './workers.queries.js';

const LIST_KEY = z.tuple([z.uuid(), z.string()]);
const SEARCH_KEY = z.tuple([z.string(), z.uuid()]);
type Workers = List<WorkerAnswer | WorkerAtGate>;

/** Reading and finding worker records. Every reading of them is in the log. */
@Injectable()
export class WorkersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: WorkerCipher,
  ) {}

  /** By organisation and code. @throws not_found for an organisation outside the actor's scope */
  list(actor: Actor, filter: WorkerFilter): Promise<Workers> {
    return this.dataSource.transaction(async (manager) => {
      if (filter.organisationId) await organisationFor(manager, actor, filter.organisationId);
      const rows = await listWorkers(manager, actor, filter, cursorOf(filter, LIST_KEY), today());
      const { limit: _, cursor: __, ...details } = filter;
      const list = listOf(
        rows,
        filter,
        ({ organisationId, code }) => [organisationId, code],
        (row) => answerFor(this.cipher, actor, row),
      );
      await this.log(manager, actor, 'worker.list', list.items, filter.organisationId, details);
      return list;
    });
  }

  /** By name. @throws not_found for an organisation outside the actor's scope */
  search(actor: Actor, wish: WorkerSearch): Promise<Workers> {
    return this.dataSource.transaction(async (manager) => {
      const { organisationId, q, cursor: _, ...filter } = wish;
      if (organisationId) await organisationFor(manager, actor, organisationId);
      const terms = { ...(await this.terms(manager, q)), ...filter, organisationId };
      const rows = await searchWorkers(manager, actor, terms, cursorOf(wish, SEARCH_KEY), today());
      const list = listOf(
        rows,
        wish,
        ({ searchName, id }) => [searchName, id],
        (row) => answerFor(this.cipher, actor, row),
      );
      await this.log(manager, actor, 'worker.search', list.items, organisationId);
      return list;
    });
  }

  /** Those of the ids that lie in the actor's scope, by name. */
  lookup(actor: Actor, { ids }: WorkerLookup): Promise<Workers> {
    return this.dataSource.transaction(async (manager) => {
      const rows = await workersByIds(manager, actor, ids, today());
      const items = rows.map((row) => answerFor(this.cipher, actor, row));
      await this.log(manager, actor, 'worker.lookup', items, undefined);
      return { items, nextCursor: null };
    });
  }

  /** @throws not_found */
  read(actor: Actor, id: string): Promise<WorkerAnswer | WorkerAtGate> {
    return this.dataSource.transaction(async (manager) => {
      await workerFor(manager, actor, id);
      const answer = answerFor(this.cipher, actor, await workerRow(manager, id, today()));
      const details = { columns: Object.keys(answer) };
      await this.audit.record(manager, actor, { action: 'worker.read', subject: `worker:${id}`, details });
      return answer;
    });
  }

  private async terms(manager: EntityManager, q: string): Promise<SearchTerms> {
    const identity = (/\d/.test(q) && parseIdentityNumber(q)) || null;
    const end = phoneEndIn(q);
    const alike = end ? await workersByPhoneIndex(manager, this.cipher.phoneIndex(end)) : [];
    return {
      ...plainTerms(q),
      byPhone: alike.filter((worker) => this.cipher.open(worker.id, worker).phone!.endsWith(end!)).map(({ no }) => no),
      identityHash: this.cipher.identityHash(identity),
    };
  }

  private async log(
    manager: EntityManager,
    actor: Actor,
    action: string,
    items: Workers['items'],
    organisationId: string | undefined,
    filter: Record<string, unknown> = {},
  ): Promise<void> {
    const subject = organisationId && { subject: `organisation:${organisationId}` };
    const details = { filter, columns: Object.keys(items[0] ?? {}) };
    await this.audit.record(manager, actor, { action, ...subject, workers: items.map(({ id }) => id), details });
  }
}
