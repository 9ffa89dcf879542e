import { parseInstant } from '@app/contracts';
import type { Organisation, Place, Site, Worker } from '@app/database';
import { healthOfficer } from './actors.js';
import { type Caller, ended, type TestApp } from './app.js';
import { eventually } from './eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from './factories.js';
import { makeStays } from './worlds-in-database.js';

/** Epoch seconds of a local time in May 2021, as `23T06:00`. */
export const inMay = (text: string): number => parseInstant(`2021-05-${text}:00+07:00`)!;
export const isoInMay = (text: string): string => `2021-05-${text}:00+07:00`;

const PRESET = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };

/** A factory whose people an officer traces, in May 2021. */
export class TracingWorld {
  officer: Caller;

  private constructor(
    readonly app: TestApp,
    readonly factory: Organisation,
    readonly site: Site,
  ) {
    this.officer = app.as(healthOfficer('24'));
  }

  static async in(app: TestApp): Promise<TracingWorld> {
    const factory = await makeOrganisation(app.dataSource);
    return new TracingWorld(app, factory, await makeSite(app.dataSource, factory));
  }

  worker(given: Partial<Worker> = {}): Promise<Worker> {
    return makeWorker(this.app.dataSource, this.factory, given);
  }

  workers(count: number): Promise<Worker[]> {
    return Promise.all(Array.from({ length: count }, () => this.worker()));
  }

  line(given: Partial<Place> = {}): Promise<Place> {
    return makePlace(this.app.dataSource, this.site, 'line', given);
  }

  /** Stays of some at one place, in one statement. */
  stay(who: Worker | Worker[], place: Place, from: string, to: string): Promise<void> {
    const rows = [who].flat().map(({ no }) => ({ workerNo: no, placeNo: place.no, from: inMay(from), to: inMay(to) }));
    return makeStays(this.app.dataSource, rows);
  }

  /** Two who meet at a place of their own. */
  async meet(a: Worker, b: Worker, from: string, to: string): Promise<Place> {
    const place = await this.line();
    await this.stay([a, b], place, from, to);
    return place;
  }

  async case(who: Worker, dates: object = {}): Promise<string> {
    const { body } = await this.officer.post('/cases', { workerId: who.id, sampledOn: '2021-05-24', ...dates });
    return body.id;
  }

  /** A trace that has ended. */
  async traced(caseIds: string[], wish: object = {}): Promise<any> {
    const { body } = await this.officer.post('/traces', {
      caseIds,
      preset: PRESET,
      asOf: isoInMay('28T00:00'),
      ...wish,
    });
    return ended(this.officer, `/traces/${body.id}`);
  }

  /** A trace that is followed and has taken in all there is. */
  async followed(caseIds: string[], wish: object = {}): Promise<any> {
    const { id } = await this.traced(caseIds, wish);
    const answer = await this.officer.post(`/traces/${id}/follow`);
    if (answer.status !== 200) throw new Error(answer.text);
    await this.settled(id);
    return (await this.officer.get(`/traces/${id}`)).body;
  }

  /** Waits until everything noted so far of the days of this world has been taken in. */
  async settled(id: string): Promise<void> {
    await eventually(async () => {
      const [{ news }] = await this.app.dataSource.query<[{ news: boolean }]>(
        `select k.status in ('queued', 'running') or exists (select from presence_change c
           where not pg_visible_in_snapshot(c.xid::text::xid8, s.snapshot::pg_snapshot)
             and c.kind not in ('worker', 'place') and coalesce(c.day, t.as_of) < t.as_of + interval '1 second') as news
         from trace t join work k on k.id = t.revise_id join trace_seen s on s.trace_id = t.id where t.id = $1`,
        [id],
      );
      return !news;
    });
  }

  /** The trace once it has had so many revisions. */
  revised(id: string, revision: number): Promise<any> {
    return eventually(async () => {
      const { body } = await this.officer.get(`/traces/${id}`);
      return body.revision >= revision && body;
    });
  }

  /** Codes and levels of the list. */
  async list(id: string): Promise<[string, number][]> {
    const { body } = await this.officer.get(`/traces/${id}/contacts?limit=500`);
    return body.items.map((item: any) => [item.workerCode, item.level]);
  }

  /** What a revision changed: code, levels before and after, reason, code of the source. */
  async changes(id: string, revision: number): Promise<unknown[][]> {
    const { body } = await this.officer.get(`/traces/${id}/revisions/${revision}/changes`);
    const rows = await this.app.dataSource.query<{ id: string; code: string }[]>('select id, code from worker');
    const code = new Map(rows.map((row) => [row.id, row.code]));
    return body.items.map((item: any) => [
      ...[item.workerCode, item.change, item.levelBefore, item.levelAfter],
      ...[item.reason, ...(item.sourceWorkerId ? [code.get(item.sourceWorkerId)] : [])],
    ]);
  }
}
