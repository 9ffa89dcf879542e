// A day of a province at its lines and canteens, as check-ins.
import { dateOfDayNumber, localDayNumber, startOfDate } from '../../dist/libs/contracts/src/index.js';
import { Partitions } from '../../dist/libs/database/src/index.js';
import { makeWorld } from '../checkin/world.mjs';

const PER_LINE = 40;
/** Hours of the local day, where, and which way: in the end three stays a worker. */
const STEPS = [
  [6, 'line', 'in'],
  [10, 'canteen', 'in'],
  [10.5, 'line', 'in'],
  [14, 'line', 'out'],
];
const STAYS = 3;

export async function makeDay(dataSource, options) {
  const gates = await makeWorld({ dataSource }, options);
  const day = dateOfDayNumber(localDayNumber(Date.now() / 1000) - 1);
  await dataSource.query(
    `insert into place (id, kind, name, code, site_id, organisation_id)
     select uuid_v7(), 'line', 'Chuyền ' || n, 'L' || n, g.site_id, g.organisation_id
     from place g cross join generate_series(0, $1::int) n where g.kind = 'gate'
     union all
     select uuid_v7(), 'canteen', 'Nhà ăn', 'C', site_id, organisation_id from place where kind = 'gate'`,
    [Math.floor(gates[0].workerNos.length / PER_LINE)],
  );
  await new Partitions(dataSource).ensure('check_in', [day]);
  for (const [hour, kind, direction] of STEPS)
    await dataSource.query(
      `insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, result, decision, recorded_by)
       select $1::date, uuid_v7(), w.no, p.no, w.organisation_id, $4, to_timestamp($2), 'accepted', 'allow', w.id
       from (select *, row_number() over (partition by organisation_id order by no) - 1 as seat from worker) w
         join place p on p.organisation_id = w.organisation_id
           and p.code = case when $3 = 'line' then 'L' || (w.seat / ${PER_LINE}) else 'C' end`,
      [day, startOfDate(day) + hour * 3_600, kind, direction],
    );
  await dataSource.query('create table copied_stay (like stay including all)');
  await dataSource.query('vacuum (analyze)');
  const people = gates.reduce((sum, { workerNos }) => sum + workerNos.length, 0);
  const organisations = gates.map(({ organisationId }) => organisationId);
  return {
    day,
    noon: startOfDate(day) + 12 * 3_600,
    organisations,
    checkIns: people * STEPS.length,
    stays: people * STAYS,
  };
}
