import type { IndexCase } from '@app/contact-graph';
import { secondsOf } from '@app/contracts';
import type { UsedPreset } from '../presets/presets.service.js';
import { windowsOf } from '../traces/trace-store.js';
import type { TraceRow } from '../traces/traces.queries.js';
import type { EntityManager } from 'typeorm';
import { changeReason, type Circumstances, recastPersons, type TellingEdge, type Told } from './change-reason.js';
import { type LevelChange, levelChanges, type StrongestEdge, strongestEdges } from './differences.queries.js';
import { noted } from './news.queries.js';
import type { RevisionStage } from './revision-stage.js';

/** Changes that are explained at a time. */
const BATCH = 1000;

export type ExplainedChange = LevelChange & Told;

/** Whom the list gathered in the stage brings in, moves and takes out, and why. `trace` is as it was before. */
export async function explainedChanges(stage: RevisionStage, trace: TraceRow): Promise<ExplainedChange[]> {
  const { manager } = stage.runner;
  const changes = await levelChanges(manager, trace.id);
  if (changes.length === 0) return [];
  const { cases } = stage.beginning;
  const since = await circumstances(manager, trace, cases);
  const explained: ExplainedChange[] = [];
  for (let i = 0; i < changes.length; i += BATCH) {
    const batch = changes.slice(i, i + BATCH);
    const edges = edgesOf(await strongestEdges(manager, trace.id, batch), trace, cases);
    for (const change of batch) {
      const edge = tellingEdge(change, edges.get(change.person) ?? []);
      explained.push({ ...change, ...changeReason(change.person, edge, since) });
    }
  }
  return explained;
}

async function circumstances(
  manager: EntityManager,
  { id, windows, as_of }: TraceRow,
  cases: readonly IndexCase[],
): Promise<Circumstances> {
  const asOfBefore = secondsOf(as_of);
  const { isolated, rejoined } = await noted(manager, id);
  const recast = recastPersons(windows, windowsOf(cases), asOfBefore);
  return { asOfBefore, recast, isolated: new Set(isolated), rejoined: new Set(rejoined) };
}

/** By person. Index persons are open from the start of their window, others so long after they were reached. */
function edgesOf(
  rows: readonly StrongestEdge[],
  { windows, preset }: TraceRow,
  cases: readonly IndexCase[],
): Map<number, TellingEdge[]> {
  const { latencySeconds } = preset as UsedPreset;
  const [before, now] = [windows, windowsOf(cases)].map(
    (list) => new Map(list.map(({ personNo, from }) => [personNo, from])),
  );
  const opens = (from: number | undefined, reached: number | null): number | null =>
    from ?? (reached === null ? null : reached + latencySeconds);
  const edges = new Map<number, TellingEdge[]>();
  for (const { person, fresh, source, first_at, last_at, reached_before, reached_now } of rows) {
    const openedBefore = opens(before!.get(source), reached_before);
    const opensNow = opens(now!.get(source), reached_now);
    const edge = { came: fresh, source, firstAt: first_at, lastAt: last_at, openedBefore, opensNow };
    edges.set(person, [...(edges.get(person) ?? []), edge]);
  }
  return edges;
}

/** Who came in or nearer did so by an edge of the new list, who left or moved away by one that is gone, if there is one. */
function tellingEdge({ before, after }: LevelChange, edges: readonly TellingEdge[]): TellingEdge | null {
  const nearer = before === null || (after !== null && after < before);
  return edges.find(({ came }) => came === nearer) ?? edges[0] ?? null;
}
