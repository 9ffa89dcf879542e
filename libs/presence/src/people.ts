import { rankByCode } from '@app/contact-graph';
import type { EntityManager } from 'typeorm';
import { type Gaps, gapsBetween } from './left-out.queries.js';

/** A worker record as the tracer knows it. */
interface RecordRow {
  no: number;
  person_no: number;
  id: string;
  code: string;
}

/**
 * The people of the engine, by their stored number. A person is whatever records share an identity number; the record
 * with the lowest number stands for it in lists and gives its code.
 */
export class People {
  /** More than the greatest number of a person, now or before: days in memory may hold the numbers of people gone. */
  readonly count: number;
  /** By person: order of code, then id (contact-rules, section 7). */
  readonly rank: Int32Array;
  /** By person: number of the record that stands for it; 0 where nobody has that number. */
  readonly workerNos: Int32Array;
  /** By record number: its person, or −1. */
  private readonly byWorkerNo: Int32Array;

  /** Rows ordered by person, then record number. */
  constructor(rows: readonly RecordRow[], before?: People) {
    this.count = Math.max((rows.at(-1)?.person_no ?? -1) + 1, before?.count ?? 0);
    this.workerNos = new Int32Array(this.count);
    this.byWorkerNo = new Int32Array(rows.reduce((max, { no }) => Math.max(max, no), 0) + 1).fill(-1);
    const [codes, ids] = [new Array<string>(this.count).fill(''), new Array<string>(this.count).fill('')];
    for (const row of rows) {
      this.byWorkerNo[row.no] = row.person_no;
      if (this.workerNos[row.person_no] !== 0) continue;
      this.workerNos[row.person_no] = row.no;
      codes[row.person_no] = row.code;
      ids[row.person_no] = row.id;
    }
    this.rank = rankByCode(codes, ids);
  }

  /** Person of a record number, or −1 for a record that is not there (any more). */
  ofWorker(workerNo: number): number {
    return this.byWorkerNo[workerNo] ?? -1;
  }

  /** Numbers that no record has. */
  get gaps(): Gaps {
    return gapsBetween(this.byWorkerNo.length, (no) => this.byWorkerNo[no]! >= 0);
  }

  /**
   * What is otherwise than in an earlier state of these people: persons who had or have a record that was another
   * person's, and records that are not there any more.
   */
  changedSince(before: People): { persons: Set<number>; gone: number[] } {
    const persons = new Set<number>();
    const gone: number[] = [];
    before.byWorkerNo.forEach((person, workerNo) => {
      const now = this.ofWorker(workerNo);
      if (now === person) return;
      for (const one of [person, now]) if (one >= 0) persons.add(one);
      if (now < 0) gone.push(workerNo);
    });
    return { persons, gone };
  }
}

/** Everybody with a record; numbers that an earlier state knew stay valid. */
export async function readPeople(manager: EntityManager, before?: People): Promise<People> {
  return new People(
    await manager.query<RecordRow[]>('select no, person_no, id, code from worker order by person_no, no'),
    before,
  );
}
