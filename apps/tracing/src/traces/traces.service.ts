import { Injectable } from '@nestjs/common';
import { idKey, isoOf, type Actor, type List, type NewTrace, type Page } from '@app/contracts';
import { Audit, cursorOf, listOf, newId, Trace, TraceCase } from '@app/database';
import { DomainError } from '@app/platform';
import { cancel, enqueue } from '@app/queue';
import { DataSource } from 'typeorm';
import { casesInScope } from '../cases/cases.queries.js';
import { PresetsService } from '../presets/presets.service.js';
import { findTraces, traceFor, type TraceRow } from './traces.queries.js';

/** Counts of every level to the deepest asked for, 0 where it is not done yet. */
const countsOf = (row: TraceRow): Record<string, number> =>
  Object.fromEntries(Array.from({ length: row.max_level }, (_, i) => [i + 1, row.counts[i + 1] ?? 0]));

const answerOf = (row: TraceRow) => ({
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
  createdAt: isoOf(row.created_at),
});
export type TraceAnswer = ReturnType<typeof answerOf>;

@Injectable()
export class TracesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly presets: PresetsService,
    private readonly audit: Audit,
  ) {}

  /** Queues a trace. @throws unknown_case, unknown_preset, unknown_kind */
  create(actor: Actor, body: NewTrace): Promise<TraceAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const caseIds = [...new Set(body.caseIds)];
      const cases = await casesInScope(manager, actor, caseIds);
      const usable = new Set(cases.filter(({ status }) => status !== 'withdrawn').map((row) => row.id));
      const faults = body.caseIds.flatMap((caseId, i) =>
        usable.has(caseId) ? [] : [{ path: `caseIds.${i}`, code: 'unknown_case', message: 'no such case here' }],
      );
      if (faults.length > 0) throw new DomainError('unknown_case', undefined, faults.slice(0, 100));
      const preset = await this.presets.forTrace(manager, body, cases);
      const id = newId();
      const { maxLevel, direction } = body;
      const row = { id, maxLevel, direction, asOf: body.asOf ?? new Date(), requestedBy: actor.userId };
      await manager.insert(Trace, { ...row, preset: { ...preset } });
      await manager.insert(
        TraceCase,
        caseIds.map((caseId) => ({ traceId: id, caseId })),
      );
      await enqueue(manager, 'trace.run', id);
      await this.audit.record(manager, actor, {
        action: 'trace.create',
        subject: `trace:${id}`,
        count: caseIds.length,
      });
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
