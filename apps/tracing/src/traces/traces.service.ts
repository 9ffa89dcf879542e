import { Injectable } from '@nestjs/common';
import {
  idKey,
  isoOf,
  isoOrNull,
  type Actor,
  type List,
  type NewTrace,
  type Page,
  type TraceAnswer,
} from '@app/contracts';
import { Audit, cursorOf, listOf, newId, Trace } from '@app/database';
import { DomainError } from '@app/platform';
import { cancel, enqueue } from '@app/queue';
import { DataSource, type EntityManager } from 'typeorm';
import { type CaseRow, casesInScope } from '../cases/cases.queries.js';
import { PresetsService } from '../presets/presets.service.js';
import { requestKey } from './request-key.js';
import { findTraces, insertCases, traceFor, type TraceRow, underWay } from './traces.queries.js';

/** Of faults that are many, so many are named: as with a body that is not valid. */
const MAX_FAULTS = 100;

/** Counts of every level to the deepest asked for, 0 where it is not done yet. */
const countsOf = (row: TraceRow): Record<string, number> =>
  Object.fromEntries(Array.from({ length: row.max_level }, (_, i) => [i + 1, row.counts[i + 1] ?? 0]));

const answerOf = (row: TraceRow): TraceAnswer => ({
  id: row.id,
  status: row.status,
  progress: row.progress,
  ...(row.error ? { error: row.error } : {}),
  caseIds: row.case_ids,
  preset: row.preset,
  asOf: isoOf(row.as_of),
  maxLevel: row.max_level,
  direction: row.direction,
  levelsDone: row.levels_done,
  counts: countsOf(row),
  timings: row.timings,
  warnings: row.warnings,
  followed: row.followed,
  revision: row.revision,
  revisedAt: isoOrNull(row.revised_at),
  ...(row.revise_error ? { revisionError: row.revise_error } : {}),
  createdAt: isoOf(row.created_at),
});

@Injectable()
export class TracesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly presets: PresetsService,
    private readonly audit: Audit,
  ) {}

  /**
   * Queues a trace, unless one that answers the same question is queued or running: then it is that one.
   * @throws unknown_case, unknown_preset, unknown_kind
   */
  create(actor: Actor, body: NewTrace): Promise<TraceAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const cases = await usableCases(manager, actor, body.caseIds);
      const preset = await this.presets.forTrace(manager, body, cases);
      const { maxLevel, direction, asOf } = body;
      const key = requestKey({ cases, preset, maxLevel, direction, asOf });
      const running = await underWay(manager, key);
      const id = running ?? newId();
      if (!running) {
        const row = { id, maxLevel, direction, asOf: asOf ?? new Date(), requestKey: key, requestedBy: actor.userId };
        await manager.insert(Trace, { ...row, asOfGiven: asOf !== undefined, preset: { ...preset } });
        await insertCases(manager, id, cases);
        await enqueue(manager, 'trace.run', id);
      }
      const action = running ? 'trace.join' : 'trace.create';
      await this.audit.record(manager, actor, { action, subject: `trace:${id}`, count: cases.length });
      return answerOf(await traceFor(manager, actor, id));
    });
  }

  async list(actor: Actor, page: Page): Promise<List<TraceAnswer>> {
    const after = cursorOf(page, idKey)?.[0] ?? null;
    const rows = await findTraces(this.dataSource.manager, actor, after, page.limit);
    return listOf(rows, page, (row) => [row.id], answerOf);
  }

  /** @throws not_found */
  async get(actor: Actor, id: string): Promise<TraceAnswer> {
    return answerOf(await traceFor(this.dataSource.manager, actor, id));
  }

  /** Stops a trace; its finished levels stay readable. @throws not_found, already_finished */
  cancel(actor: Actor, id: string): Promise<TraceAnswer> {
    return this.dataSource.transaction(async (manager) => {
      await traceFor(manager, actor, id);
      if (!(await cancel(manager, id))) throw new DomainError('already_finished');
      await this.audit.record(manager, actor, { action: 'trace.cancel', subject: `trace:${id}`, count: 0 });
      return answerOf(await traceFor(manager, actor, id));
    });
  }
}

/** Each of the cases once. @throws unknown_case naming the first 100 that are absent, foreign or withdrawn */
async function usableCases(manager: EntityManager, actor: Actor, ids: readonly string[]): Promise<CaseRow[]> {
  const found = await casesInScope(manager, actor, ids);
  const usable = found.filter(({ status }) => status !== 'withdrawn');
  const known = new Set(usable.map(({ id }) => id));
  const faults = ids.flatMap((id, i) =>
    known.has(id.toLowerCase()) ? [] : [{ path: `caseIds.${i}`, code: 'unknown_case', message: 'no such case here' }],
  );
  if (faults.length === 0) return usable;
  const detail = faults.length > MAX_FAULTS ? `${faults.length} of the cases; see errors for the first.` : undefined;
  throw new DomainError('unknown_case', detail, faults.slice(0, MAX_FAULTS));
}
