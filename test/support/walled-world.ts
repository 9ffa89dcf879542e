import type { Actor } from '@app/contracts';
import { newId } from '@app/database';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import * as actors from './actors.js';

/** What is known of a row: whose it is. */
export interface Owner {
  organisation?: string | null;
  /** Id, and number of the person. */
  worker?: string;
  person?: number;
  unit?: string;
  trace?: string;
  /** Of an export. */
  maker?: string;
  scope?: { organisationId?: string; unitCodes?: string[] };
}
export interface Row {
  table: string;
  key: string;
  owner: Owner;
}
export interface Trace {
  id: string;
  /** Organisations of its cases, whether one is open, and whom it reached: persons. */
  cases: string[];
  open: boolean;
  /** Whom it reached; all of its persons are these and its cases'. */
  contact: number;
  persons: number[];
}
export interface WalledWorld {
  /** Unit of each organisation, and the unit above each unit. */
  unitOf: Map<string, string>;
  above: Map<string, string>;
  rows: Row[];
  workers: { id: string; no: number; person: number; organisation: string }[];
  traces: Trace[];
  /** Workers whose case is closed. */
  closed: string[];
  /** Who is marked for the case of which worker, and whose case that is. */
  marks: { person: number; of: string; organisation: string }[];
  actors: Actor[];
  columnsOf: Map<string, Column[]>;
}
interface Column {
  name: string;
  type: string;
  needed: boolean;
  isKey: boolean;
}

const UNITS = { '24': '', '219': '24', '07777': '219', '220': '24', '27': '' };
const COLUMNS = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
    a.attnotnull and not a.atthasdef as needed, coalesce(a.attnum = any(i.indkey), false) as "isKey"
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_index i on i.indrelid = c.oid and i.indisprimary
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by a.attnum`;

let n = 1_000;
const DAY = '2026-11-20';
const VALUES: Record<string, () => unknown> = {
  uuid: () => newId(),
  text: () => `t${++n}`,
  integer: () => ++n,
  smallint: () => 1,
  bigint: () => ++n,
  boolean: () => false,
  date: () => DAY,
  'timestamp with time zone': () => `${DAY}T08:00:00Z`,
  jsonb: () => '{}',
  bytea: () => randomBytes(8),
  'double precision': () => 0,
  real: () => 0,
  stay_evidence: () => 'scan',
};
const valueFor = (type: string): unknown => (type.endsWith('[]') ? '{}' : VALUES[type]!());

export const keyOf = (columns: readonly Column[], row: Record<string, unknown>): string =>
  JSON.stringify(columns.filter(({ isKey }) => isKey).map(({ name }) => row[name]));

/** Puts rows into tables; what a row needs and is not said is made up. */
class Filler {
  readonly rows: Row[] = [];
  constructor(
    private readonly db: DataSource,
    readonly columnsOf: Map<string, Column[]>,
  ) {}

  async add(table: string, owner: Owner, given: Record<string, unknown> = {}): Promise<Record<string, any>> {
    const columns = this.columnsOf.get(table)!.filter(({ name, needed }) => needed || name in given);
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const values = columns.map(({ name, type }) => (name in given ? given[name] : valueFor(type)));
    const filled =
      columns.length > 0 ? `(${names}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})` : 'default values';
    const [{ row }] = await this.db.query(`insert into ${table} as t ${filled} returning to_jsonb(t) as row`, values);
    this.rows.push({ table, key: keyOf(this.columnsOf.get(table)!, row), owner });
    return row;
  }
}

/**
 * Organisations of a district, of a commune in it, of its sibling and of another province, with a row of theirs in every
 * table that has a wall. One person works in the first and in the last.
 */
export async function walledWorld(db: DataSource): Promise<WalledWorld> {
  const columns = await db.query<(Column & { table: string })[]>(COLUMNS);
  const columnsOf = new Map<string, Column[]>();
  for (const { table, ...column } of columns) columnsOf.set(table, [...(columnsOf.get(table) ?? []), column]);
  const filler = new Filler(db, columnsOf);
  for (const [code, parent] of Object.entries(UNITS)) {
    const path = code === '07777' ? '/24/219/07777/' : parent ? `/${parent}/${code}/` : `/${code}/`;
    await db.query(
      `insert into administrative_unit (code, name, level, parent_code, path, valid_from)
       values ($1, $1, 'unit', nullif($2, ''), $3, '2000-01-01') on conflict do nothing`,
      [code, parent, path],
    );
  }
  for (const table of ['stay', 'check_in']) await db.query('select ensure_day_partition($1, $2::date)', [table, DAY]);
  await sharedRows(filler);
  const workers: WalledWorld['workers'] = [];
  const unitOf = new Map<string, string>();
  const admins: Actor[] = [];
  for (const unit of ['219', '07777', '220', '27']) {
    const { organisation, staff, people } = await firm(filler, unit, unit === '27' ? workers[0]!.person : undefined);
    unitOf.set(organisation, unit);
    workers.push(...people);
    admins.push(...staff);
  }
  const traces = await tracesOf(filler, workers);
  const officers = [['24'], ['219'], ['07777'], ['220'], ['219', '27']].map((codes) => actors.healthOfficer(...codes));
  const others = [actors.provinceAdmin(), actors.auditor(), actors.machine()];
  const everybody = [...admins, ...officers, ...others];
  const closed = [workers.at(-1)!.id];
  await db.query(`update case_record set status = 'closed' where worker_id = any($1)`, [closed]);
  const marks = await marksOf(filler, workers);
  await exportsOf(filler, everybody);
  const above = new Map(Object.entries(UNITS));
  return { unitOf, above, rows: filler.rows, workers, traces, closed, marks, actors: everybody, columnsOf };
}

/** What belongs to no organisation: shared places, and the province's rules, which a migration made. */
async function sharedRows(filler: Filler): Promise<void> {
  for (const unit of ['24', '219', '27']) {
    const owner = { organisation: null, unit };
    const place = await filler.add('place', owner, { unit_code: unit, kind: 'bus' });
    await filler.add('place_move', owner, { place_id: place.id });
  }
  await filler.add('audit_event', {});
}

async function firm(filler: Filler, unit: string, knownPerson: number | undefined) {
  const organisation = newId();
  const own: Owner = { organisation };
  const of = { organisation_id: organisation };
  await filler.add('organisation', own, { id: organisation, unit_code: unit });
  const site = await filler.add('site', own, { ...of, unit_code: unit });
  const place = await filler.add('place', own, { ...of, site_id: site.id, kind: 'line' });
  await filler.add('place_move', own, { place_id: place.id });
  const at = { ...of, place_no: place.no };
  for (const table of ['shift_pattern', 'bus_trip', 'canteen_sitting'])
    await filler.add(table, own, table === 'shift_pattern' ? of : at);
  for (const table of ['gate_rule', 'plausibility_rule', 'stay_derivation', 'plausibility_check'])
    await filler.add(table, own, of);
  await filler.add('device', own, { ...of, site_id: site.id });
  const network = await filler.add('network', own, { site_id: site.id });
  for (const table of ['network_day', 'network_place']) await filler.add(table, own, { network_id: network.id });
  const file = await filler.add('stored_file', own);
  await filler.add('stored_file_chunk', own, { file_id: file.id });
  const imported = await filler.add('data_import', own, { ...of, file_id: file.id });
  for (const table of ['import_reject', 'import_change']) await filler.add(table, own, { import_id: imported.id });
  const people = [];
  for (const known of [knownPerson, undefined]) people.push(await employee(filler, { organisation, place, known }));
  const staff: Actor[] = [
    ...[actors.enterpriseAdmin(organisation), actors.personnel(organisation), actors.gateGuard(organisation, site.id)],
    ...people.map(({ id }) => actors.workerActor(organisation, id)),
  ];
  for (const { userId: id, role } of staff) {
    const account = await filler.add(
      'user_account',
      { organisation, maker: id },
      { id, role, organisation_id: organisation },
    );
    await filler.add('invitation', own, { user_id: account.id });
    await filler.add('refresh_token', own, { user_id: account.id });
  }
  return { organisation, staff, people };
}

interface Employment {
  organisation: string;
  place: Record<string, any>;
  /** Number of the person, who works elsewhere, too. */
  known: number | undefined;
}

async function employee(filler: Filler, { organisation, place, known }: Employment) {
  const person = known ?? ((await filler.add('person', {})).no as number);
  if (known === undefined) filler.rows.at(-1)!.owner.person = person;
  const id = newId();
  const own: Owner = { organisation, worker: id, person };
  const { no } = await filler.add('worker', own, { id, person_no: person, organisation_id: organisation });
  const of = { worker_no: no, place_no: place.no, organisation_id: organisation, worker_id: id };
  const given = (table: string) =>
    Object.fromEntries(
      Object.entries(of).filter(([name]) => filler.columnsOf.get(table)!.some((one) => one.name === name)),
    );
  for (const table of OF_WORKERS) {
    const row = await filler.add(table, own, given(table));
    if (table === 'check_in') await filler.add('check_in_key', own, { id: row.id, day: DAY });
  }
  return { id, no: no as number, person, organisation };
}
const OF_WORKERS = [
  ...['assignment', 'roster_day', 'route_stop', 'health_test', 'vaccine_dose', 'health_declaration', 'isolation'],
  ...['check_in', 'stay', 'rights_request', 'case_record'],
];

/** Of a case in the district, of two cases in different districts, of one elsewhere that is closed; each reached somebody far away. */
async function tracesOf(filler: Filler, workers: WalledWorld['workers']): Promise<Trace[]> {
  const [a, a2, b, , c, , , d2] = workers;
  const plans = [
    { of: [a!], reached: d2!, open: true },
    { of: [a2!, c!], reached: d2!, open: true },
    { of: [d2!], reached: b!, open: false },
  ];
  const traces: Trace[] = [];
  for (const { of, reached, open } of plans) {
    const trace = newId();
    const own: Owner = { trace, person: reached.person };
    await filler.add('trace', own, { id: trace, direction: 'forward' });
    for (const { id } of of) {
      await filler.add('trace_case', own, { trace_id: trace, case_id: caseOf(filler, id) });
    }
    const about = { trace_id: trace, person_no: reached.person, worker_no: reached.no };
    for (const table of ['trace_contact', 'trace_source', 'trace_time', 'trace_review', 'trace_change']) {
      const names = new Set(filler.columnsOf.get(table)!.map(({ name }) => name));
      await filler.add(table, own, Object.fromEntries(Object.entries(about).filter(([name]) => names.has(name))));
    }
    for (const table of ['trace_place', 'trace_revision']) await filler.add(table, own, { trace_id: trace });
    const persons = [...of, reached].map(({ person }) => person);
    traces.push({
      id: trace,
      cases: of.map(({ organisation }) => organisation),
      open,
      contact: reached.person,
      persons,
    });
  }
  return traces;
}

/** Somebody of a sibling unit is followed up for the first case, without being in a list. */
async function marksOf(filler: Filler, workers: WalledWorld['workers']): Promise<WalledWorld['marks']> {
  const [of, marked] = [workers[0]!, workers[5]!];
  const owner = { organisation: of.organisation };
  await filler.add('follow_up', owner, { case_id: caseOf(filler, of.id), worker_no: marked.no });
  return [{ person: marked.person, of: of.id, organisation: of.organisation }];
}

/** The case of a worker. */
const caseOf = ({ rows }: Filler, worker: string): string =>
  (
    JSON.parse(rows.find(({ table, owner }) => table === 'case_record' && owner.worker === worker)!.key) as string[]
  )[0]!;

async function exportsOf(filler: Filler, everybody: readonly Actor[]): Promise<void> {
  for (const { userId, role, scope } of everybody) {
    if (!['province_admin', 'health_officer', 'enterprise_admin'].includes(role)) continue;
    const own: Owner = { maker: userId, scope };
    const made = await filler.add('export', own, { created_by: userId, scope: JSON.stringify(scope), role });
    const file = await filler.add('stored_file', own);
    await filler.add('export_part', own, { export_id: made.id, file_id: file.id });
    const destination = await filler.add('destination', {});
    const delivery = await filler.add('delivery', own, { export_id: made.id, destination_id: destination.id });
    await filler.add('delivery_attempt', own, { delivery_id: delivery.id });
  }
}
