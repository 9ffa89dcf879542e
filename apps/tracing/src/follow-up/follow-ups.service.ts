import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type FollowUpAnswer,
  type FollowUpChange,
  type FollowUpCounts,
  type FollowUpFilter,
  FOLLOW_UP_STATES,
  type FollowUpState,
  isoOrNull,
  type List,
  localDate,
  secondsOf,
} from '@app/contracts';
import { Audit, FollowUp, listOf, newId, readForFollowUp, snapshot } from '@app/database';
import { DomainError, FieldCipher, notFound } from '@app/platform';
import { DataSource, type EntityManager, In } from 'typeorm';
import { countFollowUps, findFollowUps, findMarks, type FollowUpRow, lockCase, NO_DAY } from './follow-ups.queries.js';
import { stepped } from './next-step.js';
import { followQuarantines, type Step } from './quarantines.js';

const today = (): string => localDate(secondsOf(new Date()));

/** What is done about contacts: the board, and its steps (docs/decisions/0039-follow-up.md). */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /** What is due first, first. */
  list(actor: Actor, filter: FollowUpFilter): Promise<List<FollowUpAnswer>> {
    const { cursor: _position, limit: _size, ...narrowed } = filter;
    return snapshot(
      this.dataSource,
      async (manager) => {
        await readForFollowUp(manager);
        const rows = await findFollowUps(manager, actor, filter, today());
        return listOf(
          rows,
          filter,
          (row) => [row.due_on ?? NO_DAY, row.level ?? 0, row.person_no, row.case_id],
          (row) => this.answer(row),
        );
      },
      (manager, { items }) =>
        this.audit.record(manager, actor, {
          ...{ action: 'follow-up.list', details: { filter: narrowed } },
          workers: items.map(({ workerId }) => workerId),
          caseIds: [...new Set(items.map(({ caseId }) => caseId))],
        }),
    );
  }

  async counts(actor: Actor): Promise<FollowUpCounts> {
    const rows = await this.dataSource.transaction(async (manager) => {
      await readForFollowUp(manager);
      return countFollowUps(manager, actor, today());
    });
    const states = Object.fromEntries(FOLLOW_UP_STATES.map((state) => [state, 0])) as Record<FollowUpState, number>;
    for (const { state, people } of rows) states[state] = people;
    const sum = (pick: (row: (typeof rows)[number]) => number): number => rows.reduce((n, row) => n + pick(row), 0);
    return { states, dueToday: sum((row) => row.today), overdue: sum((row) => row.overdue) };
  }

  /** @throws not_found, case_closed, not_a_contact, in_the_future */
  change(actor: Actor, caseId: string, body: FollowUpChange): Promise<{ items: FollowUpAnswer[] }> {
    return this.dataSource.transaction(async (manager) => {
      await readForFollowUp(manager);
      const status = await lockCase(manager, actor, caseId);
      if (!status) throw notFound();
      if (status !== 'open') throw new DomainError('case_closed');
      const at = body.at ?? new Date();
      if (at.getTime() > Date.now() + 60_000) throw new DomainError('in_the_future');
      const steps = await this.steps(manager, actor, caseId, body, at);
      await followQuarantines(manager, actor, steps, at);
      const rows = steps.map(({ after }) => ({ ...after, changedAt: new Date() }));
      await manager.upsert(FollowUp, rows, ['id']);
      const { state, workerIds } = body;
      const entry = { action: `follow-up.${state}`, subject: `case:${caseId}`, workers: workerIds };
      await this.audit.record(manager, actor, entry);
      const wanted = { limit: workerIds.length };
      const found = await findFollowUps(manager, actor, { ...wanted, caseId }, today(), workerIds);
      return { items: found.map((row) => this.answer(row)) };
    });
  }

  /** What becomes of each mark; a person of whom several records are named has one. @throws not_a_contact */
  private async steps(
    manager: EntityManager,
    actor: Actor,
    caseId: string,
    { workerIds, state, dueOn, note }: FollowUpChange,
    at: Date,
  ): Promise<Step[]> {
    const found = await findMarks(manager, actor, caseId, workerIds);
    const isKnown = ({ listed_no, mark }: (typeof found)[number]): boolean => listed_no !== null || mark !== null;
    if (new Set(found.filter(isKnown).map(({ asked_id }) => asked_id)).size < new Set(workerIds).size)
      throw new DomainError('not_a_contact');
    const marked = await manager.findBy(FollowUp, { id: In(found.flatMap(({ mark }) => mark ?? [])) });
    const marks = new Map(marked.map((mark) => [mark.id, mark]));
    const steps = new Map<string | number, Step>();
    for (const { mark, listed_no } of found) {
      const before = mark === null ? undefined : marks.get(mark);
      const id = before?.id ?? newId();
      const kept = before ?? { caseId, workerNo: listed_no!, note: null, isolationId: null };
      const sealed = note === undefined ? kept.note : this.cipher.sealText(note, 'follow_up.note', id);
      const after = { ...kept, ...stepped(before, state, at, dueOn), id, note: sealed, changedBy: actor.userId };
      steps.set(mark ?? listed_no!, { before, after });
    }
    return [...steps.values()];
  }

  private answer(row: FollowUpRow): FollowUpAnswer {
    return {
      ...{ caseId: row.case_id, traceId: row.trace_id, workerId: row.worker_id, workerCode: row.worker_code },
      ...{ organisationId: row.organisation_id, unitCode: row.unit_code, unitName: row.unit_name, level: row.level },
      lastExposureAt: isoOrNull(row.last_exposure_at),
      ...{ state: row.state, dueOn: row.due_on },
      note: row.id && this.cipher.openText(row.note, 'follow_up.note', row.id),
      notifiedAt: isoOrNull(row.notified_at),
      quarantinedAt: isoOrNull(row.quarantined_at),
      releasedAt: isoOrNull(row.released_at),
      changedAt: isoOrNull(row.changed_at),
    };
  }
}
