import { type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';

const HEADER = 'worker,place,from,to,evidence';
const MORNING = '2021-05-22T06:00:00+07:00,2021-05-22T14:00:00+07:00';

describe('imports of stays', () => {
  let app: TestApp;
  let organisation: Organisation;
  let site: Site;
  let line: Place;
  let worker: Worker;
  let admin: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] });
    organisation = await makeOrganisation(app.dataSource);
    site = await makeSite(app.dataSource, organisation);
    line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
    worker = await makeWorker(app.dataSource, organisation, { code: 'NV-1' });
    admin = app.as(enterpriseAdmin(organisation.id));
  });
  beforeEach(() => app.dataSource.query('delete from stay'));
  afterAll(() => app.close());

  const upload = (lines: string[], header = HEADER) =>
    admin.upload(
      '/stays/imports',
      { organisationId: organisation.id },
      { name: 's.csv', content: [header, ...lines].join('\n') + '\n' },
    );
  const imported = async (lines: string[], header?: string) => {
    const answer = await upload(lines, header);
    expect(answer.status).toBe(202);
    return ended(admin, `/stays/imports/${answer.body.id}`);
  };
  const stored = (): Promise<Record<string, unknown>[]> =>
    app.dataSource.query(
      `select day::text, worker_no, place_no, started_at, ended_at, evidence, import_id from stay order by started_at`,
    );

  it('stores who was where, with the evidence of the file or `import`', async () => {
    const night = '2021-05-22T15:00:00Z,2021-05-22T16:00:00Z';
    const done = await imported([`NV-1,L1,${MORNING},roster`, `NV-1,L1,${night},`]);
    expect(done).toMatchObject({ status: 'done', progress: 1, read: 2, accepted: 2, created: 2, rejected: 0 });
    const row = { day: '2021-05-22', worker_no: worker.no, place_no: line.no, import_id: done.id };
    const at = (time: string) => new Date(`2021-05-${time}`);
    expect(await stored()).toEqual([
      { ...row, started_at: at('21T23:00:00Z'), ended_at: at('22T07:00:00Z'), evidence: 'roster' },
      { ...row, started_at: at('22T15:00:00Z'), ended_at: at('22T16:00:00Z'), evidence: 'import' },
    ]);
  });

  it('stores a stay over midnight as one row a day, and counts it once', async () => {
    const done = await imported(['NV-1,L1,2021-05-22T22:00:00+07:00,2021-05-24T06:00:00+07:00,']);
    expect(done).toMatchObject({ read: 1, accepted: 1, created: 1 });
    const rows = await stored();
    expect(rows.map(({ day }) => day)).toEqual(['2021-05-22', '2021-05-23', '2021-05-24']);
    expect(rows.map(({ ended_at }) => ended_at).slice(0, 2)).toEqual(rows.slice(1).map(({ started_at }) => started_at));
  });

  it('counts what it stored, what was there, what the file repeats and what it rejects, and they add up', async () => {
    await imported([`NV-1,L1,${MORNING},scan`]);
    const second = [
      `NV-1,L1,${MORNING},scan`,
      `NV-1,L1,${MORNING},roster`,
      `NV-1,L1,${MORNING},roster`,
      'NV-2,L1,x,y,',
    ];
    const done = await imported(second);
    expect(done).toMatchObject({
      read: 4,
      accepted: 2,
      rejected: 1,
      duplicate: 1,
      created: 1,
      unchanged: 1,
      updated: 0,
    });
  });

  it('leaves everything unchanged when the same file comes again', async () => {
    const lines = [`NV-1,L1,${MORNING},`, 'NV-1,L1,2021-05-22T22:00:00+07:00,2021-05-23T06:00:00+07:00,'];
    expect(await imported(lines)).toMatchObject({ created: 2, unchanged: 0 });
    expect(await imported(lines)).toMatchObject({ created: 0, unchanged: 2, accepted: 2 });
    expect(await stored()).toHaveLength(3);
  });

  it('takes stays that overlap, also at different places: they were measured elsewhere', async () => {
    await makePlace(app.dataSource, site, 'canteen', { code: 'C1' });
    expect(await imported([`NV-1,L1,${MORNING},`, `NV-1,C1,${MORNING},`])).toMatchObject({ created: 2 });
  });

  it("finds a place in the organisation first, then among the shared ones, never among another's", async () => {
    const other = await makeOrganisation(app.dataSource);
    await makePlace(app.dataSource, await makeSite(app.dataSource, other), 'line', { code: 'THEIRS' });
    const bus = await makeSharedPlace(app.dataSource, 'bus', { code: 'BUS-7' });
    const done = await imported([`NV-1,BUS-7,${MORNING},`, `NV-1,THEIRS,${MORNING},`]);
    expect(done).toMatchObject({ accepted: 1, rejected: 1 });
    expect((await stored())[0]).toMatchObject({ place_no: bus.no });
  });

  it('names row, column and reason of each rejected row', async () => {
    const instants = (from: string, to: string) => `NV-1,L1,${from},${to},`;
    const { id } = await imported([
      `KHONG-CO,L1,${MORNING},`,
      `NV-1,KHONG-CO,${MORNING},`,
      instants('2021-02-31T06:00:00Z', '2021-05-22T06:00:00Z'),
      instants('2021-05-22T06:00:00Z', '2021-05-22T06:00:00Z'),
      instants('2021-05-22T06:00:00Z', '2021-06-30T06:00:00Z'),
      instants('2099-05-22T06:00:00Z', '2099-05-22T07:00:00Z'),
      instants('', '2021-05-22T06:00:00Z'),
      `NV-1,L1,${MORNING},hearsay`,
    ]);
    const { text } = await admin.get(`/stays/imports/${id}/rejects`);
    const rows = text.replace('\uFEFF', '').trim().split('\r\n');
    expect(rows[0]).toBe('worker,place,from,to,evidence,row,column,reason');
    expect(rows.slice(1).map((line) => line.replace('"', '').split(',').slice(5).join(',').split(':')[0])).toEqual([
      ...['2,worker,unknown_worker', '3,place,unknown_place', '4,from,bad_instant', '5,to,end_before_start'],
      ...['6,to,lasts_too_long', '7,from,in_the_future', '8,from,required', '9,evidence,bad_choice'],
    ]);
  });

  it('refuses a file with unknown or missing columns, and one without rows, before or as it is read', async () => {
    expect((await upload([], 'worker,place,from,to,colour')).body.code).toBe('unknown_column');
    expect((await upload([], 'worker,place,from')).body.code).toBe('missing_column');
    expect(await imported([])).toMatchObject({ status: 'failed', error: { code: 'empty_file' } });
  });

  it('stores nothing of a file that is cut in the middle of a row', async () => {
    const content = `${HEADER}\nNV-1,L1,${MORNING},\nNV-1,L1,2021-05`;
    const file = { name: 's.csv', content };
    const { body } = await admin.upload('/stays/imports', { organisationId: organisation.id }, file);
    const done = await ended(admin, `/stays/imports/${body.id}`);
    expect(done).toMatchObject({ status: 'failed', error: { code: 'truncated_file' }, read: 0 });
    expect(await stored()).toEqual([]);
  });

  it('is taken back whole, once or twice, without what another import had stored', async () => {
    await imported([`NV-1,L1,${MORNING},`]);
    const { id } = await imported([`NV-1,L1,${MORNING},`, `NV-1,L1,${MORNING},roster`]);
    for (let time = 0; time < 2; time++) expect((await admin.delete(`/stays/imports/${id}`)).status).toBe(204);
    expect((await stored()).map(({ evidence }) => evidence)).toEqual(['import']);
    expect((await admin.get(`/stays/imports/${id}`)).body.takenBackAt).toMatch(/Z$/);
  });

  it('cannot be taken back while it waits or runs', async () => {
    const { id } = await imported([`NV-1,L1,${MORNING},`]);
    await app.dataSource.query(
      `update work set status = 'running', lease_until = now() + interval '1 hour' where id = $1`,
      [id],
    );
    const answer = await admin.delete(`/stays/imports/${id}`);
    await app.dataSource.query(`update work set status = 'done', lease_until = null where id = $1`, [id]);
    expect([answer.status, answer.body.code]).toEqual([409, 'import_in_use']);
  });

  it('belongs to its organisation alone', async () => {
    const { id } = await imported([`NV-1,L1,${MORNING},`]);
    const stranger = app.as(enterpriseAdmin((await makeOrganisation(app.dataSource)).id));
    const file = { name: 's.csv', content: `${HEADER}\nNV-1,L1,${MORNING},\n` };
    const foreign = await stranger.upload('/stays/imports', { organisationId: organisation.id }, file);
    const answers = [
      foreign,
      await stranger.get(`/stays/imports/${id}`),
      await stranger.delete(`/stays/imports/${id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await app.as(gateGuard(organisation.id)).get(`/stays/imports/${id}`)).status).toBe(403);
  });
});
