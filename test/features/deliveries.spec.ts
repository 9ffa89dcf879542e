import { Destination, newId } from '@app/database';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { enterpriseAdmin, healthOfficer, provinceAdmin } from '../support/actors.js';
import { ended, testApp, type Caller, type TestApp } from '../support/app.js';
import { claim, commandCentre, type CommandCentre, fail, hangUp, say, silence } from '../support/command-centre.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';
import { makeTrace } from '../support/traced.js';

const SECRET = 'một bí mật dùng chung';
let app: TestApp;
let centre: CommandCentre;
beforeAll(async () => {
  const environment = { EXPORT_PART_ROWS: '2', DELIVERY_TIMEOUT_SECONDS: '0.5' };
  app = await testApp([ExchangeModule], { queues: ['exchange'], environment });
});
beforeEach(async () => (centre = await commandCentre(SECRET)));
afterEach(() => centre.close());
afterAll(() => app.close());

const admin = () => app.as(provinceAdmin());
async function destination(given: object = {}): Promise<string> {
  const body = { name: `Sở Y tế ${newId()}`, url: centre.url, format: 'csv', secret: SECRET, ...given };
  return (await admin().post('/destinations', body)).body.id;
}

/** An enterprise's workers, exported to the command centre. */
async function sent(workers: number, given: { exercise?: boolean; destination?: object; format?: string } = {}) {
  const own = await makeOrganisation(app.dataSource, { exercise: given.exercise ?? false });
  for (let i = 0; i < workers; i++) await makeWorker(app.dataSource, own);
  const caller = app.as(enterpriseAdmin(own.id));
  const destinationId = await destination({ format: given.format ?? 'csv', ...given.destination });
  const wish = { kind: 'workers', format: given.format ?? 'csv', destinationId, purpose: 'báo cáo ngày' };
  const { body } = await caller.post('/exports', wish);
  return { caller, own, ...(await ended(caller, `/exports/${body.id}`)) };
}

const deliveriesOf = async (caller: Caller, id: string) => (await caller.get(`/exports/${id}/deliveries`)).body;
/** Waits until so many attempts are on record, or the delivery has ended. */
const attempts = (caller: Caller, id: string, count: number) =>
  eventually(async () => {
    const answer = await deliveriesOf(caller, id);
    return answer.items.length >= count || ['done', 'failed'].includes(answer.delivery?.status) ? answer : undefined;
  });
const delivered = (caller: Caller, id: string) =>
  eventually(async () => {
    const answer = await deliveriesOf(caller, id);
    return ['done', 'failed'].includes(answer.delivery?.status) ? answer : undefined;
  });
/** A queued retry is due now. */
async function hasten(deliveryId: string): Promise<void> {
  await eventually(async () => {
    const [rows] = await app.dataSource.query(
      `update work set run_after = now() where id = $1 and status = 'queued' returning id`,
      [deliveryId],
    );
    return rows.length > 0;
  });
  await app.dataSource.query('insert into outbox (work_id) values ($1)', [deliveryId]);
}

it('a part arrives whole, signed so that the receiver can check it alone, and the receipt is kept', async () => {
  const { caller, id, parts } = await sent(2);
  const { items, delivery } = await delivered(caller, id);
  expect(delivery.status).toBe('done');
  const [arrival] = centre.arrivals;
  expect([arrival!.digestRight, arrival!.signatureRight]).toEqual([true, true]);
  expect(arrival!.body.equals((await caller.get(`/exports/${id}/file`)).raw)).toBe(true);
  expect(arrival!.manifest).toEqual((await caller.get(`/exports/${id}/manifest`)).body);
  expect(Math.abs(Number(arrival!.parameters['created']) - Date.now() / 1000)).toBeLessThan(30);
  expect(arrival!.parameters['alg']).toBe('hmac-sha256');
  expect(items).toMatchObject([
    { part: 1, attempt: 1, status: 'delivered', httpStatus: 200, difference: null, receipt: { exportId: id, rows: 2 } },
  ]);
  expect(items[0].receipt.sha256).toBe(parts[0].sha256);
});

it('every part is a request of its own, with a nonce of its own', async () => {
  const { caller, id } = await sent(5);
  await delivered(caller, id);
  expect(centre.arrivals.map(({ part }) => part.rows)).toEqual([2, 2, 1]);
  expect(new Set(centre.arrivals.map(({ parameters }) => parameters['nonce'])).size).toBe(3);
  expect(centre.arrivals.every(({ signatureRight }) => signatureRight)).toBe(true);
});

it('another count is a failed attempt; only the part that was not confirmed is sent again', async () => {
  centre.next(claim({}), claim({ rows: 1 }));
  const { caller, id } = await sent(4);
  const first = await attempts(caller, id, 2);
  expect(first.items[1]).toMatchObject({ part: 2, status: 'failed', difference: 'rows: sent 2, received 1' });
  expect(first.delivery.status).not.toBe('done');
  await hasten(first.delivery.id);
  const last = await delivered(caller, id);
  expect(last.delivery.status).toBe('done');
  expect(last.items.map(({ part, attempt, status }: any) => [part, attempt, status])).toEqual([
    [1, 1, 'delivered'],
    [2, 1, 'failed'],
    [2, 2, 'delivered'],
  ]);
  expect(centre.arrivals.map(({ part }) => part.name.slice(-5))).toEqual(['1.csv', '2.csv', '2.csv']);
});

it.each([
  ['a fault of its own', fail(500), 500, 'answered 500 instead of 200'],
  ['an “accepted”', fail(202), 202, 'answered 202 instead of 200'],
  ['another digest', claim({ sha256: 'ab'.repeat(32) }), 200, 'sha256 is another'],
  ['thanks instead of a receipt', say('thank you'), 200, 'the answer is not a receipt in JSON'],
  ['a broken connection', hangUp, null, 'no answer (ECONNRESET)'],
  ['silence', silence, null, 'took longer than 0.5 s'],
])('%s is a failed attempt, and it is tried again', async (_, behaviour, httpStatus, difference) => {
  centre.next(behaviour);
  const { caller, id } = await sent(1);
  const first = await attempts(caller, id, 1);
  expect(first.items[0]).toMatchObject({ status: 'failed', httpStatus, difference });
  await hasten(first.delivery.id);
  expect((await delivered(caller, id)).delivery.status).toBe('done');
});

it('a redirect is not followed: what was signed is for one address', async () => {
  const elsewhere = await commandCentre(SECRET);
  centre.next(fail(307, { location: elsewhere.url }));
  const { caller, id } = await sent(1);
  const { items } = await attempts(caller, id, 1);
  expect(items[0].difference).toBe('answered 307 instead of 200');
  expect(elsewhere.arrivals).toEqual([]);
  await elsewhere.close();
});

it('after the last attempt the delivery has failed, for everybody to see', async () => {
  centre.next(claim({ rows: 0 }), claim({ rows: 0 }));
  const { caller, id } = await sent(1);
  const { delivery } = await attempts(caller, id, 1);
  await eventually(async () => {
    const [rows] = await app.dataSource.query(
      `update work set failures = 11 where id = $1 and status = 'queued' returning id`,
      [delivery.id],
    );
    return rows.length > 0;
  });
  await hasten(delivery.id);
  const error = { code: 'delivery_rejected', detail: 'Part 1: rows: sent 1, received 0' };
  expect((await delivered(caller, id)).delivery).toMatchObject({ status: 'failed', error });
  expect((await caller.get(`/exports/${id}`)).body).toMatchObject({
    status: 'done',
    delivery: { status: 'failed', error },
  });
});

it('a receiver that is away is tried again', async () => {
  const url = centre.url;
  await centre.close();
  const { caller, id } = await sent(1, { destination: { url } });
  expect((await attempts(caller, id, 1)).items[0].difference).toBe('no answer (ECONNREFUSED)');
  centre = await commandCentre(SECRET);
});

it('a workbook and a JSON array are delivered like a CSV', async () => {
  for (const format of ['xlsx', 'json']) {
    const { caller, id } = await sent(1, { format });
    expect((await delivered(caller, id)).delivery.status).toBe('done');
  }
  expect(centre.arrivals.map(({ manifest, digestRight }) => [manifest.format, digestRight])).toEqual([
    ['xlsx', true],
    ['json', true],
  ]);
});

it('a secret is sealed and never answered', async () => {
  const body = { name: 'Trung tâm chỉ huy', url: centre.url, format: 'csv', secret: SECRET };
  const made = await admin().post('/destinations', body);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ name: body.name, url: body.url, format: 'csv', exercise: false });
  expect((await admin().get('/destinations')).text + made.text).not.toContain('secret');
  const { secret } = await app.dataSource.getRepository(Destination).findOneByOrFail({ id: made.body.id });
  expect(secret.includes(SECRET)).toBe(false);
  expect((await admin().post('/destinations', body)).body.code).toBe('conflict');
  expect((await app.as(healthOfficer()).post('/destinations', body)).status).toBe(403);
});

it.each([
  ['secret', { secret: 'too short' }],
  ['url', { url: 'ftp://centre.example/' }],
  ['url', { url: 'https://user:password@centre.example/' }],
  ['url', { url: 'https://centre.example/#here' }],
  ['format', { format: 'pdf' }],
])('a destination with a wrong %s is refused', async (path, wrong) => {
  const body = { name: 'x', url: centre.url, format: 'csv', secret: SECRET, ...wrong };
  expect((await admin().post('/destinations', body)).body).toMatchObject({ status: 400, errors: [{ path }] });
});

it('an unknown destination is refused, and so is a format that it does not take', async () => {
  const wish = { kind: 'workers', format: 'json', purpose: 'x' };
  expect((await admin().post('/exports', { ...wish, destinationId: newId() })).body.code).toBe('unknown_destination');
  const { body } = await admin().post('/exports', { ...wish, destinationId: await destination() });
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'format', code: 'destination_format' }] });
});

it('nothing of an exercise is really delivered: the export says why, and nobody is called', async () => {
  const { caller, id, status, error, rows } = await sent(2, { exercise: true });
  expect({ status, code: error.code, rows }).toEqual({ status: 'failed', code: 'exercise_data', rows: 0 });
  expect(await deliveriesOf(caller, id)).toEqual({ items: [], nextCursor: null, delivery: null });
  expect(centre.arrivals).toEqual([]);
});

it('a receiver of exercises gets exercises, and a real one the rest, with the others counted', async () => {
  const [real, drill] = [
    await makeOrganisation(app.dataSource, { unitCode: '27' }),
    await makeOrganisation(app.dataSource, { unitCode: '27', exercise: true }),
  ];
  const [source, contact, played] = [
    await makeWorker(app.dataSource, real),
    await makeWorker(app.dataSource, real),
    await makeWorker(app.dataSource, drill),
  ];
  const officer = app.as(healthOfficer('27'));
  const rowsTo = async (cases: (typeof source)[], exercise: boolean) => {
    const contacts = [{ worker: contact }, { worker: played, level: 2 }];
    const { id: traceId } = await makeTrace(app.dataSource, { cases, contacts });
    const destinationId = await destination({ exercise });
    const { body } = await officer.post('/exports', {
      kind: 'trace',
      traceId,
      format: 'csv',
      purpose: 'x',
      destinationId,
    });
    const { status, rows, leftOut } = await ended(officer, `/exports/${body.id}`);
    return [status, rows, leftOut];
  };
  expect(await rowsTo([source], false)).toEqual(['done', 1, 1]);
  expect(await rowsTo([source], true)).toEqual(['done', 1, 1]);
  expect(await rowsTo([source, played], false)).toEqual(['failed', 0, 0]);
  expect(await rowsTo([source, played], true)).toEqual(['done', 2, 0]);
});
