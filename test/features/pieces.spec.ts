import { resolvePreset } from '@app/contact-graph';
import { isoOf } from '@app/contracts';
import type { Place, Worker } from '@app/database';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { TraceSources1700000000008 } from '../../libs/database/src/migrations/1700000000008-trace-sources.js';
import { MoreWalls1700000000080 } from '../../libs/database/src/migrations/1700000000080-more-walls.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { newReader, tell } from '../support/both-worlds.js';
import { daysFrom, makeCrowd } from '../support/crowd.js';
import { makePlace } from '../support/factories.js';
import { readRows } from '../support/tables.js';
import { inMay, isoInMay, TracingWorld } from '../support/tracing-world.js';
import { makeProximity } from '../support/worlds-in-database.js';

const CHANGED = ' (presence has changed since the trace)';
const ROOM = { near: { minMinutes: 15 }, room: { minMinutes: 30 }, accumulate: 'total' } as const;

describe.each(['memory', 'sql'])('where presence is read by %s', (TRACE_STRATEGY) => {
  let app: TestApp;
  let officer: Caller;
  let world: TracingWorld;
  beforeAll(async () => {
    const environment = { TRACE_STRATEGY, TRACE_WARM_DAYS: '0' };
    app = await testApp([TracingModule, ExchangeModule], { queues: ['tracing', 'exchange'], environment });
    world = await TracingWorld.in(app);
    ({ officer } = world);
  });
  afterAll(() => app.close());

  const itemsOf = async (id: string) => (await officer.get(`/traces/${id}/contacts?limit=500`)).body.items;
  const sentencesOf = async (traceId: string): Promise<string[]> => {
    const wish = { kind: 'trace', traceId, format: 'csv', purpose: 'điều tra' };
    const { id } = await ended(officer, `/exports/${(await officer.post('/exports', wish)).body.id}`);
    const { header, rows } = await readRows((await officer.get(`/exports/${id}/file`)).raw);
    return rows.map(({ cells }) => cells[header.indexOf('because')]!);
  };
  const correct = (who: Worker, from: string, to: string): Promise<unknown> =>
    app.dataSource.query('update stay set ended_at = $3 where worker_no = $1 and started_at = $2', [
      ...[who.no, isoInMay(from), isoInMay(to)],
    ]);

  it('every contact has the stretches of time that the engine sees in the whole window', async () => {
    const days = daysFrom('2021-05-20', 4);
    const crowd = await makeCrowd(app.dataSource, { workers: 300, days, perDay: 4 });
    const asOf = inMay('24T00:00');
    const cases = [{ workerNo: crowd[0]!.no, sampledOn: days[1]! }];
    const told = await tell(newReader(app.dataSource).reader, {
      preset: resolvePreset(ROOM),
      cases,
      asOf,
      maxLevel: 3,
    });
    const { contacts } = JSON.parse(told.text);
    const caseId = await world.case(crowd[0] as Worker, { sampledOn: days[1] });
    const trace = await world.traced([caseId], { preset: ROOM, asOf: isoOf(asOf), maxLevel: 3 });
    const items = await itemsOf(trace.id);
    expect(items.map(({ level }: any) => level)).toEqual(contacts.map(({ level }: any) => level));
    const pieces = items.map(({ because }: any) =>
      because.map(({ firstAt, lastAt, encounters }: any) => [
        ...[firstAt, lastAt, encounters.map((one: any) => [one.placeId, one.class, one.from, one.to, one.evidence])],
      ]),
    );
    const expected = contacts.map(({ edges }: any) =>
      edges
        .slice(0, 20)
        .map((edge: any) => [
          ...[isoOf(edge.firstAt), isoOf(edge.lastAt)],
          edge.pieces.map((one: any) => [one.place, one.class, isoOf(one.from), isoOf(one.to), one.evidence]),
        ]),
    );
    expect(pieces).toEqual(expected);
    expect(items.flatMap(({ because }: any) => because).some((one: any) => 'presenceChanged' in one)).toBe(false);
    expect(
      (await sentencesOf(trace.id)).every((text) => /^at L\d+ with /.test(text) && !text.includes('changed')),
    ).toBe(true);
  });

  /** F0 and F1 on a line, F1 and F2 in a bus, F0 and F3 measured near each other. */
  async function outbreak(): Promise<{ line: Place; people: Worker[]; id: string }> {
    const people = await world.workers(4);
    const [f0, f1, f2, f3] = people as [Worker, Worker, Worker, Worker];
    const [line, bus] = [await world.line({ name: 'Chuyền 3' }), await makePlace(app.dataSource, world.site, 'bus')];
    await world.stay([f0, f1], line, '23T06:00', '23T10:00');
    await world.stay([f1, f2], bus, '23T17:00', '23T18:00');
    await makeProximity(app.dataSource, [{ a: f0.no, b: f3.no, from: inMay('23T12:00'), to: inMay('23T12:30') }]);
    return { line, people, id: (await world.traced([await world.case(f0)])).id };
  }
  const changed = (items: any[]) => items.map(({ because }) => because[0].presenceChanged ?? false);

  it('a source keeps what the trace found of it; a later correction shows in the stretches, and is said', async () => {
    const { id, people, line } = await outbreak();
    const before = await itemsOf(id);
    expect(changed(before)).toEqual([false, false, false]);
    await correct(people[1]!, '23T06:00', '23T09:00');
    const [f1, f3, f2] = await itemsOf(id);
    const [{ encounters, presenceChanged: _, ...found }] = f1.because;
    expect({ ...found, encounters: before[0].because[0].encounters }).toEqual(before[0].because[0]);
    expect(encounters).toMatchObject([{ placeId: line.id, from: '2021-05-22T23:00:00Z', to: '2021-05-23T02:00:00Z' }]);
    expect(changed([f1, f3, f2])).toEqual([true, false, false]);
    const one = await officer.get(`/traces/${id}/contacts/${f1.workerId}`);
    expect(one.body.because).toEqual(f1.because);
  });

  it('an export says of a corrected source that it was, and of the others nothing', async () => {
    const { id, people } = await outbreak();
    await correct(people[0]!, '23T06:00', '23T09:00');
    const [f1, f3, f2] = await sentencesOf(id);
    expect(f1).toBe(`at Chuyền 3 with ${people[0]!.code}, 23/05/2021 06:00–09:00${CHANGED}`);
    expect(f3).toBe(`measured near ${people[0]!.code}, 23/05/2021 12:00–12:30`);
    expect(f2).toMatch(/17:00–18:00$/);
  });

  it('a stay that was only moved has changed as well', async () => {
    const { id, people } = await outbreak();
    await app.dataSource.query(
      `update stay set started_at = started_at + interval '1 hour', ended_at = ended_at + interval '1 hour'
       where worker_no = any($1)`,
      [people.map(({ no }) => no)],
    );
    expect(changed(await itemsOf(id))).toEqual([true, false, true]);
  });

  it('an isolation that was recorded later is such a change', async () => {
    const { id, people } = await outbreak();
    const dates = { from: isoInMay('23T08:00'), to: isoInMay('23T11:00'), reason: 'F1' };
    await officer.post('/isolations', { workerId: people[1]!.id, ...dates });
    expect(changed(await itemsOf(id))).toEqual([true, false, false]);
  });

  it('traces of earlier versions keep their sources, and there is a way back', async () => {
    const { id } = await outbreak();
    const before = await itemsOf(id);
    const runner = app.dataSource.createQueryRunner();
    await new MoreWalls1700000000080().down(runner);
    await new TraceSources1700000000008().down(runner);
    const edges = await runner.query('select rank, near_seconds, encounters from trace_edge where trace_id = $1', [id]);
    await new TraceSources1700000000008().up(runner);
    await new MoreWalls1700000000080().up(runner);
    await runner.release();
    const seconds = [14_400, 1_800, 3_600];
    expect(edges).toHaveLength(3);
    expect(edges).toEqual(
      expect.arrayContaining(seconds.map((near_seconds) => ({ rank: 0, near_seconds, encounters: [] }))),
    );
    expect(await itemsOf(id)).toEqual(before);
  });

  it('what a trace found goes with it', async () => {
    const { id } = await outbreak();
    await app.dataSource.query('delete from trace where id = $1', [id]);
    for (const table of ['trace_contact', 'trace_source', 'trace_time'])
      expect(await app.dataSource.query(`select from ${table} where trace_id = $1`, [id])).toEqual([]);
  });

  it('when presence is deleted, what the trace found stays, without the stretches, in the list and in an export', async () => {
    const { id, people } = await outbreak();
    for (const table of ['stay', 'proximity']) await app.dataSource.query(`delete from ${table}`);
    const items = await itemsOf(id);
    expect(items.map(({ because: [one] }: any) => [one.nearSeconds, one.encounters])).toEqual([
      ...[[14_400, []], [1_800, []], [3_600, []]], // prettier-ignore
    ]);
    expect(changed(items)).toEqual([true, true, true]);
    const [f1] = await sentencesOf(id);
    expect(f1).toBe(`with ${people[0]!.code}, 23/05/2021 06:00–10:00${CHANGED}`);
  });

  it('of more than twenty sources those that are not stored are vouched for by their sum alone', async () => {
    const [target, ...sources] = await world.workers(24);
    const line = await world.line();
    await world.stay(target!, line, '22T06:00', '22T08:00');
    const cases: string[] = [];
    for (const [i, one] of sources.entries()) {
      await world.stay(one, line, `22T06:${String(i).padStart(2, '0')}`, '22T08:00');
      cases.push(await world.case(one));
    }
    const { id } = await world.traced(cases);
    const all = async () => (await officer.get(`/traces/${id}/contacts/${target!.id}`)).body.because;
    expect((await all()).filter((one: any) => one.presenceChanged)).toEqual([]);
    await correct(sources[0]!, '22T06:00', '22T07:00');
    expect((await all()).map((one: any) => one.presenceChanged ?? false).indexOf(true)).toBe(0);
    expect((await all()).filter((one: any) => one.presenceChanged)).toHaveLength(1);
    await correct(sources[22]!, '22T06:22', '22T07:00');
    expect((await all()).filter((one: any) => one.presenceChanged)).toHaveLength(4);
  });
});
