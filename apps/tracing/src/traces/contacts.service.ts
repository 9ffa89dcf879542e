import { Injectable } from '@nestjs/common';
import type { OpenIntervals } from '@app/contact-graph';
import type { Actor, AddedContact, ContactFilter, ContactReview, List, TracedContact } from '@app/contracts';
import {
  Audit,
  hasOpenCase,
  listOf,
  newId,
  readForTrace,
  snapshot,
  TraceContact,
  TraceReview,
  workerInBody,
} from '@app/database';
import { asSystem, DomainError, notFound } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { contactOf } from './contact-answers.js';
import { ContactExplainer, type SourcedRow } from './contact-explainer.js';
import { countAddition, findContact, findContacts, findSources, sourced } from './contacts.queries.js';
import { traceFor, type TraceRow } from './traces.queries.js';

/** A page of the list, and which revision it is a page of. */
export type ContactList = List<TracedContact> & { revision: number };

interface StoredContactOf extends SourcedRow {
  trace: TraceRow;
  /** Where not all sources are stored. */
  open: OpenIntervals | null;
}

/** The list of a trace: reading it, explaining a person, and an officer's own judgement of it. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly explainer: ContactExplainer,
    private readonly audit: Audit,
  ) {}

  /**
   * Where and with whom people were is shown while a case is open; who is in the list, longer. Finished levels can be
   * read while deeper ones run. A page is of one revision; who reads several compares theirs.
   * @throws not_found
   */
  async list(actor: Actor, traceId: string, filter: ContactFilter): Promise<ContactList> {
    const { cursor: _position, limit: size, ...narrowed } = filter;
    const { trace, rows, sources } = await snapshot(
      this.dataSource,
      async (manager) => {
        const trace = await traceFor(manager, actor, traceId);
        await readForTrace(manager, traceId);
        const rows = await findContacts(manager, traceId, filter);
        const persons = rows.slice(0, size).map(({ person_no }) => person_no);
        const isOpen = await hasOpenCase(manager, traceId);
        return { trace, rows, sources: isOpen ? await findSources(manager, traceId, persons) : [] };
      },
      (manager, { rows }) => {
        const workers = rows.slice(0, size).map(({ worker_id }) => worker_id);
        return this.read(manager, actor, traceId, workers, narrowed);
      },
    );
    const ofPerson = new Map(sourced(sources).map((contact) => [contact.person_no, contact.sources]));
    const shown = rows.slice(0, size).map((row) => ({ row, sources: ofPerson.get(row.person_no) ?? [] }));
    const because = await asSystem('encounters', () => this.explainer.because(trace, shown));
    const becauseOf = new Map(shown.map(({ row }, i) => [row, because[i]!]));
    const page = listOf(
      rows,
      filter,
      (row) => [row.position],
      (row) => contactOf(row, becauseOf.get(row)!),
    );
    return { ...page, revision: trace.revision };
  }

  /** One contact with all its sources. @throws not_found */
  async get(actor: Actor, traceId: string, workerId: string): Promise<TracedContact> {
    const stored = await snapshot(
      this.dataSource,
      (manager) => this.find(manager, actor, traceId, workerId),
      (manager, { row }) => this.read(manager, actor, traceId, [row.worker_id]),
    );
    return this.explained(stored);
  }

  /** Confirms or dismisses; the newest decision counts. @throws not_found */
  async review(actor: Actor, traceId: string, workerId: string, body: ContactReview): Promise<TracedContact> {
    const stored = await this.dataSource.transaction(async (manager) => {
      const { row } = await this.find(manager, actor, traceId, workerId);
      const decided = { id: newId(), traceId, personNo: row.person_no, decidedBy: actor.userId };
      await manager.insert(TraceReview, { ...decided, ...body });
      const subject = `trace:${traceId}`;
      await this.audit.record(manager, actor, { action: `contact.${body.decision}`, subject, workers: [workerId] });
      return this.find(manager, actor, traceId, workerId);
    });
    return this.explained(stored);
  }

  /** Adds a person that the data do not show. @throws not_found, not_ready, unknown_worker, already_a_contact */
  add(actor: Actor, traceId: string, body: AddedContact): Promise<TracedContact> {
    return this.dataSource.transaction(async (manager) => {
      const trace = await traceFor(manager, actor, traceId);
      if (trace.status !== 'done') throw new DomainError('not_ready', 'Wait until the trace is done.');
      await readForTrace(manager, traceId);
      const worker = await workerInBody(manager, actor, body.workerId);
      if (trace.windows.some(({ personNo }) => personNo === worker.personNo))
        throw new DomainError('already_a_contact');
      const addition = await countAddition(manager, traceId, body.level);
      if (await findContact(manager, traceId, worker.id)) throw new DomainError('already_a_contact');
      const { personNo, no: workerNo } = worker;
      const added = { addedBecause: body.reason, addedBy: actor.userId, addedLevel: body.level, addition };
      const position = await manager.countBy(TraceContact, { traceId });
      await manager.insert(TraceContact, { traceId, personNo, workerNo, level: body.level, position, ...added });
      const entry = { action: 'contact.add', subject: `trace:${traceId}`, workerNos: [workerNo] };
      await this.audit.record(manager, actor, entry);
      return contactOf((await findContact(manager, traceId, worker.id))!, []);
    });
  }

  /** A contact, and what explaining it takes of the list it stands in. @throws not_found */
  private async find(
    manager: EntityManager,
    actor: Actor,
    traceId: string,
    workerId: string,
  ): Promise<StoredContactOf> {
    const trace = await traceFor(manager, actor, traceId);
    await readForTrace(manager, traceId);
    const row = await findContact(manager, traceId, workerId);
    if (!row) throw notFound();
    const isOpen = await hasOpenCase(manager, traceId);
    const sources = isOpen ? await findSources(manager, traceId, [row.person_no]) : [];
    const open = isOpen && sources.length < row.sources ? await this.explainer.openAt(manager, trace, row.level) : null;
    return { trace, row, sources, open };
  }

  private async explained({ trace, open, ...contact }: StoredContactOf): Promise<TracedContact> {
    return asSystem('encounters', async () => {
      if (open) return contactOf(contact.row, await this.explainer.becauseOfAll(trace, contact, open));
      const [because] = await this.explainer.because(trace, [contact]);
      return contactOf(contact.row, because!);
    });
  }

  private read(manager: EntityManager, actor: Actor, traceId: string, workers: string[], filter = {}): Promise<void> {
    const details = { filter };
    return this.audit.record(manager, actor, { action: 'contact.read', subject: `trace:${traceId}`, workers, details });
  }
}
