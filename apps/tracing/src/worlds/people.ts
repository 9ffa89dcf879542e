import { rankByCode } from '@app/contact-graph';
import type { EntityManager } from 'typeorm';

/** A worker record as the tracer knows it. */
interface RecordRow {
  no: number;
  person_no: number;
  id: string;
  code: string;
}

/**
 * The people of the engine, numbered 0 … count − 1. A person is whatever records share an identity number; the record
 * with the lowest number stands for it in lists and gives its code.
 */
export class People {
  readonly count: number;
  /** By person: order of code, then id (contact-rules, section 7). */
  readonly rank: Int32Array;
  readonly personNos: Int32Array;
  /** By person: number of the record that stands for it. */
  readonly workerNos: Int32Array;
  private readonly byWorkerNo: Int32Array;
  private readonly byPersonNo = new Map<number, number>();

  /** Rows ordered by person, then record number. */
  constructor(rows: readonly RecordRow[]) {
    const first: RecordRow[] = [];
    this.byWorkerNo = new Int32Array(rows.reduce((max, { no }) => Math.max(max, no), 0) + 1).fill(-1);
    for (const row of rows) {
      if (first.at(-1)?.person_no !== row.person_no) {
        this.byPersonNo.set(row.person_no, first.length);
        first.push(row);
      }
      this.byWorkerNo[row.no] = first.length - 1;
    }
    this.count = first.length;
    this.personNos = Int32Array.from(first, ({ person_no }) => person_no);
    this.workerNos = Int32Array.from(first, ({ no }) => no);
    this.rank = rankByCode(
      first.map(({ code }) => code),
      first.map(({ id }) => id),
    );
  }

  /** Person of a record number, or −1 for a record that is not there (any more). */
  ofWorker(workerNo: number): number {
    return this.byWorkerNo[workerNo] ?? -1;
  }

  /** Person of a stored person number, or −1. */
  ofPersonNo(personNo: number): number {
    return this.byPersonNo.get(personNo) ?? -1;
  }
}

/** Everybody with a record, or only the given persons. */
export async function readPeople(manager: EntityManager, personNos?: readonly number[]): Promise<People> {
  const rows = await manager.query<RecordRow[]>(
    `select no, person_no, id, code from worker
     where $1::int[] is null or person_no = any($1) order by person_no, no`,
    [personNos ?? null],
  );
  return new People(rows);
}
