import { dateOfDayNumber, localDayNumber } from '@app/contracts';
import { AuditEvent, newId, type Organisation, type Place, type Site, UserAccount, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { CodeTokens } from '../../apps/checkin/src/codes/code-tokens.js';
import { enterpriseAdmin, gateGuard, healthOfficer, personnel, provinceAdmin, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const TODAY = localDayNumber(Date.now() / 1000);
const DAY = dateOfDayNumber(TODAY - 2);
const NEXT = dateOfDayNumber(TODAY - 1);
const NOTE = 'Nguyễn Văn A ở lại sửa máy';

let app: TestApp;
let organisation: Organisation;
let site: Site;
let gate: Place;
let far: Place;
let guard: Caller;
let staff: Caller;
let sent: Awaited<ReturnType<typeof sendAll>>;
let answer: any;

beforeAll(async () => {
  app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] });
  organisation = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, organisation, { latitude: 21.2, longitude: 106.1 });
  const other = await makeSite(app.dataSource, organisation, { latitude: 21.3, longitude: 106.1 });
  gate = await makePlace(app.dataSource, site, 'gate', { code: 'G1' });
  await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  far = await makePlace(app.dataSource, other, 'gate', { code: 'G2' });
  await makePlace(app.dataSource, other, 'line', { code: 'L2' });
  await app.dataSource.query(
    `insert into shift_pattern (organisation_id, code, start_minute, end_minute, days, valid_from)
     select $1, code, start, "end", '{1,2,3,4,5,6,7}', '2026-01-01'
     from (values ('A', 360, 840), ('B', 840, 1320)) s(code, start, "end")`,
    [organisation.id],
  );
  guard = app.as(gateGuard(organisation.id));
  staff = app.as(personnel(organisation.id));
  sent = await sendAll();
}, 60_000);
afterAll(() => app.close());

const newWorker = (given: Partial<Worker> = {}) => makeWorker(app.dataSource, organisation, given);
const seen = ({ id: workerId }: Worker, placeCode: string | undefined, time: string, given: object = {}) => ({
  ...{ id: newId(), workerId, placeCode, direction: 'in', at: `${DAY}T${time}+07:00`, ...given },
});
type CheckIn = ReturnType<typeof seen>;
/** Sends them, and waits until stays are worked out and everything is looked through. */
async function send(items: object[], caller = guard): Promise<void> {
  const { body } = await caller.post('/check-ins/batch', { items });
  expect(body.items.filter(({ error }: { error?: object }) => error)).toEqual([]);
  await settled();
}
const settled = () =>
  eventually(async () => {
    const open = await app.dataSource.query(
      `select 1 from work left join stay_derivation d using (id)
       where job in ('stays.derive', 'plausibility.check') and (status <> 'done' or d.requested > d.done)`,
    );
    return open.length === 0;
  });
const flags = async (query = ''): Promise<any[]> =>
  (await staff.get(`/organisations/${organisation.id}/flags?limit=500${query}`)).body.items;
/** What is said of each, in the order given: its codes, and whether it is held back. */
async function said(items: { id: string }[]): Promise<(string | undefined)[]> {
  const known = new Map((await flags()).map((flag) => [flag.id, flag]));
  return items
    .map(({ id }) => known.get(id))
    .map((flag) => flag && [...flag.reasons, ...(flag.held ? ['held'] : [])].join(' '));
}
/** Where whoever a check-in is of was on the day. */
const stayPlaces = async ({ workerId }: CheckIn): Promise<string[]> => {
  const sql = `select p.code from stay s join worker w on w.no = s.worker_no join place p on p.no = s.place_no
    where w.id = $1 and s.day = $2`;
  return (await app.dataSource.query<{ code: string }[]>(sql, [workerId, DAY])).map(({ code }) => code);
};

/** What is implausible, and what is fine. */
async function sendAll() {
  const [stray, twin, early] = [await newWorker(), await newWorker(), await newWorker()];
  await app.dataSource.query(
    `insert into assignment (worker_no, kind, shift, valid_from) values ($1, 'shift', 'A', '2026-01-01')`,
    [stray.no],
  );
  const crowd = await Promise.all(Array.from({ length: 73 }, () => newWorker()));
  const seconds = (n: number): string => String(n).padStart(2, '0');
  const stranger = await newWorker({ siteId: far.siteId });
  const watched = await newWorker();
  const tokens = app.nest.get(CodeTokens);
  const poster = tokens.poster(await makePlace(app.dataSource, site, 'workshop'));
  const replay = { code: tokens.screen(gate, Math.floor(Date.now() / 30_000)), at: new Date().toISOString() };
  const friends = await Promise.all([1, 2, 3].map(() => newWorker()));
  const own = friends.map((one, n) => seen(one, 'L1', `13:00:${n}0`, { deviceId: 'phone' }));
  const night = seen(await newWorker(), 'L1', '02:00:00');
  const all = {
    stray: seen(stray, 'L1', '21:00:00'),
    twins: [seen(twin, 'G1', '08:00:00'), seen(twin, 'G2', '08:05:00')],
    fine: [seen(early, 'L1', '05:30:00'), seen(stray, 'L1', '06:00:00')],
    rush: crowd.slice(0, 61).map((one, n) => seen(one, 'G1', `11:00:${seconds(n % 59)}`)),
    timer: crowd.slice(61).map((one, n) => seen(one, 'L1', `12:00:${seconds(n * 4)}`, { deviceId: 't' })),
    moved: [seen(stranger, undefined, '06:50:00', { code: poster }), seen(stranger, 'L2', '07:05:00')],
    screen: ['in', 'out'].map((direction) => seen(watched, undefined, '', { ...replay, direction })),
  };
  for (const [n, one] of friends.entries()) await byOwnAccount(one, own[n]!);
  answer = (await guard.post('/check-ins', night)).body;
  await send(Object.values(all).flat());
  return { ...all, night, friends: own };
}

async function byOwnAccount({ id: workerId }: Worker, checkIn: CheckIn): Promise<void> {
  const actor = workerActor(organisation.id, workerId);
  const account = { id: actor.userId, username: newId(), role: 'worker' as const, fullName: 'x', workerId };
  await app.dataSource.getRepository(UserAccount).insert(account);
  expect((await app.as(actor).post('/check-ins', checkIn)).body.result).toBe('accepted');
}

it('what nobody can have done is flagged soon after, and the answer at the gate stays as it was', async () => {
  expect(answer).toMatchObject({ result: 'accepted', decision: 'allow', reasons: [] });
  const { night, stray, twins, fine } = sent;
  expect(await said([night, stray, ...twins, ...fine])).toEqual([
    ...['closed_hours', 'outside_shift', 'too_far', 'too_far', undefined, undefined],
  ]);
  expect(await stayPlaces(night)).toEqual(['L1']);
  expect((await guard.post('/check-ins', night)).body).toEqual(answer);
});

it('more than sixty a minute through one gate are flagged, and so is a list sent by a timer', async () => {
  expect(await said(sent.rush)).toEqual(Array(61).fill('too_many'));
  expect(await said(sent.timer)).toEqual(Array(12).fill('fixed_interval'));
});

it('a poster that was carried to another gate makes nobody present where it should hang', async () => {
  expect(await said(sent.moved)).toEqual(['wrong_site poster_moved held', undefined]);
  expect(await stayPlaces(sent.moved[0]!)).toEqual(['L2']);
});

it('the second use of a rotating code is held back', async () => {
  const [first, second] = await said(sent.screen);
  expect(second).toMatch(/^code_replayed .*held$/);
  expect(first ?? '').not.toContain('held');
});

describe('what is held back', () => {
  let friends: CheckIn[];
  beforeAll(() => (friends = sent.friends));
  const clear = (id: string, caller = staff, body: object = { note: NOTE }) =>
    caller.post(`/check-ins/${id}/clear`, body);

  it('makes nobody present: several accounts on one phone', async () => {
    expect(await said(friends)).toEqual(Array(3).fill('shared_device held'));
    expect(await Promise.all(friends.map(stayPlaces))).toEqual([[], [], []]);
  });

  it('counts once somebody of the enterprise has cleared it, with a note, once and on record', async () => {
    const { status, body } = await clear(friends[0]!.id);
    expect([status, body]).toMatchObject([200, { id: friends[0]!.id, reasons: ['shared_device'], note: NOTE }]);
    await settled();
    expect(await Promise.all(friends.map(stayPlaces))).toEqual([['L1'], [], []]);
    expect((await clear(friends[0]!.id)).body.code).toBe('already_cleared');
    const [event] = await app.dataSource.getRepository(AuditEvent).findBy({ subject: `check_in:${friends[0]!.id}` });
    expect(event).toMatchObject({ action: 'check_in.clear', details: { reasons: ['shared_device'], isHeld: true } });
    expect(JSON.stringify(event)).not.toContain('Nguyễn');
    const [cleared] = await flags(`&status=cleared&code=shared_device&day=${DAY}`);
    expect(cleared).toMatchObject({ id: friends[0]!.id, status: 'cleared', held: false, note: NOTE, placeCode: 'L1' });
    expect(await flags('&status=open&code=shared_device')).toHaveLength(2);
    expect(await flags(`&day=${NEXT}`)).toEqual([]);
  });

  it('stays cleared whatever else is found, and is taken back when the rules find nothing any more', async () => {
    const own = [{ code: 'shared_device', holds: true, parameters: { people: 4 } }];
    const admin = app.as(enterpriseAdmin(organisation.id));
    expect((await admin.put(`/organisations/${organisation.id}/plausibility-rules`, { items: own })).status).toBe(200);
    await settled();
    expect(await said(friends)).toEqual(['shared_device', undefined, undefined]);
    expect(await Promise.all(friends.map(stayPlaces))).toEqual([['L1'], ['L1'], ['L1']]);
    await admin.put(`/organisations/${organisation.id}/plausibility-rules`, { items: [] });
  });

  it('is no business of others, and needs a reason', async () => {
    const [, open] = friends;
    expect((await clear(sent.fine[0]!.id)).body.code).toBe('nothing_to_clear');
    const stranger = app.as(enterpriseAdmin((await makeOrganisation(app.dataSource)).id));
    expect((await clear(open!.id, stranger)).text).toBe((await clear(newId())).text);
    expect((await clear(open!.id, staff, { note: ' ' })).status).toBe(400);
    expect((await clear(open!.id, guard)).status).toBe(403);
    const path = `/organisations/${organisation.id}/flags`;
    expect((await stranger.get(path)).status).toBe(404);
    for (const caller of [guard, app.as(healthOfficer())]) expect((await caller.get(path)).status).toBe(403);
  });
});

it('pages through flags from the latest to the earliest', async () => {
  const all = (await flags()).map(({ id }) => id);
  const paged: string[] = [];
  let cursor: string | null = '';
  do {
    const more: string = cursor && `&cursor=${cursor}`;
    const { body } = await staff.get(`/organisations/${organisation.id}/flags?limit=30${more}`);
    paged.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  } while (cursor);
  expect(all.length).toBeGreaterThan(60);
  expect(paged).toEqual(all);
});

it("rules are the province's until an organisation has its own, each with what it leaves open", async () => {
  const province = app.as(provinceAdmin());
  const { items } = (await province.get('/plausibility-rules')).body;
  expect(items.filter(({ holds }: any) => holds).map(({ code }: any) => code)).toEqual([
    ...['code_replayed', 'poster_moved', 'shared_device'],
  ]);
  expect(items.find(({ code }: any) => code === 'too_many').parameters).toEqual({ perMinute: 60 });
  const put = (rule: object) => province.put(`/organisations/${organisation.id}/plausibility-rules`, { items: [rule] });
  expect((await put({ code: 'too_many', holds: true, parameters: { people: 3 } })).body.errors[0].path).toBe(
    'items.0.parameters.people',
  );
  const { body } = await put({ code: 'too_far', holds: true, parameters: { withinMinutes: 5 } });
  expect(body.items.at(-1)).toMatchObject({
    ...{ organisationId: organisation.id, code: 'too_far', holds: true, enabled: true },
    parameters: { withinMinutes: 5, kilometresPerHour: 60, minKilometres: 1 },
  });
  const guards = await guard.get('/plausibility-rules');
  expect(guards.status).toBe(403);
});
