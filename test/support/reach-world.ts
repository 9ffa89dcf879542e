import type { Actor } from '@app/contracts';
import { AdministrativeUnit, ImportReject, newId, Organisation, UnitSuccession } from '@app/database';
import { DataImports, type RejectedRow } from '@app/tables';
import type { Fresh } from './access-table.js';
import * as actors from './actors.js';
import { ended, type TestApp } from './app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeUnits, makeWorker } from './factories.js';

/** Where somebody's record lies, seen from the one organisation that most askers belong to. */
export const HOLDINGS = [
  ...(['own', 'colleague', 'otherSite', 'sibling', 'parent', 'otherOrganisation', 'otherUnit', 'mergedUnit'] as const),
  'absent',
] as const;
export type HoldingName = (typeof HOLDINGS)[number];

const IDS = [
  ...(['organisationId', 'siteId', 'placeId', 'sharedPlaceId', 'workerId', 'colleagueId', 'thirdId'] as const),
  ...(['userId', 'officerId', 'deviceId', 'checkInId', 'caseId', 'traceId', 'isolationId', 'networkId'] as const),
  ...(['exportId', 'waitingId', 'requestId', 'workerImport', 'stayImport', 'proximityImport'] as const),
  ...(['healthImport', 'rosterImport', 'placeCode', 'unitCode', 'eventId'] as const),
] as const;
/** What an organisation has, one of each: ids and codes. */
export type Holding = Record<(typeof IDS)[number], string> & { name: HoldingName; unitCodes: readonly string[] };

export const MERGED = '2025-24';
const UNITS: Partial<Record<HoldingName, string>> = {
  ...{ own: '219', sibling: '220', parent: '24', otherOrganisation: '219', otherUnit: '01', mergedUnit: '27' },
};

/** Whoever sees everything that officers see: makes the cases of all. */
export const EVERYWHERE: Actor = actors.healthOfficer('24', '27', '01', MERGED);
const PRESET = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
export const today = (): string => new Date().toISOString().slice(0, 10);
export const recently = (): string => new Date(Date.now() - 60_000).toISOString();

/** Bắc Giang with two districts, Bắc Ninh, the province that both became, and Hà Nội. */
async function makeMerger({ dataSource }: TestApp): Promise<void> {
  await makeUnits(dataSource);
  const unit = (code: string, parentCode: string | null, validFrom = '1997-01-01') => ({
    ...{ code, name: code, level: 'any', parentCode, path: parentCode ? `/${parentCode}/${code}/` : `/${code}/` },
    validFrom,
  });
  const young = [unit('220', '24'), unit('01', null), unit(MERGED, null, '2025-07-01')];
  await dataSource.getRepository(AdministrativeUnit).insert(young);
  await dataSource.query(`update administrative_unit set valid_to = '2025-06-30' where code = any($1)`, [['24', '27']]);
  const pairs = ['24', '27'].map((code) => ({ code, successorCode: MERGED }));
  await dataSource.getRepository(UnitSuccession).insert(pairs);
}

/** An administrator of an organisation: the same one each time. */
const admins = new Map<string, Actor>();
export function adminOf(organisationId: string): Actor {
  const known = admins.get(organisationId) ?? actors.enterpriseAdmin(organisationId);
  admins.set(organisationId, known);
  return known;
}

/** Everything that routes can be asked about, once for each place of an organisation; and ids of what there is not. */
export async function makeHoldings(app: TestApp): Promise<Record<HoldingName, Holding>> {
  await makeMerger(app);
  const made = { absent: absent() } as Record<HoldingName, Holding>;
  for (const name of Object.keys(UNITS) as HoldingName[]) made[name] = await makeHolding(app, name);
  const { own } = made;
  made.colleague = { ...own, name: 'colleague', workerId: own.colleagueId };
  const organisation = await app.dataSource.getRepository(Organisation).findOneByOrFail({ id: own.organisationId });
  const site = await makeSite(app.dataSource, organisation);
  const place = await makePlace(app.dataSource, site, 'gate');
  made.otherSite = { ...own, name: 'otherSite', siteId: site.id, placeId: place.id, placeCode: place.code };
  return made;
}

const absent = (): Holding => ({
  ...(Object.fromEntries(IDS.map((key) => [key, newId()])) as Record<(typeof IDS)[number], string>),
  ...{ name: 'absent', unitCode: 'nowhere', unitCodes: [], eventId: '999999999' },
});

async function makeHolding(app: TestApp, name: HoldingName): Promise<Holding> {
  const db = app.dataSource;
  const organisation = await makeOrganisation(db, { unitCode: UNITS[name]! });
  const site = await makeSite(db, organisation);
  const place = await makePlace(db, site, 'gate');
  const [worker, colleague, third] = [
    await makeWorker(db, organisation),
    await makeWorker(db, organisation),
    await makeWorker(db, organisation),
  ];
  const ids = {
    ...{ organisationId: organisation.id, siteId: site.id, placeId: place.id, placeCode: place.code },
    ...{ workerId: worker.id, colleagueId: colleague.id, thirdId: third.id },
  };
  const unitCode = name === 'mergedUnit' ? MERGED : organisation.unitCode;
  const unitCodes = [...new Set([organisation.unitCode, unitCode])];
  if (name === 'mergedUnit')
    await db.getRepository(Organisation).update(organisation.id, { unitCode, formerUnitCodes: ['27'] });
  const shared = await makeSharedPlace(db, 'bus', { unitCode });
  return {
    ...{ name, ...ids, unitCode, unitCodes, sharedPlaceId: shared.id },
    ...(await ofTheEnterprise(app, organisation.id, ids)),
    ...(await ofTheOfficers(app, organisation.id, ids)),
  };
}

type Known = Pick<Holding, 'siteId' | 'workerId' | 'colleagueId' | 'placeCode'>;

async function ofTheEnterprise(app: TestApp, organisationId: string, { siteId, workerId, placeCode }: Known) {
  const admin = app.as(adminOf(organisationId));
  const post = async (path: string, body: object): Promise<string> => idOf(await admin.post(path, body));
  const checkInId = newId();
  const seen = { id: checkInId, workerId, placeCode, direction: 'in', at: recently() };
  await post('/check-ins', seen);
  const self = app.as(actors.workerActor(organisationId, workerId));
  const user = { username: `u-${newId()}`, role: 'personnel', fullName: 'Trần Thị Bé' };
  const upload = async (path: string, header: string, fields: Record<string, string> = {}): Promise<string> =>
    idOf(await admin.upload(path, { organisationId, ...fields }, { name: 'a.csv', content: `${header}\n1,2,3,4\n` }));
  const exportId = await post('/exports', { kind: 'check-ins', format: 'csv', purpose: 'thử' });
  await ended(admin, `/exports/${exportId}`);
  const workerImport = await upload('/workers/imports', 'code,fullName');
  const row = { row: 1, column: 'fullName', reason: 'required', cells: ['1', ''] };
  const reject = { importId: workerImport, row: 1, reason: 'required', cells: sealed(app, workerImport, row) };
  await app.dataSource.getRepository(ImportReject).insert(reject);
  return {
    ...{ checkInId, exportId, workerImport, userId: await post(`/organisations/${organisationId}/users`, user) },
    deviceId: await freshOf(app, { organisationId, siteId }, 'deviceId'),
    requestId: idOf(await self.post(`/workers/${workerId}/requests`, { kind: 'erasure' })),
    waitingId: await freshOf(app, { organisationId, siteId }, 'waitingId'),
    stayImport: await upload('/stays/imports', 'worker,place,from,to'),
    proximityImport: await upload('/proximity/imports', 'workerA,workerB,from,to'),
    healthImport: await upload('/health/imports', 'Mã NV,Vắc xin,Ngày tiêm', { kind: 'doses' }),
    rosterImport: await upload('/rosters/imports', 'code,start,end', { kind: 'shift-patterns' }),
  };
}

const sealed = (app: TestApp, importId: string, row: RejectedRow): Buffer =>
  app.nest.get(DataImports, { strict: false }).sealCells(importId)(row);

/** A new one of what a call uses up: an export that waits for a second person, made by another administrator; a device. */
export async function freshOf(
  app: TestApp,
  { organisationId, siteId }: Pick<Holding, 'organisationId' | 'siteId'>,
  what: Fresh,
): Promise<string> {
  const other = app.as(actors.enterpriseAdmin(organisationId));
  if (what === 'deviceId')
    return idOf(await other.post(`/organisations/${organisationId}/devices`, { name: 'Cổng', siteId }));
  return idOf(await other.post('/exports', { kind: 'workers', format: 'csv', purpose: 'thử' }));
}

async function ofTheOfficers(app: TestApp, organisationId: string, { workerId, colleagueId, siteId }: Known) {
  const officer = app.as(EVERYWHERE);
  const post = async (path: string, body: object): Promise<string> => idOf(await officer.post(path, body));
  const caseId = await post('/cases', { workerId, sampledOn: today() });
  const traceId = await post('/traces', { caseIds: [caseId], preset: PRESET, asOf: recently() });
  await ended(officer, `/traces/${traceId}`);
  await officer.post(`/traces/${traceId}/contacts`, { workerId: colleagueId, level: 1, reason: 'thử' });
  await app.dataSource.query(
    'insert into trace_revision (trace_id, revision, as_of, counts) values ($1, 1, now(), $2)',
    [traceId, {}],
  );
  const networkId = await post('/networks', { siteId, from: today(), to: today(), preset: PRESET });
  await ended(officer, `/networks/${networkId}`);
  const account = { username: `o-${newId()}`, fullName: 'Lê Văn Cán', unitCodes: ['219'] };
  const [{ eventId }] = await app.dataSource.query<[{ eventId: string }]>(
    `select id::text as "eventId" from audit_event where subject = $1`,
    [`case:${caseId}`],
  );
  return {
    ...{ caseId, traceId, networkId, eventId },
    isolationId: await post('/isolations', { workerId, from: recently(), reason: 'F1' }),
    officerId: idOf(await app.as(actors.provinceAdmin()).post('/officers', account)),
  };
}

function idOf({ status, body }: { status: number; body: { id?: string } }): string {
  if (status < 300 && body.id) return body.id;
  throw new Error(`Not made: ${status} ${JSON.stringify(body)}`);
}

/** Those who ask. Officers are of the own district, of its old province and of the merged one. */
export const ASKERS = [
  ...(['province', 'officer', 'oldProvinceOfficer', 'newProvinceOfficer', 'enterprise', 'personnel'] as const),
  ...(['guard', 'worker', 'auditor', 'machine', 'device', 'stranger'] as const),
] as const;
export type Asker = (typeof ASKERS)[number];

export const askersOf = ({
  organisationId,
  siteId,
  workerId,
}: Holding): Record<Exclude<Asker, 'device' | 'stranger'>, Actor> => ({
  ...{ province: actors.provinceAdmin(), officer: actors.healthOfficer('219') },
  ...{ oldProvinceOfficer: actors.healthOfficer('24'), newProvinceOfficer: actors.healthOfficer(MERGED) },
  ...{ enterprise: adminOf(organisationId), personnel: actors.personnel(organisationId) },
  ...{ guard: actors.gateGuard(organisationId, siteId), worker: actors.workerActor(organisationId, workerId) },
  ...{ auditor: actors.auditor(), machine: actors.machine() },
});
