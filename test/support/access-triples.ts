import type { Actor } from '@app/contracts';
import { CaseRecord, DataImport, newId, Organisation, Place, Site, Worker } from '@app/database';
import { AccessTokens } from '@app/platform';
import { pick, random } from '../../seeds/province/random.js';
import * as actors from './actors.js';
import type { TestApp } from './app.js';
import { makeWorker } from './factories.js';
import { type LandedUnit, UnitHistory } from './merged-units.js';

/** What the oracle knows: where everything belongs. */
interface Firm {
  id: string;
  unit: LandedUnit;
}
interface Found {
  id: string;
  firm: Firm;
  site?: string;
  worker?: string;
  hasCase?: boolean;
}
type Kind = 'organisation' | 'site' | 'place' | 'worker' | 'case' | 'import';
type World = Record<Kind, Found[]> & { units: LandedUnit[] };
interface Somebody {
  actor: Actor;
  units: LandedUnit[];
  token: string;
}

/** Reads of one record: the path after the id, and the letters of who may call it. */
const READS: Record<Kind, readonly (readonly [path: string, who: string])[]> = {
  organisation: [
    ['/organisations/:id', 'POEHG'],
    ['/organisations/:id/sites', 'POEHG'],
    ['/organisations/:id/users', 'PE'],
    ['/organisations/:id/devices', 'PEH'],
    ['/organisations/:id/flags', 'PEH'],
    ['/organisations/:id/shift-patterns', 'POEH'],
  ],
  site: [
    ['/sites/:id/places', 'POEHG'],
    ['/sites/:id/occupancy', 'PEHG'],
    ['/sites/:id/evacuation', 'PEHG'],
  ],
  place: [['/places/:id/screen-code', 'PEHG']],
  worker: [
    ['/workers/:id', 'POEHGW'],
    ['/workers/:id', 'POEHGW'],
    ['/workers/:id/tests', 'POEHW'],
    ['/workers/:id/doses', 'POEHW'],
    ['/workers/:id/declarations', 'POEHW'],
    ['/workers/:id/route', 'POEHW'],
    ['/workers/:id/requests', 'PEHW'],
    ['/workers/:id/own-data', 'W'],
    ['/workers/:id/stays', 'OW'],
  ],
  case: [['/cases/:id', 'O']],
  import: [
    ['/workers/imports/:id', 'PEH'],
    ['/workers/imports/:id/rejects', 'PEH'],
  ],
};

const LETTERS: Record<Actor['role'], string> = {
  ...{ province_admin: 'P', health_officer: 'O', enterprise_admin: 'E', personnel: 'H', gate_guard: 'G', worker: 'W' },
  ...{ auditor: 'A', service: 'S' },
};

/** The oracle: what the answer has to be, out of the land that units are made of; nothing of the product is asked. */
function expected({ actor, units }: Somebody, path: string, who: string, found: Found | undefined): number {
  const { role, scope } = actor;
  if (!who.includes(LETTERS[role])) return 403;
  if (!found) return 404;
  const within = (unit: LandedUnit): boolean => [...found.firm.unit.land].every((land) => unit.land.has(land));
  const own = scope.organisationId === found.firm.id;
  const may: Record<Actor['role'], boolean> = {
    province_admin: true,
    health_officer: units.some(within) && (!path.endsWith('/stays') || found.hasCase === true),
    enterprise_admin: own,
    personnel: own,
    gate_guard: own && (found.site === undefined || scope.siteId === undefined || scope.siteId === found.site),
    worker: found.worker !== undefined && found.worker === scope.workerId,
    auditor: false,
    service: false,
  };
  return may[role] ? 200 : 404;
}

export interface TripleReport {
  triples: number;
  /** Answers that show what the oracle hides. */
  leaks: string[];
  /** Other answers than the oracle's: a refusal of what is allowed, or the wrong refusal. */
  wrong: string[];
  /** Triples that the oracle allows, so that the figure says something. */
  allowed: number;
}

/** Asks for records at random, as people at random, and compares with the oracle. */
export async function askAtRandom(app: TestApp, seed: number, triples: number): Promise<TripleReport> {
  const next = random(seed);
  const world = await makeWorld(app, next);
  const people = await makePeople(app, world, next);
  const report: TripleReport = { triples, leaks: [], wrong: [], allowed: 0 };
  const kinds = Object.keys(READS) as Kind[];
  const one = async (): Promise<void> => {
    const [somebody, kind] = [pick(people, next), pick([...kinds, 'worker' as const], next)];
    const [path, who] = pick(READS[kind], next);
    const found = next() < 0.02 ? undefined : nearby(world[kind], somebody, next);
    const shall = expected(somebody, path, who, found);
    const { statusCode } = await app.nest.inject({
      method: 'GET',
      url: `/api/v1${path.replace(':id', found?.id ?? newId())}`,
      headers: { authorization: `Bearer ${somebody.token}` },
    });
    if (shall === 200) report.allowed++;
    if (statusCode === shall) return;
    const what = `${path} as ${somebody.actor.role}: ${statusCode} instead of ${shall}`;
    (statusCode < 300 ? report.leaks : report.wrong).push(what);
  };
  const line = async (share: number): Promise<void> => {
    for (let n = 0; n < share; n++) await one();
  };
  await Promise.all(Array.from({ length: 8 }, () => line(Math.ceil(triples / 8))));
  return report;
}

/** Half of the time something of the same organisation: of all there is, most is foreign. */
function nearby(all: readonly Found[], { actor: { scope } }: Somebody, next: () => number): Found | undefined {
  const own = all.filter(({ firm }) => firm.id === scope.organisationId);
  const mine = own.filter(({ worker }) => worker !== undefined && worker === scope.workerId);
  const near = mine.length > 0 ? mine : own;
  return pick(near.length > 0 && next() < 0.5 ? near : all, next);
}

async function makeWorld(app: TestApp, next: () => number): Promise<World> {
  const history = new UnitHistory('triples', next);
  for (const deed of ['merge', 'rename', 'merge'] as const) history[deed]();
  await history.store(app.dataSource);
  const { units } = history;
  const world: World = { units, organisation: [], site: [], place: [], worker: [], case: [], import: [] };
  for (const unit of [...units, ...units]) await addFirm(app, world, { id: newId(), unit });
  return world;
}

async function addFirm({ dataSource }: TestApp, world: World, firm: Firm): Promise<void> {
  const organisationId = firm.id;
  const unitCode = firm.unit.code;
  const organisation = { id: firm.id, name: 'Công ty', kind: 'enterprise' as const, unitCode };
  await dataSource.getRepository(Organisation).insert(organisation);
  world.organisation.push({ id: firm.id, firm });
  for (let n = 0; n < 2; n++) {
    const [site, place] = [newId(), newId()];
    await dataSource.getRepository(Site).insert({ id: site, organisationId, name: 'Nhà máy', unitCode });
    const gate = { id: place, kind: 'gate' as const, name: 'Cổng', code: `G${n}`, siteId: site, organisationId };
    await dataSource.getRepository(Place).insert(gate);
    world.site.push({ id: site, firm, site });
    world.place.push({ id: place, firm, site });
    const worker = await makeWorker(dataSource, organisation as Organisation, { siteId: site });
    world.worker.push({ id: worker.id, firm, worker: worker.id, hasCase: n === 0 });
    if (n === 0) world.case.push({ id: await addCase(dataSource, worker), firm });
  }
  const id = newId();
  const file = { kind: 'workers' as const, organisationId, columns: ['code'], createdBy: newId() };
  await dataSource.getRepository(DataImport).insert({ id, ...file });
  world.import.push({ id, firm });
}

async function addCase(dataSource: TestApp['dataSource'], { id: workerId }: Worker): Promise<string> {
  const id = newId();
  await dataSource.getRepository(CaseRecord).insert({ id, workerId, sampledOn: '2026-01-05', createdBy: newId() });
  return id;
}

/** Twelve of each role, each somewhere else. */
async function makePeople(app: TestApp, world: World, next: () => number): Promise<Somebody[]> {
  const people: Somebody[] = [];
  const add = async (actor: Actor, units: LandedUnit[] = []): Promise<unknown> =>
    people.push({ actor, units, token: await app.nest.get(AccessTokens).sign(actor) });
  for (let n = 0; n < 12; n++) {
    const units = [pick(world.units, next), ...(n % 3 ? [] : [pick(world.units, next)])];
    const [site, worker] = [pick(world.site, next), pick(world.worker, next)];
    await add(actors.provinceAdmin());
    for (const one of units) await add(actors.healthOfficer(one.code), [one]);
    await add(actors.healthOfficer(...units.map(({ code }) => code)), units);
    await add(actors.enterpriseAdmin(pick(world.organisation, next).id));
    await add(actors.personnel(pick(world.organisation, next).id));
    await add(actors.gateGuard(site.firm.id, n % 2 ? site.id : undefined));
    await add(actors.workerActor(worker.firm.id, worker.id));
    await add(n % 2 ? actors.auditor() : actors.machine());
  }
  return people;
}
