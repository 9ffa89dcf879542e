import { parseInstant } from '@app/contracts';
import { AuditEvent, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { readRows } from '../support/tables.js';
import { makeProximity, makeStays } from '../support/worlds-in-database.js';

const at = (text: string): number => parseInstant(`2021-05-${text}:00+07:00`)!;

let app: TestApp;
let officer: Caller;
let factory: Organisation;
let site: Site;
let workshop: Place;
let line: Place;

const worker = (given: Partial<Worker> = {}): Promise<Worker> => makeWorker(app.dataSource, factory, given);
const workers = (count: number): Promise<Worker[]> => Promise.all(Array.from({ length: count }, () => worker()));
const stay = (who: Worker, place: Place, from: string, to: string) =>
  makeStays(app.dataSource, [{ workerNo: who.no, placeNo: place.no, from: at(from), to: at(to), evidence: 'scan' }]);
const newLine = (): Promise<Place> => makePlace(app.dataSource, site, 'line', { parentId: workshop.id });

/** A case that fell ill on the 24th. */
async function caseOf(who: Worker, dates: object = {}): Promise<string> {
  const given = { workerId: who.id, onsetOn: '2021-05-24', sampledOn: '2021-05-25', ...dates };
  return (await officer.post('/cases', given)).body.id;
}

const near = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };

async function traced(caseIds: string[], wish: object = {}): Promise<any> {
  const asOf = '2021-05-28T00:00:00+07:00';
  const { body } = await officer.post('/traces', { caseIds, preset: near, asOf, direction: 'backward', ...wish });
  return ended(officer, `/traces/${body.id}`);
}
const contactsOf = async (trace: any): Promise<any[]> => (await officer.get(`/traces/${trace.id}/contacts`)).body.items;
const placesOf = async (trace: any): Promise<any[]> => (await officer.get(`/traces/${trace.id}/places`)).body.items;

describe.each(['memory', 'sql'])('a backward trace, with presence from: %s', (strategy) => {
  beforeAll(async () => {
    const environment = { TRACE_STRATEGY: strategy };
    app = await testApp([TracingModule, ExchangeModule], { queues: ['tracing', 'exchange'], environment });
    await loadReferenceData(app.dataSource);
    officer = app.as(healthOfficer('24'));
    factory = await makeOrganisation(app.dataSource);
    site = await makeSite(app.dataSource, factory);
    workshop = await makePlace(app.dataSource, site, 'workshop');
    line = await newLine();
  });
  afterAll(() => app.close());

  it('lists whom the case met before onset: known cases first, then by minutes, whether they qualify or not', async () => {
    const [ill, long, short, known, late] = (await workers(5)) as [Worker, Worker, Worker, Worker, Worker];
    await stay(ill, line, '23T18:00', '24T08:00');
    await stay(long, line, '23T20:00', '23T23:00');
    await stay(short, line, '23T18:00', '23T18:10');
    await stay(known, line, '23T23:40', '24T06:00');
    await stay(late, line, '24T00:00', '24T08:00');
    await caseOf(known, { onsetOn: '2021-05-22' });
    const trace = await traced([await caseOf(ill)]);
    expect(trace).toMatchObject({
      status: 'done',
      direction: 'backward',
      maxLevel: 1,
      counts: { 1: 3 },
      levelsDone: 1,
    });
    const items = await contactsOf(trace);
    expect(items.map((item) => [item.workerId, item.isCase, item.nearSeconds, item.qualifies])).toEqual([
      [known.id, true, 1200, true],
      [long.id, false, 10_800, true],
      [short.id, false, 600, false],
    ]);
    expect(items[1]).toMatchObject({
      ...{ level: 1, exposedAt: '2021-05-23T13:00:00Z', lastExposureAt: '2021-05-23T16:00:00Z', sources: 1 },
      because: [{ sourceWorkerId: ill.id, encounters: [{ placeId: line.id, class: 'near', evidence: ['scan'] }] }],
    });
  });

  it('takes rooms in only where the preset does, and measured proximity always', async () => {
    const [ill, elsewhere, beside] = (await workers(3)) as [Worker, Worker, Worker];
    await stay(ill, await newLine(), '20T06:00', '20T14:00');
    await stay(elsewhere, await newLine(), '20T06:00', '20T14:00');
    await makeProximity(app.dataSource, [{ a: ill.no, b: beside.no, from: at('20T12:00'), to: at('20T12:20') }]);
    const caseId = await caseOf(ill);
    const listed = async (preset: object) =>
      (await contactsOf(await traced([caseId], { preset }))).map((c) => c.workerId);
    expect(await listed(near)).toEqual([beside.id]);
    expect(await listed({ ...near, room: { minMinutes: 30 } })).toEqual([elsewhere.id, beside.id]);
  });

  it('explains every case that a contact met, also where there are more than twenty and none qualifies', async () => {
    const [bus, target, cases] = [await makePlace(app.dataSource, site, 'bus'), await worker(), [] as string[]];
    for (const [i, one] of (await workers(22)).entries()) {
      await stay(one, bus, `21T06:${30 + i}`, '21T06:55');
      cases.push(await caseOf(one));
    }
    await stay(target, bus, '21T06:50', '21T07:00');
    const trace = await traced(cases);
    const [item] = await contactsOf(trace);
    expect(item).toMatchObject({ workerId: target.id, sources: 22, qualifies: false });
    const { body } = await officer.get(`/traces/${trace.id}/contacts/${target.id}`);
    expect(body.because).toHaveLength(22);
    expect(body.because.slice(0, 20)).toEqual(item.because);
  });

  it('names the places that cases have in common, most cases first, also those entered in the air of another', async () => {
    const [a, b, c] = (await workers(3)) as [Worker, Worker, Worker];
    const [own, canteen] = [await newLine(), await makePlace(app.dataSource, site, 'canteen')];
    await stay(a, own, '19T06:00', '19T11:30');
    await stay(b, own, '19T08:00', '19T11:30');
    await stay(a, canteen, '19T11:30', '19T12:00');
    await stay(c, canteen, '19T12:10', '19T12:30');
    await stay(b, canteen, '19T11:45', '19T12:00');
    const cases = [await caseOf(a), await caseOf(b), await caseOf(c)];
    const places = await placesOf(await traced(cases, { preset: { ...near, airLingerMinutes: 15 } }));
    expect(places).toEqual([
      {
        ...{ placeId: canteen.id, placeName: canteen.name, kind: 'canteen', caseIds: cases },
        ...{ overlapSeconds: 900, gapSeconds: 0, firstAt: '2021-05-19T04:45:00Z', lastAt: '2021-05-19T05:10:00Z' },
      },
      {
        ...{ placeId: own.id, placeName: own.name, kind: 'line', caseIds: cases.slice(0, 2) },
        ...{ overlapSeconds: 12_600, gapSeconds: 0, firstAt: '2021-05-19T01:00:00Z', lastAt: '2021-05-19T04:30:00Z' },
      },
    ]);
    expect((await placesOf(await traced([cases[0]!, cases[2]!]))).length).toBe(0);
  });

  it('lists a place that was moved once', async () => {
    const [a, b] = (await workers(2)) as [Worker, Worker];
    const [moved, before] = [await newLine(), await makePlace(app.dataSource, site, 'workshop')];
    await app.dataSource.query(
      `insert into place_move (place_id, from_parent_id, to_parent_id, moved_at, moved_by) values ($1, $2, $3, $4, $1)`,
      [moved.id, before.id, workshop.id, '2021-05-18T00:00:00+07:00'],
    );
    for (const one of [a, b]) {
      await stay(one, moved, '17T06:00', '17T07:00');
      await stay(one, moved, '18T06:00', '18T07:00');
    }
    const places = await placesOf(await traced([await caseOf(a), await caseOf(b)]));
    expect(places).toMatchObject([{ placeId: moved.id, overlapSeconds: 7200 }]);
  });

  it('says plainly when an interval is empty and when nothing is known of a case', async () => {
    const asOf = '2021-05-01T00:00:00+07:00';
    const trace = await traced([await caseOf(await worker())], { asOf });
    expect(trace).toMatchObject({ status: 'done', counts: { 1: 0 } });
    expect(trace.warnings.map(({ code }: any) => code).sort()).toEqual(['empty_window', 'no_presence']);
  });

  it('has one level, and says so to whoever asks for another', async () => {
    const [caseIds, direction] = [[await caseOf(await worker())], 'backward'];
    const { status, body } = await officer.post('/traces', { caseIds, direction, maxLevel: 2 });
    expect([status, body.code, body.errors.map(({ path }: any) => path)]).toEqual([
      400,
      'invalid_request',
      ['maxLevel'],
    ]);
    expect((await officer.post('/traces', { caseIds, direction, maxLevel: 1 })).status).toBe(202);
    expect((await officer.post('/traces', { caseIds, direction: 'sideways' })).body.code).toBe('invalid_request');
    expect((await officer.post('/traces', { caseIds })).body).toMatchObject({ direction: 'forward', maxLevel: 2 });
  });

  it('shows its places to nobody outside the units of its cases, writes down who read them, and a forward one has none', async () => {
    const [a, b] = (await workers(2)) as [Worker, Worker];
    for (const one of [a, b]) await stay(one, line, '16T06:00', '16T07:00');
    const cases = [await caseOf(a), await caseOf(b)];
    const trace = await traced(cases);
    const stranger = app.as(healthOfficer('27'));
    const absent = await stranger.get('/traces/0190a0a0-0000-7000-8000-000000000009/places');
    expect(await stranger.get(`/traces/${trace.id}/places`)).toMatchObject({ status: 404, text: absent.text });
    expect(await placesOf(trace)).toHaveLength(1);
    const read = { action: 'common-place.read', subject: `trace:${trace.id}` };
    expect(await app.dataSource.getRepository(AuditEvent).findBy(read)).toMatchObject([{ count: 2 }]);
    const forward = await traced(cases, { direction: 'forward' });
    expect(await placesOf(forward)).toEqual([]);
    expect((await contactsOf(forward)).every(({ qualifies }) => qualifies === null)).toBe(true);
  });

  it('can be exported like any other', async () => {
    const [ill, met] = (await workers(2)) as [Worker, Worker];
    const bus = await makePlace(app.dataSource, site, 'bus', { name: 'Xe 12' });
    for (const one of [ill, met]) await stay(one, bus, '15T06:00', '15T07:00');
    const { id: traceId } = await traced([await caseOf(ill)]);
    const wish = { kind: 'trace', traceId, format: 'csv', purpose: 'điều tra nguồn lây' };
    const { id } = await ended(officer, `/exports/${(await officer.post('/exports', wish)).body.id}`);
    const { header, rows } = await readRows((await officer.get(`/exports/${id}/file`)).raw);
    const [row] = rows.map(({ cells }) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
    expect(row).toMatchObject({ level: '1', workerCode: met.code, nearMinutes: '60', sources: '1' });
    expect(row!['because']).toBe(`at Xe 12 with ${ill.code}, 15/05/2021 06:00–07:00`);
  });
});
