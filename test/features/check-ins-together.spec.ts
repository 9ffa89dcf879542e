import type { Actor } from '@app/contracts';
import { newId, type Organisation, organisationScope, Person, type Place, sightOf, type Worker } from '@app/database';
import { Keys } from '@app/platform';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { gateGuard, healthOfficer, machine, provinceAdmin } from '../support/actors.js';
import { type Answer, type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const MANY = 20;

/** A factory with a place `L1`, like every other one. */
interface Factory {
  organisation: Organisation;
  place: Place;
  worker: Worker;
  actor: Actor;
  guard: Caller;
}

describe('check-ins that come together', () => {
  let app: TestApp;
  let [here, there]: Factory[] = [];

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [] });
    [here, there] = [await makeFactory('219'), await makeFactory('27')];
  });
  afterAll(() => app.close());

  async function makeFactory(unitCode: string): Promise<Factory> {
    const organisation = await makeOrganisation(app.dataSource, { exercise: true, unitCode });
    const place = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'line', { code: 'L1' });
    const actor = gateGuard(organisation.id);
    const worker = await makeWorker(app.dataSource, organisation);
    return { organisation, place, worker, actor, guard: app.as(actor) };
  }

  const body = (given: object) => ({
    ...{ id: newId(), placeCode: 'L1', direction: 'in', at: '2026-05-12T01:00:00Z', ...given },
  });
  const said = ({ status, body: { code } }: Answer): unknown => code ?? status;
  const rows = async (): Promise<Record<string, unknown>[]> =>
    app.dataSource.query('select place_no, recorded_by, organisation_id, xmin::text as tx from check_in');

  it('share commits, and each is stored as of its own place and guard', async () => {
    const sent = Array.from({ length: MANY }, () => [here!, there!]).flat();
    const answers = await Promise.all(
      sent.map(({ guard, worker }) => guard.post('/check-ins', body({ workerId: worker.id }))),
    );
    expect(answers.map(said)).toEqual(sent.map(() => 201));
    const stored = await rows();
    expect(stored).toHaveLength(2 * MANY);
    for (const { organisation, place, actor } of [here!, there!]) {
      const row = { place_no: place.no, recorded_by: actor.userId, organisation_id: organisation.id };
      expect(stored.filter((one) => one['recorded_by'] === actor.userId)).toEqual(
        Array.from({ length: MANY }, () => expect.objectContaining(row)),
      );
    }
    expect(new Set(stored.map(({ tx }) => tx)).size).toBeLessThan(MANY);
  });

  it('know nobody of another organisation, whoever is asked about beside them', async () => {
    const sent = Array.from({ length: MANY }, () => [here!, there!]).flat();
    const answers = await Promise.all(
      sent.map(({ guard }, index) => {
        const other = index % 4 < 2 ? here! : there!;
        return guard.post('/check-ins', body({ workerId: other.worker.id }));
      }),
    );
    const expected = sent.map((own, index) => (own === (index % 4 < 2 ? here : there) ? 201 : 'unknown_worker'));
    expect(answers.map(said)).toEqual(expected);
  });

  it('find each guard the own record of a person whom both employ', async () => {
    const identityHash = app.nest.get(Keys).blindIndex('024188001111');
    const inserted = await app.dataSource.getRepository(Person).insert({ identityHash });
    const personNo = inserted.generatedMaps[0]!['no'] as number;
    const both = await Promise.all(
      [here!, there!].map(async ({ organisation, guard }) => {
        const { no } = await makeWorker(app.dataSource, organisation, { personNo });
        return { no, guard, sent: body({ badge: '024188001111||Nguyễn Thị Bưởi|02091988|Nữ|Thôn 3|10052021' }) };
      }),
    );
    const answers = await Promise.all(both.map(({ guard, sent }) => guard.post('/check-ins', sent)));
    expect(answers.map(said)).toEqual([201, 201]);
    const stored = both.map(({ sent }) =>
      app.dataSource.query('select worker_no from check_in where id = $1', [sent.id]),
    );
    expect((await Promise.all(stored)).flat()).toEqual(both.map(({ no }) => ({ worker_no: no })));
  });

  it('get one answer where they have one id, whatever else comes with them', async () => {
    const [one, other] = [body({ workerId: here!.worker.id }), body({ workerId: here!.worker.id })];
    const sent = Array.from({ length: MANY }, () => [one, other]).flat();
    const answers = await Promise.all([
      ...sent.map((item) => here!.guard.post('/check-ins', item)),
      here!.guard.post('/check-ins', { ...one, direction: 'out' }),
      there!.guard.post('/check-ins', { ...one, workerId: there!.worker.id }),
    ]);
    expect(answers.map(said)).toEqual([...sent.map(() => 201), 'id_reused', 'id_reused']);
    expect(new Set(answers.slice(0, sent.length).map(({ text }) => text)).size).toBe(2);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'])).toHaveLength(sent.length - 2);
  });

  it('spoil no other: one that cannot be stored fails alone', async () => {
    await app.dataSource.query(`alter table check_in add constraint poison check (device_id <> 'poison')`);
    const sent = Array.from({ length: MANY }, (_, index) =>
      body({ workerId: here!.worker.id, deviceId: index === 7 ? 'poison' : 'gate' }),
    );
    const answers = await Promise.all(sent.map((item) => here!.guard.post('/check-ins', item)));
    await app.dataSource.query('alter table check_in drop constraint poison');
    expect(answers.map(said)).toEqual(sent.map((_, index) => (index === 7 ? 'internal' : 201)));
    expect((await here!.guard.post('/check-ins', sent[7])).headers['idempotency-replayed']).toBeUndefined();
  });

  it('are seen by whom the scope of lists lets see them', async () => {
    const limited = { ...machine(), scope: { unitCodes: ['27'] } };
    const actors = [provinceAdmin(), machine(), limited, healthOfficer('24'), healthOfficer('x'), here!.actor];
    const sees = await sightOf(app.dataSource.manager, actors);
    for (const actor of actors) {
      const { sql, parameters } = organisationScope(actor, 'o.id', 1);
      const all = await app.dataSource.query<{ organisationId: string; unitCodes: string[]; listed: boolean }[]>(
        `select o.id as "organisationId", array[o.unit_code] as "unitCodes", (${sql}) as listed from organisation o`,
        parameters,
      );
      expect(all.map((one) => sees(actor, one))).toEqual(all.map(({ listed }) => listed));
    }
  });
});
