import { dateOfDayNumber, isoOf, localDayNumber, parseInstant, secondsOf } from '@app/contracts';
import { newId } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { enterpriseAdmin, gateGuard, healthOfficer, provinceAdmin } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { commandCentre, type CommandCentre } from '../support/command-centre.js';
import { eventually } from '../support/eventually.js';
import { backends, QueueWorld } from '../support/queue-world.js';

/** From registering an enterprise to a list that a command centre has counted, told once on each queue backend. */
describe.each(backends())('the main job, with the queue on %s', (backend) => {
  const secret = 'a-shared-secret-of-the-command-centre';
  const today = localDayNumber(secondsOf(new Date()));
  const day = (later: number): string => dateOfDayNumber(today - 6 + later);
  const at = (clock: string): string => isoOf(parseInstant(`${day(0)}T${clock}:00+07:00`)!);
  let world: QueueWorld;
  let app: TestApp;
  let centre: CommandCentre;
  let admin: Caller;
  let officer: Caller;
  let enterprise: Caller;
  let organisationId: string;
  let siteId: string;
  let places: Record<string, string>;
  let workers: Record<string, string>;
  let traceId: string;

  beforeAll(async () => {
    world = await QueueWorld.on(backend);
    app = await testApp([AccountsModule, WorkersModule, CheckinModule, TracingModule, ExchangeModule], {
      environment: { REDIS_URL: world.redisUrl ?? '' },
    });
    await loadReferenceData(app.dataSource);
    centre = await commandCentre(secret);
    admin = app.as(provinceAdmin());
    officer = app.as(healthOfficer('24'));
  }, 60_000);
  afterAll(async () => {
    await centre?.close();
    await app?.close();
    await world?.close();
  });

  it('an enterprise is registered, with its site and its places', async () => {
    const organisation = { name: 'Công ty TNHH Điện tử Sông Thương', kind: 'enterprise', unitCode: '24' };
    organisationId = (await admin.post('/organisations', organisation)).body.id;
    enterprise = app.as(enterpriseAdmin(organisationId));
    const site = { name: 'Nhà máy Vân Trung', code: 'VT', unitCode: '24' };
    siteId = (await enterprise.post(`/organisations/${organisationId}/sites`, site)).body.id;
    const tree = [
      { kind: 'line', name: 'Chuyền 3', code: 'L3', parentCode: 'X1' },
      { kind: 'line', name: 'Chuyền 4', code: 'L4', parentCode: 'X1' },
      { kind: 'workshop', name: 'Xưởng 1', code: 'X1' },
    ];
    const made = await enterprise.post(`/sites/${siteId}/places/bulk`, tree);
    expect(made.status).toBe(201);
    places = Object.fromEntries(made.body.items.map(({ code, id }: any) => [code, id]));
  });

  it('its workers come in from a file', async () => {
    const content = [
      'Mã nhân viên;Họ và tên;Mã vị trí;Ca;Ngày vào làm',
      'CN1;Nguyễn Thị Hương;L3;A;01/03/2026',
      'CN2;Trần Văn Nam;L3;A;01/03/2026',
      'CN3;Lê Thị Mai;L4;A;01/03/2026',
      'CN4;;L4;A;01/03/2026',
    ];
    const file = { name: 'nhan-vien.csv', content: content.join('\r\n') };
    const { body } = await enterprise.upload(
      '/workers/imports',
      { organisationId, mode: 'upsert', dryRun: 'false' },
      file,
    );
    const done = await ended(enterprise, `/workers/imports/${body.id}`);
    expect(done).toMatchObject({ status: 'done', read: 4, accepted: 3, rejected: 1, created: 3 });
    const { text } = await enterprise.get(`/workers/imports/${body.id}/rejects`);
    expect(text).toContain('CN4');
    const listed = await enterprise.get(`/workers?organisationId=${organisationId}`);
    workers = Object.fromEntries(listed.body.items.map(({ code, id }: any) => [code, id]));
    expect(Object.keys(workers).sort()).toEqual(['CN1', 'CN2', 'CN3']);
  });

  it('a place has a code that says nothing about anybody', async () => {
    const { status, text } = await enterprise.get(`/places/${places['L3']}/qr?format=svg`);
    expect(status).toBe(200);
    expect(text).toContain('<svg');
  });

  it('people are checked in, and what is sent again is answered as before', async () => {
    const guard = app.as(gateGuard(organisationId, siteId));
    const scan = (worker: string, placeCode: string, direction: string, clock: string) => ({
      ...{ id: newId(), placeCode, workerId: workers[worker], direction, at: at(clock), deviceId: 'gate-1' },
    });
    const items = [
      ...[scan('CN1', 'L3', 'in', '06:02'), scan('CN1', 'L3', 'out', '13:58')],
      ...[scan('CN2', 'L3', 'in', '06:10'), scan('CN2', 'L4', 'in', '10:00'), scan('CN2', 'L4', 'out', '13:50')],
      ...[scan('CN3', 'L4', 'in', '06:05')],
    ];
    const first = await guard.post('/check-ins/batch', { items });
    expect(first.body.items.map(({ result }: any) => result)).toEqual(items.map(() => 'accepted'));
    const again = await guard.post('/check-ins/batch', { items });
    expect(again.body.items.every(({ replayed }: any) => replayed)).toBe(true);
  });

  it('scans become stays, and an end that nobody scanned says so', async () => {
    const stays = () =>
      app.dataSource.query(
        `select w.code, p.code as place, s.started_at, s.ended_at, s.evidence from stay s
         join worker w on w.no = s.worker_no join place p on p.no = s.place_no order by w.code, s.started_at`,
      );
    await eventually(async () => (await stays()).length === 4);
    const told = (await stays()).map((row: any) => [row.code, row.place, isoOf(row.ended_at), row.evidence]);
    expect(told).toEqual([
      ['CN1', 'L3', at('13:58'), 'scan'],
      ['CN2', 'L3', at('10:00'), 'scan-inferred'],
      ['CN2', 'L4', at('13:50'), 'scan'],
      ['CN3', 'L4', at('14:00'), 'scan-inferred'],
    ]);
  });

  it('an officer enters a case and gets its contacts, level by level, with the reason', async () => {
    const dates = { onsetOn: day(1), sampledOn: day(2) };
    const entered = await officer.post('/cases', { workerId: workers['CN1'], ...dates });
    const queued = await officer.post('/traces', { caseIds: [entered.body.id], asOf: `${day(3)}T00:00:00+07:00` });
    traceId = queued.body.id;
    expect(queued.body).toMatchObject({ status: 'queued', preset: { id: 'vn-1909' }, maxLevel: 2 });
    expect(await ended(officer, `/traces/${traceId}`)).toMatchObject({ status: 'done', counts: { 1: 1, 2: 1 } });
    const { body } = await officer.get(`/traces/${traceId}/contacts`);
    expect(body.items.map((item: any) => [item.workerCode, item.level])).toEqual([
      ['CN2', 1],
      ['CN3', 2],
    ]);
    expect(body.items[0].because[0].encounters[0]).toMatchObject({
      ...{ placeName: 'Chuyền 3', from: at('06:10'), to: at('10:00'), evidence: ['scan', 'scan-inferred'] },
    });
  });

  it('the list goes to the command centre, signed, complete and counted', async () => {
    const destination = { name: 'Sở chỉ huy', url: centre.url, format: 'csv', secret };
    const { body: to } = await admin.post('/destinations', destination);
    const wish = { kind: 'trace', traceId, format: 'csv', destinationId: to.id, purpose: 'Hand-over of F1 and F2' };
    const { body } = await officer.post('/exports', wish);
    expect(await ended(officer, `/exports/${body.id}`)).toMatchObject({ status: 'done', rows: 2 });
    await eventually(() => Promise.resolve(centre.arrivals.length === 1));
    expect(centre.arrivals[0]).toMatchObject({ digestRight: true, signatureRight: true, part: { rows: 2 } });
    await eventually(async () => {
      const { items } = (await officer.get(`/exports/${body.id}/deliveries`)).body;
      return items.length === 1 && items[0].status === 'delivered';
    });
    const file = await officer.get(`/exports/${body.id}/file`);
    expect(file.raw.equals(centre.arrivals[0]!.body)).toBe(true);
    expect(file.text.match(/^CN|,CN[23],/gm)).toHaveLength(2);
  });
});
