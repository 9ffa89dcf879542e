import { CaseRecord, newId, Trace, TraceCase, TraceContact, TraceEdge, type Worker, Work } from '@app/database';
import type { WorkStatus } from '@app/contracts';
import type { DataSource } from 'typeorm';

export interface ContactGiven extends Partial<TraceContact> {
  worker: Worker;
  /** The strongest source with its pieces: place id or null, class, from, to (epoch seconds), evidence. */
  because?: { source: Worker; pieces: [string | null, string, number, number, string[]][] };
}

export interface TraceGiven {
  cases: Worker[];
  contacts?: ContactGiven[];
  status?: WorkStatus;
  /** All, unless given, when it is done; else none. */
  levelsDone?: number;
}

/** A trace as the tracing service leaves it, without running one. */
export async function makeTrace(db: DataSource, given: TraceGiven): Promise<Trace> {
  const { cases, contacts = [], status = 'done' } = given;
  const [id, createdBy] = [newId(), newId()];
  await db.getRepository(Trace).insert({
    id,
    preset: { id: 'vn-3638', near: { minMinutes: 0 } },
    asOf: new Date('2021-05-20T00:00:00Z'),
    maxLevel: 2,
    levelsDone: given.levelsDone ?? (status === 'done' ? 2 : 0),
    requestedBy: createdBy,
  });
  await db.getRepository(Work).insert({ id, job: 'trace.run', status, progress: status === 'done' ? 1 : 0.5 });
  for (const worker of cases) {
    const caseId = newId();
    await db.getRepository(CaseRecord).insert({ id: caseId, workerId: worker.id, sampledOn: '2021-05-18', createdBy });
    await db.getRepository(TraceCase).insert({ traceId: id, caseId });
  }
  for (const [position, { worker, because, ...given }] of contacts.entries()) {
    const { personNo, no: workerNo } = worker;
    const row = { traceId: id, personNo, workerNo, level: 1, position, sources: because ? 1 : 0, ...given };
    await db.getRepository(TraceContact).insert(row);
    if (!because) continue;
    await db.getRepository(TraceEdge).insert({
      ...{ traceId: id, targetPersonNo: personNo, rank: 0, sourcePersonNo: because.source.personNo },
      ...{ nearSeconds: 0, roomSeconds: 0, firstAt: new Date(0), lastAt: new Date(0) },
      encounters: () => `'${JSON.stringify(because.pieces)}'::jsonb`,
    });
  }
  return db.getRepository(Trace).findOneByOrFail({ id });
}
