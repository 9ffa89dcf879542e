import type { WorkStatus } from '@app/contracts';
import type { ExportRecord } from '@app/database';
import { DomainError } from '@app/platform';
import type { ExplainedTrace } from '@app/presence';
import type { EntityManager } from 'typeorm';

/** How far a trace was: its finished levels, its revision, the contacts added to it by hand. */
export interface TraceState {
  levelsDone: number;
  revision: number;
  additions: number;
}

/** What a list of contacts is made from. */
export interface TraceBasis extends TraceState {
  /** The trace was done. */
  complete: boolean;
  asOf: Date;
  /** What its contacts are explained by. */
  explained: ExplainedTrace;
  /** The earlier list that this one is compared with. */
  earlier: (TraceState & { id: string }) | null;
}

/** Levels are published whole: from the first on there is a list. @throws not_ready */
export function requireLevel(status: WorkStatus, levelsDone: number): void {
  if (status === 'done' || levelsDone > 0) return;
  throw new DomainError('not_ready', `The trace is ${status} and its first level is not finished.`);
}

/**
 * The basis of an export's list, to be read in the snapshot that its rows are read in; null when it is not a trace's.
 * @throws not_ready
 */
export async function traceBasis(manager: EntityManager, { id, traceId }: ExportRecord): Promise<TraceBasis | null> {
  if (!traceId) return null;
  const [row] = await manager.query<(TraceState & { status: WorkStatus } & ExplainedTrace)[]>(
    `select k.status, t.as_of, t.preset, t.windows, t.levels_done as "levelsDone", t.revision, t.additions
     from trace t join work k on k.id = t.id where t.id = $1`,
    [traceId],
  );
  const { status, as_of: asOf, preset, windows, ...state } = row!;
  requireLevel(status, state.levelsDone);
  const explained = { preset, windows, as_of: asOf };
  return { ...state, asOf, explained, complete: status === 'done', earlier: await earlierList(manager, id) };
}

/** The newest list of the same trace that is whole and went the same way: to the same receiver, by the same rights. */
async function earlierList(manager: EntityManager, exportId: string): Promise<TraceBasis['earlier']> {
  const [row] = await manager.query<NonNullable<TraceBasis['earlier']>[]>(
    `select e.id, e.levels_done as "levelsDone", e.revision, e.additions
     from export own join export e on e.trace_id = own.trace_id and e.id <> own.id
       and e.destination_id is not distinct from own.destination_id and e.scope = own.scope and e.filter = own.filter
     where own.id = $1 and e.sha256 is not null and e.revision is not null
     order by e.id desc limit 1`,
    [exportId],
  );
  return row ?? null;
}
