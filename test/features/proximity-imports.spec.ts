import { type Organisation, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';

const MEETING = '2021-05-17T08:00:20+07:00,2021-05-17T08:00:40+07:00';

describe('imports of proximity', () => {
  let app: TestApp;
  let organisation: Organisation;
  let first: Worker;
  let second: Worker;
  let admin: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] });
    organisation = await makeOrganisation(app.dataSource);
    first = await makeWorker(app.dataSource, organisation, { code: 'A' });
    second = await makeWorker(app.dataSource, organisation, { code: 'B' });
    admin = app.as(enterpriseAdmin(organisation.id));
  });
  beforeEach(() => app.dataSource.query('delete from proximity'));
  afterAll(() => app.close());

  const imported = async (...lines: string[]) => {
    const content = ['workerA,workerB,from,to', ...lines].join('\n') + '\n';
    const file = { name: 'p.csv', content };
    const answer = await admin.upload('/proximity/imports', { organisationId: organisation.id }, file);
    return ended(admin, `/proximity/imports/${answer.body.id}`);
  };
  const pairs = (): Promise<object[]> =>
    app.dataSource.query('select worker_no, other_no, started_at, ended_at from proximity order by started_at');

  it('stores the pair with the smaller number first, whichever way it is written', async () => {
    expect(await imported(`B,A,${MEETING}`)).toMatchObject({ status: 'done', created: 1 });
    const [started_at, ended_at] = [new Date('2021-05-17T01:00:20Z'), new Date('2021-05-17T01:00:40Z')];
    expect(await pairs()).toEqual([{ worker_no: first.no, other_no: second.no, started_at, ended_at }]);
  });

  it('takes A,B and B,A for the same record', async () => {
    expect(await imported(`A,B,${MEETING}`, `B,A,${MEETING}`)).toMatchObject({ read: 2, accepted: 1, duplicate: 1 });
    expect(await imported(`B,A,${MEETING}`)).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('rejects somebody near himself, and workers the organisation does not have', async () => {
    const { id, rejected } = await imported(`A,A,${MEETING}`, `A,?,${MEETING}`, `A,B,${MEETING}`);
    expect(rejected).toBe(2);
    const { text } = await admin.get(`/proximity/imports/${id}/rejects`);
    expect(text).toContain('2,workerB,same_worker');
    expect(text).toContain('3,workerB,unknown_worker');
  });

  it('is cut at local midnight and taken back whole', async () => {
    const { id } = await imported('A,B,2021-05-17T23:59:00+07:00,2021-05-18T00:01:00+07:00');
    expect(await pairs()).toHaveLength(2);
    expect((await admin.delete(`/proximity/imports/${id}`)).status).toBe(204);
    expect(await pairs()).toHaveLength(0);
  });

  it('is not found among the imports of stays', async () => {
    const { id } = await imported(`A,B,${MEETING}`);
    expect((await admin.get(`/stays/imports/${id}`)).status).toBe(404);
  });
});
