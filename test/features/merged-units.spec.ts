import { AdministrativeUnit, newId, Organisation, organisationScope, sightOf, UnitSuccession } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { administrativeUnits, keyOf2025, unitSuccessions } from '../../seeds/units/units.js';
import { auditor, healthOfficer, provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeOrganisation } from '../support/factories.js';
import { UnitHistory } from '../support/merged-units.js';
import { random } from '../../seeds/province/random.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp([AccountsModule], { queues: [] });
  const paths = new Map<string, string>();
  const units = administrativeUnits().map((unit) => {
    const path = `${paths.get(unit.parentCode ?? '') ?? '/'}${unit.code}/`;
    paths.set(unit.code, path);
    return { ...unit, path };
  });
  await app.dataSource.getRepository(AdministrativeUnit).insert(units);
  await app.dataSource.getRepository(UnitSuccession).insert(unitSuccessions());
});
afterAll(() => app.close());

const admin = () => app.as(provinceAdmin());
/** Bắc Giang, Bắc Ninh, and the Bắc Ninh of both. */
const [OLD, OTHER, NEW] = ['24', '27', keyOf2025('24')];
const sees = async ({ id }: Organisation, ...unitCodes: string[]): Promise<boolean> =>
  (await app.as(healthOfficer(...unitCodes)).get(`/organisations/${id}`)).status === 200;
const recode = async ({ id }: Organisation, unitCode: string) =>
  (await admin().patch(`/organisations/${id}`, { unitCode })).body;

it('an officer of a unit that was merged reaches what it had, whatever its code is now, and nothing of the other’s', async () => {
  const [here, there] = await Promise.all(
    ['222', OTHER].map((unitCode) => makeOrganisation(app.dataSource, { unitCode })),
  );
  for (const one of [here!, there!]) await recode(one, NEW);
  expect([await sees(here!, OLD), await sees(here!, '222'), await sees(here!, '213')]).toEqual([true, true, false]);
  expect([await sees(there!, OLD), await sees(there!, OTHER)]).toEqual([false, true]);
});

it('an officer of the new unit reaches both, under the old codes and the new one', async () => {
  for (const unitCode of ['07777', OTHER, NEW])
    expect(await sees(await makeOrganisation(app.dataSource, { unitCode }), NEW)).toBe(true);
  expect(await sees(await makeOrganisation(app.dataSource, { unitCode: '01' }), NEW)).toBe(false);
});

it('what is registered under the new unit alone is no old officer’s, until the province says so', async () => {
  const young = await makeOrganisation(app.dataSource, { unitCode: NEW });
  const made = await admin().post('/officers', { username: 'can.bo.cu', fullName: 'Vũ Thị An', unitCodes: [OLD] });
  expect(await sees(young, OLD)).toBe(false);
  const assigned = await admin().patch(`/officers/${made.body.id}`, { unitCodes: [NEW] });
  expect(assigned.body).toMatchObject({ username: 'can.bo.cu', unitCodes: [NEW] });
  expect(await sees(young, ...assigned.body.unitCodes)).toBe(true);
  const log = await app.as(auditor()).get(`/audit?subject=user:${made.body.id}&action=user.assign`);
  expect(log.body.items).toMatchObject([{ role: 'province_admin', details: { units: { from: [OLD], to: [NEW] } } }]);
});

it('an organisation that moves away takes nothing along; one that is put right before a merger neither', async () => {
  const moved = await makeOrganisation(app.dataSource, { unitCode: '222' });
  expect((await recode(moved, NEW)).formerUnitCodes).toEqual(['222']);
  expect((await recode(moved, keyOf2025('79'))).formerUnitCodes).toEqual([]);
  expect([await sees(moved, OLD), await sees(moved, NEW), await sees(moved, '74')]).toEqual([false, false, false]);
  const wrong = await makeOrganisation(app.dataSource, { unitCode: '01' });
  expect((await recode(wrong, '14')).formerUnitCodes).toEqual([]);
});

it('a province that got a new name and nothing else stays its officers’', async () => {
  expect(await sees(await makeOrganisation(app.dataSource, { unitCode: keyOf2025('46') }), '46')).toBe(true);
});

it('the list says on which day a unit was, and what became of it', async () => {
  const on = async (at: string) => (await app.as(auditor()).get(`/units?limit=500&at=${at}`)).body.items;
  const [before, after] = [await on('2025-06-30'), await on('2025-07-01')];
  const named = (items: { code: string }[], code: string) => items.find((one) => one.code === code);
  expect(named(before, OLD)).toMatchObject({ validTo: '2025-06-30', predecessorCodes: [], successorCodes: [NEW] });
  expect(named(before, NEW)).toBeUndefined();
  expect(named(after, NEW)).toMatchObject({ validFrom: '2025-07-01', predecessorCodes: [OLD, OTHER] });
  expect([after.length, named(after, OLD)]).toEqual([34, undefined]);
});

it('the units of who is no health officer are not changed, and officers are listed for the province alone', async () => {
  const { items } = (await admin().get('/officers')).body;
  expect(items).toMatchObject([{ username: 'can.bo.cu', role: 'health_officer', unitCodes: [NEW] }]);
  expect((await admin().patch(`/officers/${provinceAdmin().userId}`, { unitCodes: [NEW] })).status).toBe(404);
  expect((await admin().patch(`/officers/${items[0].id}`, { unitCodes: ['x'] })).body.code).toBe('unknown_unit');
  expect((await app.as(healthOfficer()).get('/officers')).status).toBe(403);
});

/** Whether a unit lies wholly in another, by the land they are made of: nothing of the product is asked. */
const inside = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean =>
  [...inner].every((land) => outer.has(land));

async function reachIn(history: UnitHistory): Promise<{ wider: number; narrower: number; asked: number }> {
  await history.store(app.dataSource);
  const [wider, narrower]: string[][] = [[], []];
  const organisations = history.units.map(({ code }) => ({ id: newId(), name: code, unitCode: code }));
  await app.dataSource.getRepository(Organisation).insert(organisations.map((one) => ({ ...one, kind: 'school' })));
  const ids = organisations.map(({ id }) => id);
  for (const unit of history.units) {
    const actor = healthOfficer(unit.code);
    const { sql, parameters } = organisationScope(actor, 'o.id', 2);
    const rows = await app.dataSource.query<{ id: string }[]>(
      `select o.id from organisation o where o.id = any($1::uuid[]) and ${sql}`,
      [ids, ...parameters],
    );
    const reached = new Set(rows.map(({ id }) => id));
    const atHand = await sightOf(app.dataSource.manager, [actor]);
    history.units.forEach((other, index) => {
      const [is, shall] = [reached.has(ids[index]!), inside(other.land, unit.land)];
      if (is !== atHand(actor, { organisationId: ids[index]!, unitCodes: [other.code] })) wider!.push('at hand');
      if (is && !shall) wider!.push(`${unit.code} reaches ${other.code}`);
      if (shall && !is) narrower!.push(`${unit.code} misses ${other.code}`);
    });
  }
  return { wider: wider!.length, narrower: narrower!.length, asked: history.units.length ** 2 };
}

it('through no history of mergers, new names and splits does a scope widen, and through mergers none shrinks', async () => {
  const next = random(2025);
  let asked = 0;
  for (let n = 0; n < 24; n++) {
    const history = new UnitHistory(`h${n}`, next);
    const deeds = n % 2 ? (['merge', 'rename', 'merge'] as const) : (['merge', 'split', 'rename', 'merge'] as const);
    for (const deed of deeds) history[deed]();
    const found = await reachIn(history);
    asked += found.asked;
    expect(found).toMatchObject({ wider: 0, ...(n % 2 ? { narrower: 0 } : {}) });
  }
  process.stdout.write(`Scopes across mergers: ${asked} pairs of an officer and an organisation, 0 wider.\n`);
}, 60_000);
