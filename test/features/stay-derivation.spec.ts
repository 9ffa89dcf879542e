import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { gateGuard, healthOfficer, personnel, workerActor } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

describe('stays out of check-ins', () => {
  let app: TestApp;
  let organisation: Organisation;
  let site: Site;
  let line: Place;
  let canteen: Place;
  let guard: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] });
    organisation = await makeOrganisation(app.dataSource, { exercise: true });
    site = await makeSite(app.dataSource, organisation);
    line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
    canteen = await makePlace(app.dataSource, site, 'canteen', { code: 'C1' });
    await makePlace(app.dataSource, site, 'gate', { code: 'G1' });
    guard = app.as(gateGuard(organisation.id));
  });
  afterAll(() => app.close());

  const newWorker = (given: Partial<Worker> = {}) => makeWorker(app.dataSource, organisation, given);
  const seen = (worker: Worker, placeCode: string, direction: string, at: string) => ({
    ...{
      id: newId(),
      workerId: worker.id,
      placeCode,
      direction,
      at: at.length < 20 ? `2026-05-12T${at}:00+07:00` : at,
    },
  });
  /** Sends them and waits until nothing is left to be worked out. */
  const send = async (...items: object[]): Promise<void> => {
    const { body } = await guard.post('/check-ins/batch', { items });
    expect(body.items.filter(({ error }: { error?: object }) => error)).toEqual([]);
    await settled();
  };
  const settled = () =>
    eventually(async () => {
      const open = await app.dataSource.query(`select 1 from stay_derivation join work using (id)
        where requested > done or status <> 'done'`);
      return open.length === 0;
    });
  const staysOf = async (worker: Worker): Promise<string[]> => {
    const rows = await app.dataSource.query<Record<string, string>[]>(
      `select p.code, to_char(started_at at time zone 'Asia/Ho_Chi_Minh', 'DD HH24:MI') as from,
              to_char(ended_at at time zone 'Asia/Ho_Chi_Minh', 'DD HH24:MI') as to, evidence
       from stay s join place p on p.no = s.place_no where worker_no = $1 order by started_at, p.code`,
      [worker.no],
    );
    return rows.map((row) => `${row['code']} ${row['from']}–${row['to']} ${row['evidence']}`);
  };

  it('are made by a job, for gates none', async () => {
    const worker = await newWorker();
    await send(
      seen(worker, 'G1', 'in', '05:55'),
      seen(worker, 'L1', 'in', '06:00'),
      seen(worker, 'C1', 'in', '10:00'),
      seen(worker, 'C1', 'out', '10:30'),
      seen(worker, 'L1', 'in', '10:32'),
      seen(worker, 'G1', 'out', '14:05'),
    );
    expect(await staysOf(worker)).toEqual([
      'L1 12 06:00–12 10:00 scan-inferred',
      'C1 12 10:00–12 10:30 scan',
      'L1 12 10:32–12 14:05 scan-inferred',
    ]);
  });

  it('end with the shift that the worker had on that day', async () => {
    const worker = await newWorker();
    const shift = `insert into assignment (worker_no, kind, shift, valid_from, valid_to) values ($1, 'shift', $2, $3, $4)`;
    await app.dataSource.query(shift, [worker.no, 'B', '2026-05-01', '2026-05-12']);
    await app.dataSource.query(shift, [worker.no, 'A', '2026-05-12', null]);
    await send(seen(worker, 'L1', 'in', '05:50'));
    expect(await staysOf(worker)).toEqual(['L1 12 05:50–12 14:00 scan-inferred']);
  });

  it('become what they would have been, whenever a check-in arrives', async () => {
    const worker = await newWorker();
    await send(seen(worker, 'L1', 'in', '06:00'));
    expect(await staysOf(worker)).toEqual(['L1 12 06:00–12 18:00 scan-inferred']);
    await send(seen(worker, 'L1', 'out', '14:00'));
    expect(await staysOf(worker)).toEqual(['L1 12 06:00–12 14:00 scan']);
    await send(seen(worker, 'C1', 'in', '13:00'));
    expect(await staysOf(worker)).toEqual([
      'L1 12 06:00–12 13:00 scan-inferred',
      'C1 12 13:00–13 00:00 scan-inferred',
      'C1 13 00:00–13 01:00 scan-inferred',
    ]);
  });

  it('are cut at midnight and closed by a check-out of the next morning', async () => {
    const worker = await newWorker();
    await send(seen(worker, 'L1', 'in', '22:00'));
    await send(seen(worker, 'L1', 'out', '2026-05-13T06:10:00+07:00'));
    expect(await staysOf(worker)).toEqual(['L1 12 22:00–13 00:00 scan', 'L1 13 00:00–13 06:10 scan']);
  });

  it('are none for whom the gate stopped', async () => {
    const worker = await newWorker();
    await app.dataSource.query(
      `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, '2026-05-01', 'f1', $1)`,
      [newId(), worker.no],
    );
    await send(seen(worker, 'L1', 'in', '06:00'));
    expect(await staysOf(worker)).toEqual([]);
  });

  it('leave imported stays of the day alone', async () => {
    const worker = await newWorker({ code: 'NV-9' });
    const content = 'worker,place,from,to\nNV-9,C1,2026-05-12T10:00:00+07:00,2026-05-12T10:30:00+07:00\n';
    const admin = app.as(personnel(organisation.id));
    const file = { name: 's.csv', content };
    const { body } = await admin.upload('/stays/imports', { organisationId: organisation.id }, file);
    await ended(admin, `/stays/imports/${body.id}`);
    await send(seen(worker, 'L1', 'in', '06:00'), seen(worker, 'L1', 'out', '07:00'));
    expect(await staysOf(worker)).toEqual(['L1 12 06:00–12 07:00 scan', 'C1 12 10:00–12 10:30 import']);
  });

  it('are complete when check-ins come in while others are worked out', async () => {
    const workers = await Promise.all(Array.from({ length: 12 }, () => newWorker()));
    await Promise.all(
      workers.map(async (worker) => {
        await guard.post('/check-ins', seen(worker, 'L1', 'in', '06:00'));
        await guard.post('/check-ins', seen(worker, 'L1', 'out', '14:00'));
      }),
    );
    await settled();
    for (const worker of workers) expect(await staysOf(worker)).toEqual(['L1 12 06:00–12 14:00 scan']);
  });

  describe('can be read', () => {
    const SPAN = '?from=2026-05-11T00:00:00Z&to=2026-05-14T00:00:00Z';
    let worker: Worker;

    beforeAll(async () => {
      worker = await newWorker();
      await send(seen(worker, 'L1', 'in', '06:00'), seen(worker, 'L1', 'out', '14:00'));
    });

    it('by the worker, and by no colleague', async () => {
      const own = await app.as(workerActor(organisation.id, worker.id)).get(`/workers/${worker.id}/stays${SPAN}`);
      const stay = { placeId: line.id, placeCode: 'L1', placeName: line.name, kind: 'line', evidence: 'scan' };
      expect(own.body).toEqual({
        items: [{ ...stay, from: '2026-05-11T23:00:00Z', to: '2026-05-12T07:00:00Z' }],
        nextCursor: null,
      });
      const colleague = await newWorker();
      const answer = await app.as(workerActor(organisation.id, colleague.id)).get(`/workers/${worker.id}/stays`);
      expect(answer.status).toBe(404);
      expect((await app.as(personnel(organisation.id)).get(`/workers/${worker.id}/stays`)).status).toBe(403);
    });

    it('by a health officer only while an open case covers the worker', async () => {
      const officer = app.as(healthOfficer('24'));
      const status = async () => (await officer.get(`/workers/${worker.id}/stays${SPAN}`)).status;
      expect(await status()).toBe(404);
      const source = await newWorker();
      const [caseId, traceId] = [newId(), newId()];
      await app.dataSource.query(
        `insert into case_record (id, worker_id, sampled_on, created_by) values ($1, $2, '2026-05-13', $1)`,
        [caseId, source.id],
      );
      await app.dataSource.query(
        `insert into trace (id, preset, as_of, max_level, requested_by) values ($1, '{}', now(), 2, $1)`,
        [traceId],
      );
      await app.dataSource.query('insert into trace_case values ($1, $2)', [traceId, caseId]);
      await app.dataSource.query(
        `insert into trace_contact (trace_id, person_no, worker_no, level, position) values ($1, $2, $3, 1, 1)`,
        [traceId, worker.personNo, worker.no],
      );
      expect(await status()).toBe(200);
      expect((await officer.get(`/workers/${source.id}/stays`)).status).toBe(200);
      expect((await app.as(healthOfficer('27')).get(`/workers/${worker.id}/stays`)).status).toBe(404);
      await app.dataSource.query(`update case_record set status = 'closed' where id = $1`, [caseId]);
      expect(await status()).toBe(404);
    });
  });

  it('are not needed to know who is inside now, by place', async () => {
    const [inside, gone, moved] = [await newWorker(), await newWorker(), await newWorker()];
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    await send(
      ...[seen(inside, 'L1', 'in', ago(60)), seen(gone, 'L1', 'in', ago(60)), seen(gone, 'G1', 'out', ago(30))],
      ...[seen(moved, 'L1', 'in', ago(60)), seen(moved, 'C1', 'in', ago(30))],
    );
    const { body } = await guard.get(`/sites/${site.id}/occupancy`);
    expect(body).toMatchObject({ siteId: site.id, inside: 2 });
    const count = (place: Place) => body.places.find(({ placeId }: { placeId: string }) => placeId === place.id).inside;
    expect([count(line), count(canteen)]).toEqual([1, 1]);
    const elsewhere = app.as(gateGuard(organisation.id, newId()));
    expect((await elsewhere.get(`/sites/${site.id}/occupancy`)).status).toBe(404);
  });

  it('have their partitions made a fortnight ahead', async () => {
    const [{ count }] = await eventually(async () => {
      const rows = await app.dataSource.query<{ count: number }[]>(
        `select count(*)::int from pg_inherits where inhparent = 'stay'::regclass
         and inhrelid::regclass::text > 'stay_' || to_char(now() + interval '12 days', 'YYYYMMDD')`,
      );
      return rows[0]!.count > 0 && (rows as [{ count: number }]);
    });
    expect(count).toBeGreaterThan(0);
  });
});
