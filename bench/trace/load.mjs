// Puts the province into the product's own tables by COPY.
import { EVIDENCE } from '../../dist/libs/contact-graph/src/index.js';
import { dateOfDayNumber, localDayNumber } from '../../dist/libs/contracts/src/index.js';
import { copyInto, copyLines, Partitions } from '../../dist/libs/database/src/index.js';
import { DAY } from './province.mjs';

const UNIT = '24';
const LINES_AT_ONCE = 2_000;
const TWO = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
const CLOCK = Array.from(
  { length: DAY },
  (_, i) => `${TWO[Math.floor(i / 3_600)]}:${TWO[Math.floor(i / 60) % 60]}:${TWO[i % 60]}`,
);

/** Made-up public ids: the same number gives the same id. A row's `no` is its number from 0, plus one. */
const idOf = (kind, number) => `00000000-${kind}-7000-8000-${number.toString(16).padStart(12, '0')}`;
export const workerId = (worker) => idOf('000a', worker);
const organisationId = (organisation) => idOf('000b', organisation);
const siteId = (organisation) => idOf('000c', organisation);
const placeId = (place) => idOf('000d', place);
export const workerCode = (worker) => `W${String(worker).padStart(6, '0')}`;

export async function loadProvince(dataSource, province, stays) {
  const runner = dataSource.createQueryRunner();
  const insert = (table, columns, rows) => copyInto(runner, table, columns, rows);
  try {
    // nobody listens yet: neither the journal of changes nor the foreign keys need to look at every row
    await runner.query('set session_replication_role = replica');
    await insert('administrative_unit', ...unit());
    await insert('organisation', ...organisations(province));
    await insert('site', ...sites(province));
    await insert('place', ...places(province));
    await insert('person', ...persons(province));
    await insert('worker', ...workers(province));
    for (const table of ['place', 'person', 'worker'])
      await runner.query(`select setval(pg_get_serial_sequence('${table}', 'no'), (select max(no) from ${table}))`);
    const first = localDayNumber(province.from);
    const days = Array.from({ length: province.days }, (_, day) => dateOfDayNumber(first + day));
    await new Partitions(dataSource).ensure('stay', days);
    const columns = ['day', 'worker_no', 'place_no', 'started_at', 'ended_at', 'evidence'];
    await copyLines(runner, 'stay', columns, stayLines(stays, days, province.from));
    await runner.query('reset session_replication_role');
    // what autovacuum would have done by the time anybody asks
    await runner.query('vacuum (analyze)');
  } finally {
    await runner.release();
  }
}

const numbers = (count) => Array.from({ length: count }, (_, i) => i);

const unit = () => [
  ['code', 'name', 'level', 'path', 'valid_from'],
  [[UNIT, 'Tỉnh Bắc Giang', 'province', `/${UNIT}/`, '1997-01-01']],
];

const organisations = ({ organisations }) => [
  ['id', 'name', 'kind', 'unit_code'],
  organisations.map((_, i) => [organisationId(i), `Doanh nghiệp ${i}`, 'enterprise', UNIT]),
];

const sites = ({ organisations }) => [
  ['id', 'organisation_id', 'name', 'unit_code'],
  organisations.map((_, i) => [siteId(i), organisationId(i), 'Nhà máy', UNIT]),
];

const places = ({ places: { kind, parent, organisation } }) => [
  ['no', 'id', 'kind', 'name', 'code', 'site_id', 'organisation_id', 'unit_code', 'parent_id'],
  kind.map((name, i) => {
    const owner = organisation[i];
    const owned = owner < 0 ? [null, null, UNIT] : [siteId(owner), organisationId(owner), null];
    return [i + 1, placeId(i), name, `${name} ${i}`, `P${i}`, ...owned, parent[i] < 0 ? null : placeId(parent[i])];
  }),
];

const persons = ({ workers }) => [['no'], numbers(workers).map((worker) => [worker + 1])];

const workers = ({ workers, seats }) => [
  ['no', 'id', 'person_no', 'organisation_id', 'site_id', 'code', 'full_name', 'search_name'],
  numbers(workers).map((worker) => {
    const [code, owner] = [workerCode(worker), seats.organisation[worker]];
    const names = [code, `Công nhân ${code}`, `cong nhan ${code.toLowerCase()}`];
    return [worker + 1, workerId(worker), worker + 1, organisationId(owner), siteId(owner), ...names];
  }),
];

async function* stayLines({ person, place, from, to, evidence, count }, days, start) {
  const instants = new Instants();
  for (let row = 0, text = ''; row < count; text = '') {
    for (const stop = Math.min(count, row + LINES_AT_ONCE); row < stop; row++) {
      const day = days[Math.floor((from[row] - start) / DAY)];
      text += `${day}\t${person[row] + 1}\t${place[row] + 1}\t${instants.text(from[row])}\t${instants.text(to[row])}\t${EVIDENCE[evidence[row]]}\n`;
    }
    yield text;
  }
}

/** Epoch seconds as PostgreSQL reads them, by table: a Date a row would take longer than the COPY. */
class Instants {
  dates = new Map();

  text(seconds) {
    const day = Math.floor(seconds / DAY);
    let date = this.dates.get(day);
    if (!date) this.dates.set(day, (date = dateOfDayNumber(day)));
    return `${date} ${CLOCK[seconds - day * DAY]}+00`;
  }
}
