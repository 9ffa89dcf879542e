import type { Actor, Role } from '@app/contracts';
import { newId, type Organisation, type Site } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import * as actors from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite } from '../support/factories.js';
import { readRows } from '../support/tables.js';

/** Somebody with values that nobody else has, so that one that stands where it should not is found wherever it stands. */
interface Someone {
  id: string;
  organisationId: string;
  unit: string;
  said: Record<Field, string>;
}
/** One who has asked for a correction and is a case, and one of whom an import had a row that was rejected. */
interface Firm {
  organisation: Organisation;
  site: Site;
  asked: Someone;
  rejected: Someone;
  importId: string;
}
const FIELDS = ['code', 'fullName', 'birthDate', 'identityNumber', 'phone', 'address'] as const;
type Field = (typeof FIELDS)[number];
const [EACH, ACTORS, WANTED] = [6, 32, 5_000];

let app: TestApp;
const firms: Firm[] = [];
const everybody: Someone[] = [];
const differences: string[] = [];
let pairs = 0;

beforeAll(async () => {
  app = await testApp([AccountsModule, WorkersModule, CheckinModule, TracingModule, ExchangeModule]);
  for (const unitCode of ['219', '27', '219', '27']) {
    const organisation = await makeOrganisation(app.dataSource, { unitCode });
    const site = await makeSite(app.dataSource, organisation);
    const gate = await makePlace(app.dataSource, site, 'gate');
    for (let i = 0; i < EACH; i++) everybody.push(await register(organisation, gate.code));
    const [rejected, asked] = everybody.slice(-2) as [Someone, Someone];
    const importId = await rejectedImport(rejected);
    await asks(asked);
    firms.push({ organisation, site, asked, rejected, importId });
  }
}, 60_000);
afterAll(() => app.close());

/** Takes somebody on, and lets them in. */
async function register({ id: organisationId, unitCode: unit }: Organisation, placeCode: string): Promise<Someone> {
  const n = everybody.length + 10;
  const said = {
    ...{ code: `MA-${n}-X`, fullName: `Người ${n} Nọ`, birthDate: `19${n + 30}-04-03` },
    ...{ identityNumber: `0241997776${n}`, phone: `+849876543${n}`, address: `Ngõ ${n}, thôn Vàng` },
  };
  const hr = app.as(actors.personnel(organisationId));
  const { id } = (await hr.post('/workers', { organisationId, ...said })).body;
  const seen = {
    id: newId(),
    placeCode,
    workerId: id,
    direction: 'in',
    at: new Date(Date.now() - 60_000).toISOString(),
  };
  expect((await hr.post('/check-ins', seen)).status).toBe(201);
  return { id, organisationId, unit, said };
}

/** Says of somebody everything that is known, in a file of which the row is rejected. */
async function rejectedImport({ organisationId, said }: Someone): Promise<string> {
  const hr = app.as(actors.personnel(organisationId));
  const content = `${FIELDS.join(',')},endDate\n${FIELDS.map((field) => `"${said[field]}"`).join(',')},never\n`;
  const { body } = await hr.upload('/workers/imports', { organisationId }, { name: 'a.csv', content });
  expect(await ended(hr, `/workers/imports/${body.id}`)).toMatchObject({ status: 'done', rejected: 1 });
  return body.id;
}

/** Wants the own phone put right, and is a case. */
async function asks({ id, organisationId, said: { phone } }: Someone): Promise<void> {
  const wish = { kind: 'correction', fields: { phone } };
  expect((await app.as(actors.workerActor(organisationId, id)).post(`/workers/${id}/requests`, wish)).status).toBe(201);
  const made = await app
    .as(actors.healthOfficer('219', '27'))
    .post('/cases', { workerId: id, sampledOn: '2026-01-05' });
  expect(made.status).toBe(201);
}

/** What the roles of the interface say, written down by hand: the fields of somebody that an actor may see. */
function allowed({ role, scope }: Actor, { id, organisationId, unit }: Someone): readonly Field[] {
  const own = scope.organisationId === organisationId;
  const seesAll: Record<Role, boolean> = {
    ...{ province_admin: true, health_officer: scope.unitCodes?.includes(unit) ?? false, enterprise_admin: own },
    ...{ personnel: own, gate_guard: false, worker: scope.workerId === id, auditor: false, service: false },
  };
  if (seesAll[role]) return FIELDS;
  return role === 'gate_guard' && own ? ['code', 'fullName'] : [];
}

interface Surface {
  name: string;
  /** Who may call it at all. */
  roles: readonly Role[];
  /** The fields that it has, and whom it is about. */
  fields: readonly Field[];
  about: (of: Someone) => boolean;
}

function compare({ name, roles, fields, about }: Surface, actor: Actor, text: string): void {
  for (const one of everybody) {
    pairs++;
    const may = roles.includes(actor.role) && about(one) ? allowed(actor, one) : [];
    for (const field of FIELDS) {
      const [is, shall] = [text.includes(one.said[field]), may.includes(field) && fields.includes(field)];
      if (is !== shall) differences.push(`${name}, ${actor.role}: ${field} ${is ? 'is shown' : 'is missing'}`);
    }
  }
}

const STAFF = ['province_admin', 'enterprise_admin', 'personnel'] as const;
const READERS = [...STAFF, 'health_officer', 'gate_guard'] as const;
const TAKERS = ['province_admin', 'health_officer', 'enterprise_admin'] as const;
const everyone = (): boolean => true;
const asking = (one: Someone): boolean => firms.some(({ asked }) => asked === one);

async function lists(actor: Actor, caller: Caller): Promise<void> {
  const all = { roles: READERS, fields: FIELDS, about: everyone };
  compare({ name: 'list', ...all }, actor, (await caller.get('/workers?limit=500')).text);
  compare(
    { name: 'search', ...all },
    actor,
    (await caller.post('/workers/search', { q: 'nguoi no', limit: 500 })).text,
  );
}

/** Where people stand because of what they asked, what became of a file, or an illness; and the log, where none does. */
async function results(actor: Actor, caller: Caller, { rejected, importId }: Firm): Promise<void> {
  const ids = everybody.map(({ id }) => id);
  compare(
    { name: 'lookup', roles: READERS, fields: FIELDS, about: everyone },
    actor,
    (await caller.post('/workers/lookup', { ids })).text,
  );
  const requests = { name: 'requests', roles: STAFF, fields: ['code', 'phone'] as const, about: asking };
  compare(requests, actor, (await caller.get('/rights/requests?limit=500')).text);
  const cases = { name: 'cases', roles: ['health_officer'] as const, fields: ['code'] as const, about: asking };
  compare(cases, actor, (await caller.get('/cases?limit=500')).text);
  const rejects = { name: 'rejects', roles: STAFF, fields: FIELDS, about: (one: Someone) => one === rejected };
  compare(rejects, actor, (await caller.get(`/workers/imports/${importId}/rejects`)).text);
  const nobody = { roles: [], fields: [], about: everyone };
  compare({ name: 'import', ...nobody }, actor, (await caller.get(`/workers/imports/${importId}`)).text);
  compare({ name: 'log', ...nobody }, actor, (await caller.get('/audit?limit=500')).text);
}

async function single(actor: Actor, caller: Caller, of: Someone): Promise<void> {
  const about = (one: Someone): boolean => one === of;
  const detail = await caller.get(`/workers/${of.id}`);
  compare({ name: 'detail', roles: [...READERS, 'worker'], fields: FIELDS, about }, actor, detail.text);
  const own = await caller.get(`/workers/${of.id}/own-data`);
  compare({ name: 'own data', roles: ['worker'], fields: FIELDS, about }, actor, own.text);
  const changed = await caller.patch(`/workers/${of.id}`, { shift: 'Ca 1' });
  compare({ name: 'change', roles: STAFF, fields: FIELDS, about }, actor, changed.text);
  const refused = await caller.patch(`/workers/${of.id}`, { phone: '12', identityNumber: '?', endDate: '1900-01-01' });
  compare({ name: 'refusal', roles: [], fields: [], about }, actor, refused.text);
}

async function evacuation(actor: Actor, caller: Caller, { organisation, site }: Firm): Promise<void> {
  const about = (one: Someone): boolean => one.organisationId === organisation.id;
  for (const query of ['', '?format=csv']) {
    const { text } = await caller.get(`/sites/${site.id}/evacuation${query}`);
    const roles = [...STAFF, 'gate_guard'] as const;
    compare({ name: `evacuation${query}`, roles, fields: ['code', 'fullName'], about }, actor, text);
  }
}

async function files(actor: Actor, caller: Caller, format: string): Promise<void> {
  const ofCase = ['code', 'fullName', 'phone', 'address'] as const;
  for (const [kind, roles, fields, about] of [
    ['workers', TAKERS, FIELDS, everyone],
    ['check-ins', TAKERS, [], everyone], // of whom they are is shown for an open case alone
    ['cases', ['province_admin', 'health_officer'], ofCase, asking],
  ] as const) {
    const { body } = await caller.post('/exports', { kind, format, purpose: 'thử' });
    const text = body.id ? await fileOf(caller, body.id, format) : '';
    compare({ name: `${kind}.${format}`, roles, fields, about }, actor, text);
  }
}

async function fileOf(caller: Caller, id: string, format: string): Promise<string> {
  await ended(caller, `/exports/${id}`);
  const { raw, text } = await caller.get(`/exports/${id}/file`);
  return format === 'json' ? text : JSON.stringify((await readRows(raw)).rows);
}

/** The n-th actor: the roles in turn, each in another organisation, unit or person than before. */
function actorOf(n: number): Actor {
  const turn = Math.floor(n / 8);
  const { id } = firms[turn % firms.length]!.organisation;
  const person = everybody[(turn * 7) % everybody.length]!;
  return [
    actors.provinceAdmin,
    () => actors.healthOfficer(turn % 2 ? '27' : '219'),
    () => actors.enterpriseAdmin(id),
    () => actors.personnel(id),
    () => actors.gateGuard(id),
    () => actors.workerActor(person.organisationId, person.id),
    actors.auditor,
    actors.machine,
  ][n % 8]!();
}

it('shows of every person on every surface what the role may see, and nothing else', async () => {
  for (let n = 0; n < ACTORS; n++) {
    const actor = actorOf(n);
    const caller = app.as(actor);
    await lists(actor, caller);
    await single(
      actor,
      caller,
      everybody.find(({ id }) => id === actor.scope.workerId) ?? everybody[(n * 5) % everybody.length]!,
    );
    await results(actor, caller, firms[(n >> 1) % firms.length]!);
    await evacuation(actor, caller, firms[(n >> 1) % firms.length]!);
    if (n < 24) await files(actor, caller, ['csv', 'xlsx', 'json'][Math.floor(n / 8)]!);
  }
  process.stdout.write(`Masking: ${pairs} pairs of an actor and a record, ${differences.length} differences.\n`);
  expect(differences).toEqual([]);
  expect(pairs).toBeGreaterThanOrEqual(WANTED);
}, 120_000);
