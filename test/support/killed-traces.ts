import { healthOfficer } from './actors.js';
import { type Caller, ended } from './app.js';
import { daysFrom, makeCrowd } from './crowd.js';
import { eventually } from './eventually.js';
import type { Product } from './product.js';
import { TracingProcesses } from './tracing-processes.js';
import { setTimeout as delay } from 'node:timers/promises';

/** When and how a tracing process is killed. */
export interface Kill {
  /** After this share of the time that an undisturbed trace takes; or while it publishes this level. */
  at: { share: number } | { level: number };
  /** Whether the process that takes over was there before, or is started after. */
  other: 'alive' | 'later';
  /** Whether the lease of the dead process is waited for, or counts as run out at once. */
  patient: boolean;
}

const DAYS = daysFrom('2021-05-20', 6);
const PRESET = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
const MAX_LEVEL = 4;

/** All that a trace left, as one text. */
const LEFT = `
  select jsonb_pretty(jsonb_build_object(
    'trace', (select to_jsonb(t) from (select levels_done, counts, windows, warnings from trace where id = $1) t),
    'contacts', (select md5(string_agg(to_jsonb(c) - 'trace_id' #>> '{}', '|' order by c.position))
      from trace_contact c where trace_id = $1),
    'sources', (select md5(string_agg(to_jsonb(s) - 'trace_id' #>> '{}', '|' order by s.person_no))
      from trace_source s where trace_id = $1),
    'times', (select md5(string_agg(to_jsonb(t) - 'trace_id' #>> '{}', '|' order by t.hop, t.person_no))
      from trace_time t where trace_id = $1)
  )) as text`;

/** What anybody can read at an instant: levels that are done, their counts, and the rows that are there. */
const VISIBLE = `
  select levels_done as done, counts,
    coalesce((select jsonb_object_agg(level, n) from (
      select level, count(*) as n from trace_contact where trace_id = $1 group by level) l), '{}') as rows
  from trace where id = $1`;

interface Visible {
  done: number;
  counts: Record<string, number>;
  rows: Record<string, number>;
}

/** Traces of one crowd whose processes are killed; each has to leave what an undisturbed one leaves. */
export class KilledTraces {
  private constructor(
    private readonly processes: TracingProcesses,
    private readonly officer: Caller,
    private readonly caseId: string,
    private undisturbed: { text: string; milliseconds: number },
  ) {}

  static async prepare(): Promise<KilledTraces> {
    const processes = await TracingProcesses.on();
    const crowd = await makeCrowd(processes.app.dataSource, { workers: 2_500, days: DAYS, perDay: 4 });
    const officer = processes.app.as(healthOfficer('24'));
    const entered = await officer.post('/cases', { workerId: crowd[0]!.id, sampledOn: DAYS[2] });
    const traces = new KilledTraces(processes, officer, entered.body.id, { text: '', milliseconds: 0 });
    const service = await processes.start();
    const id = await traces.ask();
    await traces.claimed(id);
    const began = Date.now();
    await ended(officer, `/traces/${id}`);
    traces.undisturbed = { text: await traces.left(id), milliseconds: Date.now() - began };
    await service.kill();
    return traces;
  }

  close(): Promise<void> {
    return this.processes.close();
  }

  /** Kills a process in a trace, lets another finish, and compares. Says how many runs it took. */
  async survives({ at, other, patient }: Kill): Promise<number> {
    const { processes } = this;
    const [victim, there] = await Promise.all([processes.start(), other === 'alive' ? processes.start() : undefined]);
    // or it might take the trace up first
    there?.pause();
    const id = await this.ask();
    const disturb = async (): Promise<Product> => {
      await ('level' in at ? this.publishing(id, at.level, victim) : this.running(id, at.share, victim));
      there?.resume();
      if (!patient) await this.expire(id);
      return there ?? processes.start();
    };
    const [partner] = await Promise.all([disturb(), this.watch(id)]);
    expect((await this.officer.get(`/traces/${id}`)).body).toMatchObject({ status: 'done', progress: 1 });
    expect(await this.left(id)).toBe(this.undisturbed.text);
    await partner.kill();
    const [{ attempt }] = await this.sql<[{ attempt: number }]>('select attempt from work where id = $1', id);
    return attempt;
  }

  private async running(id: string, share: number, victim: Product): Promise<void> {
    await this.claimed(id);
    await delay(share * this.undisturbed.milliseconds);
    await victim.kill();
  }

  /** Everything of the level is written and nothing committed: its last row waits for a row of ours. */
  private async publishing(id: string, level: number, victim: Product): Promise<void> {
    const blocker = this.processes.app.dataSource.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query(
      `insert into trace_time (trace_id, hop, person_no, reached_at)
       select $1, $2, max(person_no), now() from trace_time where hop = $2`,
      [id, level],
    );
    await eventually(async () => {
      const waiting = await this.sql<unknown[]>(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query ilike 'copy%trace_time%'`,
      );
      return waiting.length > 0;
    });
    await victim.kill();
    await blocker.rollbackTransaction();
    await blocker.release();
  }

  private async claimed(id: string): Promise<void> {
    await eventually(async () => (await this.officer.get(`/traces/${id}`)).body.status !== 'queued');
  }

  private async expire(id: string): Promise<void> {
    await this.sql(`update work set lease_until = now() where id = $1 and status = 'running'`, id);
    await this.sql('insert into outbox (work_id) values ($1)', id);
  }

  private async ask(): Promise<string> {
    const asOf = '2021-06-01T00:00:00Z';
    const wish = { caseIds: [this.caseId], preset: PRESET, maxLevel: MAX_LEVEL, asOf };
    return (await this.officer.post('/traces', wish)).body.id;
  }

  /** Until the end: what can be read is whole and never less than before, and its events tell each level once. */
  private async watch(id: string): Promise<void> {
    const stream = this.officer.get(`/traces/${id}/events`);
    for (let [status, before, share] = ['queued', 0, 0]; ['queued', 'running'].includes(status);) {
      const { body } = await this.officer.get(`/traces/${id}`);
      const [{ done, counts, rows }] = await this.sql<[Visible]>(VISIBLE, id);
      expect(done).toBeGreaterThanOrEqual(before);
      expect(Object.keys(counts)).toHaveLength(done);
      expect({ ...counts, ...rows }).toEqual(counts);
      expect(Object.values(counts).filter((count) => count > 0)).toHaveLength(Object.keys(rows).length);
      expect(body.progress).toBeGreaterThanOrEqual(share);
      [status, before, share] = [body.status, done, body.progress];
      await delay(10);
    }
    const events = [...(await stream).text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)];
    const levels = events.filter(([, event]) => event === 'level').map(([, , data]) => JSON.parse(data!).levelsDone);
    expect(levels).toEqual([...new Set(levels)].sort());
    expect(levels.at(-1)).toBe(MAX_LEVEL);
    expect(events.findIndex(([, event]) => event === 'end')).toBe(events.length - 1);
  }

  private async left(id: string): Promise<string> {
    return (await this.sql<[{ text: string }]>(LEFT, id))[0].text;
  }

  private sql<T>(query: string, ...parameters: unknown[]): Promise<T> {
    return this.processes.app.dataSource.query<T>(query, parameters);
  }
}
