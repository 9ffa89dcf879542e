import { resolvePreset } from '@app/contact-graph';
import type { Evidence, WorkStatus } from '@app/contracts';
import {
  CaseRecord,
  newId,
  Place,
  Trace,
  TraceCase,
  TraceContact,
  TraceSource,
  type Worker,
  Work,
} from '@app/database';
import type { DataSource } from 'typeorm';
import { makeProximity, makeStays } from './worlds-in-database.js';

export interface ContactGiven extends Partial<TraceContact> {
  worker: Worker;
  /** The strongest source, and when and where the two were together, which is stored as presence. */
  because?: { source: Worker; pieces: TogetherGiven[] };
}

/** The id of a near place or null for a proximity record, from, to (epoch seconds), evidence of both. */
export type TogetherGiven = [placeId: string | null, from: number, to: number, evidence?: Evidence];

type Because = NonNullable<ContactGiven['because']>;

export interface TraceGiven {
  cases: Worker[];
  contacts?: ContactGiven[];
  status?: WorkStatus;
  /** All, unless given, when it is done; else none. */
  levelsDone?: number;
}

const PRESET = resolvePreset({ near: { minMinutes: 0 }, room: { minMinutes: 0 }, accumulate: 'total' });
const SINCE = Date.parse('2021-05-01T00:00:00+07:00') / 1000;
const AS_OF = new Date('2021-05-20T00:00:00Z');

/** A trace as the tracing service leaves it, without running one. */
export async function makeTrace(db: DataSource, given: TraceGiven): Promise<Trace> {
  const { cases, contacts = [], status = 'done' } = given;
  const [id, createdBy] = [newId(), newId()];
  await db.getRepository(Trace).insert({
    id,
    preset: { id: 'vn-3638', ...PRESET },
    asOf: AS_OF,
    windows: cases.map(({ personNo }) => ({ personNo, from: SINCE, to: AS_OF.getTime() / 1000 })),
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
    if (because) await explain(db, id, worker, because);
  }
  return db.getRepository(Trace).findOneByOrFail({ id });
}

async function explain(db: DataSource, traceId: string, contact: Worker, { source, pieces }: Because): Promise<void> {
  for (const [placeId, from, to, evidence] of pieces) {
    if (placeId === null) await makeProximity(db, [{ a: source.no, b: contact.no, from, to }]);
    else {
      const { no: placeNo } = await db.getRepository(Place).findOneByOrFail({ id: placeId });
      const stay = { placeNo, from, to, ...(evidence ? { evidence } : {}) };
      await makeStays(
        db,
        [source, contact].map(({ no }) => ({ ...stay, workerNo: no })),
      );
    }
  }
  const [firstAt, lastAt] = [
    Math.min(...pieces.map((piece) => piece[1])),
    Math.max(...pieces.map((piece) => piece[2])),
  ];
  // in one stretch
  const seconds = [lastAt - firstAt];
  await db.getRepository(TraceSource).insert({
    ...{ traceId, personNo: contact.personNo, sourcePersonNos: [source.personNo] },
    ...{ nearSeconds: seconds, roomSeconds: seconds, firstAt: [String(firstAt)], lastAt: [String(lastAt)] },
  });
}
