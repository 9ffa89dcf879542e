import type { TimeChanges } from '@app/contact-graph';
import type { Trace } from '@app/database';
import type { People } from '@app/presence';
import type { ClaimedWork } from '@app/queue';
import type { DataSource, QueryRunner } from 'typeorm';
import { copyLevel, type FinishedLevel } from '../traces/level-rows.js';
import type { Beginning, TraceSink } from '../traces/trace-store.js';

/** Tables of the connection's own, with the columns of the trace's. */
export const REVISED = { contact: 'revised_contact', source: 'revised_source', time: 'revised_time' };

// kept on the connection for the next revision: making tables anew each time would swell PostgreSQL's catalogue
const MAKE = `
  create temp table if not exists revised_contact (like trace_contact including defaults, primary key (person_no));
  create temp table if not exists revised_source (like trace_source, primary key (person_no));
  create temp table if not exists revised_time (like trace_time, primary key (person_no, hop))`;
const CLEAR = 'truncate revised_contact, revised_source, revised_time';

/**
 * Where a trace that is worked out anew is gathered, so that it can be compared with the list there is and take its place
 * in one transaction. A process that is killed takes it along.
 */
export class RevisionStage implements TraceSink {
  beginning: Beginning;
  timings: Trace['timings'] = {};
  /** All but those of levels, in their order. */
  warnings: Trace['warnings'] = [];
  /** The deepest level found. */
  levels = 0;
  private contacts = 0;

  private constructor(
    readonly runner: QueryRunner,
    readonly traceId: string,
  ) {}

  /** Whoever opens it closes it. */
  static async open(dataSource: DataSource, traceId: string): Promise<RevisionStage> {
    const runner = dataSource.createQueryRunner();
    try {
      await runner.query(`set client_min_messages = warning; ${MAKE}; reset client_min_messages; ${CLEAR}`);
      return new RevisionStage(runner, traceId);
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  begin(_work: ClaimedWork, beginning: Beginning): Promise<void> {
    this.beginning = beginning;
    return Promise.resolve();
  }

  async publish(_work: ClaimedWork, level: FinishedLevel, people: People): Promise<void> {
    const at = { id: this.traceId, base: this.contacts };
    this.contacts += await copyLevel(this.runner, REVISED, at, level, people);
    this.levels = level.level;
  }

  async finish(
    _work: ClaimedWork,
    earlier: TimeChanges,
    timings: Trace['timings'],
    warnings: Trace['warnings'],
  ): Promise<void> {
    await this.runner.query(
      `update revised_contact c set earliest_at = to_timestamp(e.at)
       from unnest($1::int[], $2::float8[]) as e(person_no, at) where c.person_no = e.person_no`,
      [Array.from(earlier.persons), Array.from(earlier.times)],
    );
    await this.runner.query('analyze revised_contact; analyze revised_source; analyze revised_time');
    this.timings = timings;
    this.warnings = [...this.beginning.warnings, ...warnings];
  }

  async close(): Promise<void> {
    if (this.runner.isReleased) return; // its connection was lost, and the tables with it
    try {
      await this.runner.query(CLEAR);
    } finally {
      await this.runner.release();
    }
  }
}
