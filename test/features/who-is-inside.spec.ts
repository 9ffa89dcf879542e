import { type Actor, localDate } from '@app/contracts';
import { newId, type Organisation, Partitions, type Place, type Site, type Worker } from '@app/database';
import { AccessTokens } from '@app/platform';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { CodeTokens } from '../../apps/checkin/src/codes/code-tokens.js';
import { OccupancyFeed } from '../../apps/checkin/src/occupancy/occupancy-feed.js';
import { enterpriseAdmin, gateGuard, healthOfficer, personnel, provinceAdmin, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

let app: TestApp;
let base: string;
let organisation: Organisation;
let site: Site;
let line: Place;
let gate: Place;
let guard: Caller;
beforeAll(async () => {
  app = await testApp([CheckinModule], { queues: [] });
  await app.nest.listen(0, '127.0.0.1');
  base = await app.nest.getUrl();
});
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, organisation);
  line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  gate = await makePlace(app.dataSource, site, 'gate', { code: 'G1' });
  guard = app.as(gateGuard(organisation.id, site.id));
});

const newWorker = (given: Partial<Worker> = {}) => makeWorker(app.dataSource, organisation, given);
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const seen = async (worker: Worker, place: Place, direction: string, minutes: number): Promise<void> => {
  const item = { id: newId(), workerId: worker.id, placeCode: place.code, direction, at: ago(minutes) };
  expect((await guard.post('/check-ins', item)).status).toBe(201);
};

/** Somebody of another organisation, who scans posters with the own phone. */
async function makeGuest(employer: Organisation, code: string) {
  const worker = await makeWorker(app.dataSource, employer, { code });
  const self = app.as(workerActor(employer.id, worker.id));
  const scans = async (place: Place, direction: string): Promise<void> => {
    const item = { id: newId(), code: app.nest.get(CodeTokens).poster(place), direction, at: ago(1) };
    expect((await self.post('/check-ins', item)).status).toBe(201);
  };
  return { worker, scans };
}

interface Watched {
  counts: number[];
  stop: AbortController;
}

/** Reads the stream of a site; each event's number of people inside is kept. */
async function watch(actor: Actor): Promise<Watched> {
  const stop = new AbortController();
  const authorization = `Bearer ${await app.nest.get(AccessTokens).sign(actor)}`;
  const url = `${base}/api/v1/sites/${site.id}/occupancy/events`;
  const answer = await fetch(url, { headers: { authorization }, signal: stop.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const watched: Watched = { counts: [], stop };
  void (async () => {
    let text = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + piece).split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks.filter((one) => one.includes('event: progress')))
        watched.counts.push((JSON.parse(block.split('data: ')[1]!) as { inside: number }).inside);
    }
  })().catch((error: Error) => expect(error.name).toBe('AbortError'));
  return watched;
}

it('whoever watches a site hears how many are inside, now and whenever that changes', async () => {
  const [one, two] = [await newWorker(), await newWorker()];
  await seen(one, line, 'in', 60);
  const watchers = [await watch(gateGuard(organisation.id, site.id)), await watch(personnel(organisation.id))];
  for (const { counts } of watchers) await eventually(() => counts.at(-1) === 1);
  await seen(two, line, 'in', 30);
  for (const { counts } of watchers) await eventually(() => counts.at(-1) === 2);
  await seen(one, gate, 'out', 1);
  for (const { counts } of watchers) await eventually(() => counts.at(-1) === 1);
  for (const { counts } of watchers) expect(counts).toEqual([1, 2, 1]);
  const feed = app.nest.get(OccupancyFeed);
  expect(feed.size).toBe(1);
  for (const { stop } of watchers) stop.abort();
  await eventually(() => feed.size === 0);
});

it('nobody else watches it', async () => {
  const path = `/sites/${site.id}/occupancy/events`;
  expect((await app.as(gateGuard(organisation.id, newId())).get(path)).status).toBe(404);
  expect((await app.as(healthOfficer('24')).get(path)).status).toBe(403);
});

describe('the list for an evacuation', () => {
  const list = async (caller = guard) => (await caller.get(`/sites/${site.id}/evacuation`)).body;
  const names = (body: any) =>
    body.places.map(({ code, people }: any) => [code, ...people.map(({ workerCode }: any) => workerCode)]);

  it('has everybody whom nothing shows to have left, by the place last seen', async () => {
    const [a, b, c, d] = await Promise.all(['A', 'B', 'C', 'D'].map((code) => newWorker({ code })));
    await seen(a!, gate, 'in', 300);
    await seen(a!, line, 'in', 290);
    await seen(b!, line, 'in', 300);
    await seen(b!, line, 'out', 60);
    await seen(c!, gate, 'in', 300);
    await seen(c!, gate, 'out', 60);
    await seen(d!, gate, 'in', 17 * 60);
    const body = await list();
    expect(body).toMatchObject({ siteId: site.id, inside: 2 });
    expect(names(body)).toEqual([['L1', 'A', 'B']]);
    expect(body.places[0].people[0]).toMatchObject({ fullName: a!.fullName, evidence: 'scan' });
  });

  it('has those whom the roster puts there, unless they were seen to go', async () => {
    const [here, gone] = [await newWorker({ code: 'H' }), await newWorker({ code: 'G' })];
    const span = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
    const today = localDate(Date.now() / 1_000);
    await new Partitions(app.dataSource).ensure('stay', [today]);
    for (const { no } of [here, gone])
      await app.dataSource.query(
        `insert into stay (day, worker_no, place_no, started_at, ended_at, evidence)
         values ($1, $2, $3, $4, $5, 'roster')`,
        [today, no, line.no, ...span],
      );
    await seen(gone, gate, 'out', 1);
    const body = await list();
    expect(names(body)).toEqual([['L1', 'H']]);
    expect(body.places[0].people[0].evidence).toBe('roster');
  });

  it('has guests of other organisations by code and employer, without their names', async () => {
    const employer = await makeOrganisation(app.dataSource, { name: 'Công ty Vệ sinh Sao' });
    const [here, gone] = [await makeGuest(employer, 'V1'), await makeGuest(employer, 'V2')];
    await here.scans(line, 'in');
    await gone.scans(line, 'in');
    await gone.scans(gate, 'out');
    const body = await list();
    expect(names(body)).toEqual([['L1', 'V1']]);
    const [person] = body.places[0].people;
    expect(person).toMatchObject({ workerId: null, fullName: null, organisation: employer.name });
    expect((await list(app.as(provinceAdmin()))).places[0].people[0].fullName).toBe(here.worker.fullName);
    expect((await guard.get(`/sites/${site.id}/occupancy`)).body.inside).toBe(1);
    expect((await app.as(enterpriseAdmin(employer.id)).get(`/sites/${site.id}/evacuation`)).status).toBe(404);
  });

  it('can be had as CSV, is in the log, and is for those of the site alone', async () => {
    const worker = await newWorker({ code: 'A', fullName: '=Nguyễn Thị A' });
    await seen(worker, line, 'in', 30);
    for (const answer of [
      await guard.get(`/sites/${site.id}/evacuation?format=csv`),
      await guard.get(`/sites/${site.id}/evacuation`, { accept: 'text/csv' }),
    ]) {
      expect(answer.headers['content-type']).toContain('text/csv');
      expect(answer.text).toContain('place,placeName,kind,worker,fullName,since,evidence,organisation');
      expect(answer.text).toMatch(/^L1,.*,line,A,"?'=Nguyễn Thị A/m);
    }
    const logged = await app.dataSource.query(
      `select count from audit_event where action = 'evacuation.read' and subject = $1`,
      [`site:${site.id}`],
    );
    expect(logged).toEqual([{ count: 1 }, { count: 1 }]);
    const status = async (actor: Actor) => (await app.as(actor).get(`/sites/${site.id}/evacuation`)).status;
    expect(await status(enterpriseAdmin(newId()))).toBe(404);
    expect(await status(gateGuard(organisation.id, newId()))).toBe(404);
    expect(await status(healthOfficer('24'))).toBe(403);
  });
});
