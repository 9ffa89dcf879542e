import { Injectable } from '@nestjs/common';
import { localDate, secondsOf, type Actor, type QuarantineScope, type ScopeFigures } from '@app/contracts';
import { Audit } from '@app/database';
import { asSystem, DomainError } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { traceFor, type TraceRow } from '../traces/traces.queries.js';
import { gatherLines, stoppedLines, totalsOf, touchedRooms } from './scope-figures.queries.js';
import { gatherContacts, gatherPresence, gatherTaken, type Window } from './scope-people.queries.js';
import { NamedPlaces } from './named-places.js';
import { gatherPlaces, placesInReach } from './scope-places.queries.js';

/** Lines named of those that would stop; the count has them all. */
const LINES_NAMED = 100;

/** Compares whom an officer might take out (docs/decisions/0009-scope-planner.md). */
@Injectable()
export class ScopesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly named: NamedPlaces,
  ) {}

  /**
   * Figures of each scope, in the order given, all from one snapshot.
   * @throws not_found, not_ready, invalid_request for a level deeper than the trace, unknown_place
   */
  async compare(
    actor: Actor,
    traceId: string,
    scopes: readonly QuarantineScope[],
  ): Promise<{ scopes: ScopeFigures[] }> {
    const asked = await traceFor(this.dataSource.manager, actor, traceId);
    if (asked.status !== 'done') throw new DomainError('not_ready', 'Wait until the trace is done.');
    refuseDeepLevels(scopes, asked.max_level);
    await this.refuseUnknownPlaces(actor, asked, scopes);
    return asSystem('figures', () => this.counted(actor, traceId, scopes));
  }

  private counted(
    actor: Actor,
    traceId: string,
    scopes: readonly QuarantineScope[],
  ): Promise<{ scopes: ScopeFigures[] }> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const window = windowOf(await traceFor(manager, actor, traceId));
      await gatherPlaces(manager, scopes);
      await gatherContacts(manager, traceId);
      await gatherPresence(manager, window);
      await gatherTaken(manager, traceId, scopes);
      const { figures, persons } = await figuresOf(manager, window, scopes);
      const details = { scopes: scopes.length };
      await this.audit.record(manager, actor, {
        ...{ action: 'trace.compare', subject: `trace:${traceId}`, count: persons, details },
      });
      return { scopes: figures };
    });
  }

  private async refuseUnknownPlaces(actor: Actor, trace: TraceRow, scopes: readonly QuarantineScope[]): Promise<void> {
    const ids = [...new Set(scopes.flatMap(({ placeIds = [] }) => placeIds.map((id) => id.toLowerCase())))];
    const known = await placesInReach(this.dataSource.manager, actor, ids);
    const others = ids.filter((id) => !known.has(id));
    // an outbreak crosses borders
    if (others.length > 0)
      for (const id of await asSystem('figures', () => this.named.among(others, trace, windowOf(trace)))) known.add(id);
    refusePlacesBut(known, scopes);
  }
}

async function figuresOf(
  manager: EntityManager,
  window: Window,
  scopes: readonly QuarantineScope[],
): Promise<{ figures: ScopeFigures[]; persons: number }> {
  const { totals, risk, persons } = await totalsOf(manager);
  await gatherLines(manager, window);
  const lines = await stoppedLines(manager, window);
  const rooms = await touchedRooms(manager, window);
  const figures = scopes.map(({ name }, scope) => {
    const { people = 0, contacts = 0, score = 0 } = totals.get(scope) ?? {};
    const stopped = lines.filter((line) => line.scope === scope).map(({ scope: _, ...line }) => line);
    return {
      ...{ name, people, contacts, riskShare: risk > 0 ? score / risk : 0 },
      ...{ linesStopped: stopped.slice(0, LINES_NAMED), linesStoppedCount: stopped.length },
      dormitoryRooms: rooms.get(scope) ?? 0,
    };
  });
  return { figures, persons };
}

/** From the earliest start of a case's window to what the trace knew: the time it looked at. */
function windowOf({ windows, as_of }: TraceRow): Window {
  const to = secondsOf(as_of);
  const from = windows.reduce((least, window) => Math.min(least, window.from), to);
  return { from, to, firstDay: localDate(from), lastDay: localDate(Math.max(from, to - 1)), asOfDay: localDate(to) };
}

function refuseDeepLevels(scopes: readonly QuarantineScope[], maxLevel: number): void {
  const faults = scopes.flatMap(({ levels = [] }, scope) =>
    levels.flatMap((level, i) => {
      const fault = {
        path: `scopes.${scope}.levels.${i}`,
        code: 'too_big',
        message: `the trace has ${maxLevel} levels`,
      };
      return level > maxLevel ? [fault] : [];
    }),
  );
  if (faults.length > 0) throw new DomainError('invalid_request', 'See errors for every fault found.', faults);
}

function refusePlacesBut(known: ReadonlySet<string>, scopes: readonly QuarantineScope[]): void {
  const faults = scopes.flatMap(({ placeIds = [] }, scope) =>
    placeIds.flatMap((id, i) => {
      const fault = { path: `scopes.${scope}.placeIds.${i}`, code: 'unknown_place', message: 'no such place here' };
      return known.has(id.toLowerCase()) ? [] : [fault];
    }),
  );
  if (faults.length > 0) throw new DomainError('unknown_place', undefined, faults.slice(0, 100));
}
