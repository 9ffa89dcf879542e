import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type BulkWorkerChange,
  identityWarnings,
  type NewWorker,
  searchable,
  type WorkerAnswer,
  type WorkerChange,
} from '@app/contracts';
import { Audit, newId, organisationFor, Worker, WorkerCipher, workerFor } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { applyWishes, type AssignmentWish, moveEnds, WISHES_OF_JSON } from './assignments.queries.js';
import { employmentAfter, hasLeft } from './employment.js';
import { personAfter, personOf } from './persons.queries.js';
import { References, UNKNOWN } from './references.js';
import { today } from './today.js';
import { answerFor } from './worker-answer.js';
import { workerRow } from './workers.queries.js';

/** Creating and changing single worker records. */
@Injectable()
export class WorkerChangesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: WorkerCipher,
  ) {}

  /** @throws not_found, code_taken, unknown_site, unknown_place, unknown_room, unknown_bus */
  create(actor: Actor, body: NewWorker): Promise<WorkerAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const { id: organisationId } = await organisationFor(manager, actor, body.organisationId);
      await refuseTaken(manager, organisationId, body.code);
      const references = await this.referencesOf(manager, organisationId, body);
      const { code, fullName, kind = 'employee', birthDate = null, sex = null, phone = null, address = null } = body;
      const { startDate = null, endDate = null, identityNumber = null } = body;
      const personNo = await personOf(manager, this.cipher.identityHash(identityNumber));
      const status = hasLeft(endDate, today()) ? ('left' as const) : ('active' as const);
      const own = { id: newId(), organisationId, personNo, siteId: references.siteId(body.siteCode) };
      const named = { code, fullName, searchName: searchable(fullName), kind, birthDate, sex };
      const sealed = this.cipher.seal(own.id, { identityNumber, phone, address });
      await manager.insert(Worker, { ...own, ...named, ...sealed, status, startDate, endDate });
      return this.assignAndAnswer(manager, actor, own.id, { body, references, action: 'worker.create' });
    });
  }

  /** @throws not_found, code_taken, invalid_request (an end before the start), unknown_site, unknown_place … */
  change(actor: Actor, id: string, body: WorkerChange): Promise<WorkerAnswer> {
    return this.dataSource.transaction((manager) => this.changeIn(manager, actor, id, body));
  }

  /** The same change for many, for all of them or for nobody. @throws as `change` */
  changeAll(actor: Actor, { ids, change }: BulkWorkerChange): Promise<{ changed: number }> {
    return this.dataSource.transaction(async (manager) => {
      // in one order whoever asks, so that two at once wait for each other and never both
      const different = [...new Set(ids)].sort();
      for (const id of different) await this.changeIn(manager, actor, id, change);
      return { changed: different.length };
    });
  }

  /** The same within the caller's transaction. */
  async changeIn(manager: EntityManager, actor: Actor, id: string, body: WorkerChange): Promise<WorkerAnswer> {
    const { organisationId } = await workerFor(manager, actor, id);
    const old = await manager.findOneOrFail(Worker, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (body.code && body.code !== old.code) await refuseTaken(manager, organisationId, body.code);
    const references = await this.referencesOf(manager, organisationId, body);
    const { status: _, siteCode, placeCode: _p, shift: _s, dormitoryRoom: _d, busCode: _b, ...plain } = body;
    const before = this.cipher.open(id, old);
    const { identityNumber = before.identityNumber, phone = before.phone, address = before.address } = plain;
    const moved = identityNumber !== before.identityNumber;
    const employment = employmentAfter(old, body, today());
    await manager.update(Worker, id, {
      ...plain,
      ...this.cipher.seal(id, { identityNumber, phone, address }, old),
      ...employment.columns,
      ...(body.fullName && { searchName: searchable(body.fullName) }),
      ...(siteCode !== undefined && { siteId: references.siteId(siteCode) }),
      ...(moved && { personNo: await personAfter(manager, old.personNo, this.cipher.identityHash(identityNumber)) }),
      updatedAt: () => 'now()',
    });
    await moveEnds(manager, 'select $1::int as worker_no, $2::date as old_end, $3::boolean as returning_now', [
      ...[old.no, old.endDate, employment.returning],
    ]);
    return this.assignAndAnswer(manager, actor, id, { body, references, action: 'worker.change' });
  }

  private async referencesOf(manager: EntityManager, organisationId: string, body: WorkerChange): Promise<References> {
    const references = new References(manager, organisationId);
    await references.load([body]);
    const unknown = references.unknownIn(body);
    if (!unknown) return references;
    const code = UNKNOWN[unknown];
    throw new DomainError(code, undefined, [{ path: unknown, code, message: 'no such code here' }]);
  }

  private async assignAndAnswer(
    manager: EntityManager,
    actor: Actor,
    id: string,
    { body, references, action }: { body: WorkerChange; references: References; action: string },
  ): Promise<WorkerAnswer> {
    const { no } = await manager.findOneOrFail(Worker, { where: { id }, select: { id: true, no: true } });
    const wishes = wishesOf(no, body, references);
    if (wishes.length > 0) await applyWishes(manager, today(), WISHES_OF_JSON, [JSON.stringify(wishes)]);
    const details = { fields: Object.keys(body) };
    await this.audit.record(manager, actor, { action, subject: `worker:${id}`, details });
    const answer = answerFor(this.cipher, actor, await workerRow(manager, id, today())) as WorkerAnswer;
    const warnings = answer.identityNumber ? identityWarnings(answer.identityNumber, answer) : [];
    return { ...answer, ...(warnings.length > 0 && { warnings }) };
  }
}

async function refuseTaken(manager: EntityManager, organisationId: string, code: string): Promise<void> {
  if (!(await manager.existsBy(Worker, { organisationId, code }))) return;
  throw new DomainError('code_taken', 'A worker of this organisation has this code.', [
    { path: 'code', code: 'code_taken', message: 'is used already' },
  ]);
}

/** The assignments that a body speaks of. */
function wishesOf(workerNo: number, body: WorkerChange, references: References): AssignmentWish[] {
  const wishes: AssignmentWish[] = [];
  const add = (kind: AssignmentWish['kind'], placeNo: number | null, shift: string | null): void =>
    void wishes.push({ worker_no: workerNo, kind, place_no: placeNo, shift });
  if (body.placeCode !== undefined) add('place', references.placeNo('placeCode', body.placeCode), null);
  if (body.shift !== undefined) add('shift', null, body.shift);
  if (body.dormitoryRoom !== undefined) add('room', references.placeNo('dormitoryRoom', body.dormitoryRoom), null);
  if (body.busCode !== undefined) add('bus', references.placeNo('busCode', body.busCode), null);
  return wishes;
}
