import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { patternsOf, rosterOf, routesOn, sittingsOf, tripsOf } from '../../apps/checkin/src/rosters/rosters.queries.js';
import { gateGuard } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';

let app: TestApp;
let organisation: Organisation;
let site: Site;
let line: Place;
let worker: Worker;
beforeAll(async () => (app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] })));
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource, { exercise: true });
  site = await makeSite(app.dataSource, organisation, { rosterFill: 'all' });
  line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  worker = await makeWorker(app.dataSource, organisation, { endDate: '2026-05-13' });
});

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const assign = (
  kind: string,
  place: Place | null,
  shift: string | null,
  from = '2026-05-01',
  to: string | null = null,
) =>
  sql(
    'insert into assignment (worker_no, kind, place_no, shift, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6)',
    ...[worker.no, kind, place?.no ?? null, shift, from, to],
  );
const roster = (first: string, last = first) => rosterOf(app.dataSource.manager, [worker.no], { first, last });

it('say for each day where somebody is meant to be, by assignment or by a line of the roster above it', async () => {
  const other = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'line');
  const [room, bus] = [
    await makeSharedPlace(app.dataSource, 'lodging-room'),
    await makeSharedPlace(app.dataSource, 'bus'),
  ];
  await assign('place', line, null);
  await assign('shift', null, 'A', '2026-05-01', '2026-05-12');
  await assign('room', room, null);
  await assign('bus', bus, null, '2026-05-11');
  await sql(
    `insert into roster_day values ($1, '2026-05-11', null, null), ($1, '2026-05-12', 'N', $2)`,
    worker.no,
    other.no,
  );
  const usual = { workerNo: worker.no, placeNo: line.no, roomNo: room.no, busNo: bus.no, siteId: site.id, fill: 'all' };
  expect(await roster('2026-05-10', '2026-05-14')).toEqual([
    { ...usual, day: '2026-05-10', shift: 'A', busNo: null },
    { ...usual, day: '2026-05-11', shift: null },
    { ...usual, day: '2026-05-12', shift: 'N', placeNo: other.no, siteId: other.siteId, fill: 'passed-gate' },
    { ...usual, day: '2026-05-13', shift: null },
  ]);
});

it('say which buses, sittings and routes there are', async () => {
  const bus = await makePlace(app.dataSource, site, 'bus');
  await sql(`insert into shift_pattern values ($1, 'X', 330, 800, null, '{2}', '2026-06-01', null)`, organisation.id);
  const times = [organisation.id, bus.no];
  for (const [code, from, to] of [
    ['T1', '2026-05-01', null],
    ['T2', '2026-06-01', null],
    ['T3', '2026-05-01', '2026-05-11'],
  ])
    await sql(
      `insert into bus_trip (organisation_id, code, place_no, direction, start_minute, end_minute, days, valid_from, valid_to)
       values ($1, $3, $2, 'outbound', 300, 345, '{1,2}', $4, $5)`,
      ...[...times, code, from, to],
    );
  await sql(
    `insert into canteen_sitting (organisation_id, code, place_no, shift, start_minute, end_minute, days, valid_from)
     values ($1, 'S', $2, 'A', 660, 690, '{1}', '2026-05-01')`,
    ...times,
  );
  await sql(
    `insert into route_stop values ($1, '2026-05-01', 2, $2, null, null, '2026-05-12'), ($1, '2026-05-01', 1, $3, 480, 510, '2026-05-12')`,
    ...[worker.no, bus.no, line.no],
  );
  const { manager } = app.dataSource;
  const days = { first: '2026-05-12', last: '2026-05-12' };
  expect(await patternsOf(manager, organisation.id)).toMatchObject([{ code: 'X', days: [2], validFrom: '2026-06-01' }]);
  expect(await tripsOf(manager, organisation.id, days)).toMatchObject([
    { code: 'T1', placeNo: bus.no, direction: 'outbound', shift: null, startMinute: 300, endMinute: 345, days: [1, 2] },
  ]);
  expect(await sittingsOf(manager, organisation.id, days)).toMatchObject([{ code: 'S', placeNo: bus.no, shift: 'A' }]);
  const stop = { day: '2026-05-12', workerNo: worker.no, startMinute: null, endMinute: null };
  expect(await routesOn(manager, [worker.no], { first: '2026-05-12', last: '2026-05-13' })).toEqual([
    { ...stop, placeNo: line.no, startMinute: 480, endMinute: 510 },
    { ...stop, placeNo: bus.no },
  ]);
});

it('end stays by the hours that the organisation gives its shifts, and by the roster of the day', async () => {
  const guard = app.as(gateGuard(organisation.id));
  await sql(
    `insert into shift_pattern values ($1, 'S1', 360, 615, null, '{1,2,3}', '2026-01-01', null)`,
    organisation.id,
  );
  const stayOf = async (day: string) => {
    const at = `${day}T06:00:00+07:00`;
    const item = { id: newId(), workerId: worker.id, placeCode: 'L1', direction: 'in', at };
    expect((await guard.post('/check-ins', item)).status).toBe(201);
    return eventually(async () => {
      const rows = await sql(
        `select to_char(ended_at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI') as ended from stay
         where worker_no = $1 and day = $2::date and started_at = $3`,
        ...[worker.no, day, at],
      );
      return rows[0]?.ended;
    });
  };
  await assign('shift', null, 'S1');
  expect(await stayOf('2026-05-12')).toBe('10:15');
  await sql(`insert into roster_day values ($1, '2026-05-13', null, null)`, worker.no);
  expect(await stayOf('2026-05-13')).toBe('18:00');
});
