import { Injectable } from '@nestjs/common';
import {
  isoOf,
  isoOrNull,
  projectPerson,
  type Actor,
  type CaseAnswer,
  type CaseChange,
  type CaseFilter,
  type List,
  type NewCase,
} from '@app/contracts';
import { Audit, CaseRecord, Isolation, listOf, newId, Worker, workerInBody } from '@app/database';
import { DomainError, FieldCipher, notFound } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { endFollowing } from '../following/following.queries.js';
import { type CaseRow, casesInScope, findCases } from './cases.queries.js';

const noteFor = (cipher: FieldCipher, actor: Actor, row: CaseRow): string | null => {
  const whose = { id: row.worker_id, organisationId: row.organisation_id };
  const { note = null } = projectPerson(actor, whose, { note: row.note });
  return cipher.openText(note, 'case_record.note', row.id);
};

const answerOf = (cipher: FieldCipher, actor: Actor, row: CaseRow): CaseAnswer => ({
  id: row.id,
  workerId: row.worker_id,
  workerCode: row.worker_code,
  organisationId: row.organisation_id,
  onsetOn: row.onset_on,
  sampledOn: row.sampled_on,
  confirmedAt: isoOrNull(row.confirmed_at),
  isolatedAt: isoOrNull(row.isolated_at),
  note: noteFor(cipher, actor, row),
  status: row.status,
  createdAt: isoOf(row.created_at),
});

/** Index cases. `isolatedAt` opens a recorded isolation of the worker (contact-rules, section 3.5). */
@Injectable()
export class CasesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /** @throws unknown_worker */
  create(actor: Actor, body: NewCase): Promise<CaseAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const worker = await workerInBody(manager, actor, body.workerId);
      const id = newId();
      await manager.insert(CaseRecord, { ...this.sealed(id, body), id, createdBy: actor.userId });
      if (body.isolatedAt) await openIsolation(manager, actor, id, worker.no, body.isolatedAt);
      await this.audit.record(manager, actor, {
        action: 'case.create',
        subject: `case:${id}`,
        workers: [body.workerId],
      });
      return this.read(manager, actor, id);
    });
  }

  async list(actor: Actor, filter: CaseFilter): Promise<List<CaseAnswer>> {
    return this.dataSource.transaction(async (manager) => {
      const rows = await findCases(manager, actor, filter);
      const list = listOf(
        rows,
        filter,
        (row) => [row.id],
        (row) => answerOf(this.cipher, actor, row),
      );
      const { cursor: _position, limit: _size, ...narrowed } = filter;
      await this.audit.record(manager, actor, {
        ...{ action: 'case.list', details: { filter: narrowed } },
        workers: list.items.map(({ workerId }) => workerId),
        caseIds: list.items.map(({ id }) => id),
      });
      return list;
    });
  }

  /** @throws not_found */
  get(actor: Actor, id: string): Promise<CaseAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const found = await this.read(manager, actor, id);
      await this.audit.record(manager, actor, {
        ...{ action: 'case.read', subject: `case:${id}`, workers: [found.workerId] },
      });
      return found;
    });
  }

  /** @throws not_found, invalid_status when a withdrawn case is changed */
  change(actor: Actor, id: string, body: CaseChange): Promise<CaseAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const before = await this.read(manager, actor, id);
      if (before.status === 'withdrawn') throw new DomainError('invalid_status', 'A withdrawn case stays as it is.');
      await manager.update(CaseRecord, id, { ...this.sealed(id, body), updatedAt: new Date() });
      await this.followIsolation(manager, actor, before, body);
      if (body.status && body.status !== 'open') await endFollowing(manager, id);
      const fields = Object.keys(body);
      const entry = { action: 'case.change', subject: `case:${id}`, workers: [before.workerId], details: { fields } };
      await this.audit.record(manager, actor, entry);
      return this.read(manager, actor, id);
    });
  }

  private sealed<Body extends { note?: string | null | undefined }>(
    id: string,
    { note, ...body }: Body,
  ): Omit<Body, 'note'> & { note?: Buffer | null } {
    return note === undefined ? body : { ...body, note: this.cipher.sealText(note, 'case_record.note', id) };
  }

  /** The isolation that a case opened moves with it, and goes when the case turns out to have been false. */
  private async followIsolation(
    manager: EntityManager,
    actor: Actor,
    before: CaseAnswer,
    body: CaseChange,
  ): Promise<void> {
    const cleared = body.status === 'withdrawn' || body.isolatedAt === null;
    if (cleared) return void (await manager.delete(Isolation, { caseId: before.id }));
    if (!body.isolatedAt) return;
    const moved = await manager.update(Isolation, { caseId: before.id }, { startedAt: body.isolatedAt });
    if (moved.affected) return;
    const { no } = await manager.findOneByOrFail(Worker, { id: before.workerId });
    await openIsolation(manager, actor, before.id, no, body.isolatedAt);
  }

  private async read(manager: EntityManager, actor: Actor, id: string): Promise<CaseAnswer> {
    const [row] = await casesInScope(manager, actor, [id]);
    if (!row) throw notFound();
    return answerOf(this.cipher, actor, row);
  }
}

async function openIsolation(
  manager: EntityManager,
  actor: Actor,
  caseId: string,
  workerNo: number,
  startedAt: Date,
): Promise<void> {
  const row = { id: newId(), caseId, workerNo, startedAt, reason: 'case', createdBy: actor.userId };
  await manager.insert(Isolation, row);
}
