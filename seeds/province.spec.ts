import { createHash } from 'node:crypto';
import { province, staysCsv, workersCsv } from './province.js';
import { defaultOrganisations, organisationSizes } from './province/sizes.js';
import type { OrganisationSeed, Province, StayRow, WorkerSeed } from './province.js';

const OPTIONS = { seed: 7, workers: 3_000, days: 8, lastDay: '2026-11-21' };
const made = province(OPTIONS);
const organisations = made.organisations();

const workers = organisations.flatMap((organisation) =>
  [...made.workersOf(organisation)].map((worker) => ({ ...worker, organisation })),
);
const copies = (organisation: OrganisationSeed, day?: number): StayRow[] =>
  Array.from(made.staysOf(organisation, day), (row) => ({ ...row }));

function digest(world: Province): string {
  const hash = createHash('sha256');
  for (const organisation of world.organisations()) {
    hash.update(JSON.stringify(organisation));
    for (const text of workersCsv(world, organisation)) hash.update(text);
    for (const text of staysCsv(world, organisation)) hash.update(text);
    for (const row of world.checkInsOf(organisation)) hash.update(JSON.stringify(row));
  }
  for (const unit of world.sharedPlaces()) hash.update(JSON.stringify(unit));
  return hash.update(JSON.stringify(world.indexCases(5))).digest('hex');
}

describe('a province', () => {
  it('is the same for the same options and another for another seed', () => {
    const small = { ...OPTIONS, workers: 800, days: 3 };
    expect(digest(province(small))).toBe(digest(province(small)));
    expect(digest(province({ ...small, seed: 8 }))).not.toBe(digest(province(small)));
  });

  it('yields what its totals say', () => {
    const points = organisations.flatMap((organisation) =>
      Array.from(made.checkInsOf(organisation), (row) => row.point),
    );
    const shared = [...made.sharedPlaces()].flatMap(({ places }) => places);
    const sites = organisations.flatMap((organisation) => organisation.sites);
    expect(made.totals()).toEqual({
      organisations: organisations.length,
      sites: sites.length,
      places: sites.flatMap(({ places }) => places).length,
      sharedPlaces: shared.length,
      workers: workers.length,
      persons: new Set(workers.map(({ identityNumber }) => identityNumber)).size,
      stays: organisations.flatMap((organisation) => copies(organisation)).length,
      gateCheckIns: points.filter((point) => point === 'gate').length,
      lineCheckIns: points.filter((point) => point === 'line').length,
    });
  });

  it('gives the days one by one as it gives them together', () => {
    const [organisation] = organisations as [OrganisationSeed];
    const byDay = Array.from({ length: OPTIONS.days }, (_, day) => copies(organisation, day)).flat();
    const order = (a: StayRow, b: StayRow) => a.worker - b.worker || a.from - b.from;
    expect(byDay.sort(order)).toEqual(copies(organisation).sort(order));
  });

  it.each([10, 12, 60, 300])('can be as small as %i workers', (count) => {
    const small = province({ ...OPTIONS, workers: count, days: 1 });
    expect(small.totals().workers).toBe(count);
    expect(small.organisations().map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['enterprise', 'public_office', 'school']),
    );
  });

  it.each([
    [{ workers: 9 }],
    [{ workers: 1_000_001 }],
    [{ days: 0 }],
    [{ lastDay: '2026-02-30' }],
    [{ organisations: 3_001 }],
    [{ seed: 0.5 }],
  ])('refuses %j', (wrong) => {
    expect(() => province({ ...OPTIONS, ...wrong })).toThrow(RangeError);
  });
});

describe('the organisations of a province', () => {
  it('are as unequal as in life', () => {
    const sizes = organisationSizes(7, 226_712, defaultOrganisations(226_712));
    expect(sizes).toHaveLength(3_532);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(226_712);
    expect(sizes[0]).toBe(24_000);
    expect(sizes.filter((size) => size <= 22).length).toBeGreaterThan(2_000);
    expect(sizes.slice(0, 353).reduce((sum, size) => sum + size, 0)).toBeGreaterThan(226_712 / 2);
  });

  it('have names, tax codes and place codes of their own, parents first', () => {
    expect(new Set(organisations.map(({ name }) => name)).size).toBe(organisations.length);
    expect(new Set(organisations.map(({ taxCode }) => taxCode)).size).toBe(organisations.length);
    for (const { sites } of organisations) {
      const seen = new Set<string>();
      for (const { code, parentCode } of sites.flatMap(({ places }) => places)) {
        expect(parentCode === undefined || seen.has(parentCode)).toBe(true);
        expect(seen.has(code)).toBe(false);
        seen.add(code);
      }
    }
  });

  it('put about 40 of one shift at a line', () => {
    const crews = new Map<string, number>();
    for (const { organisation, placeCode, shift } of workers) {
      if (organisation.kind !== 'enterprise' || organisation.size < 200) continue;
      const crew = `${organisation.index} ${placeCode} ${shift}`;
      crews.set(crew, (crews.get(crew) ?? 0) + 1);
    }
    for (const size of crews.values()) expect(Math.abs(size - 40)).toBeLessThanOrEqual(8);
  });
});

describe('the workers of a province', () => {
  it('have one code each in their organisation', () => {
    const keys = workers.map(({ organisation, code }) => `${organisation.index} ${code}`);
    expect(new Set(keys).size).toBe(workers.length);
  });

  it('bear identity numbers that agree with sex and birth year', () => {
    const disagreeing = workers.filter(({ identityNumber, birthDate, sex }) => {
      const century = (birthDate < '2000' ? 0 : 2) + (sex === 'female' ? 1 : 0);
      return !new RegExp(`^0\\d\\d${century}${birthDate.slice(2, 4)}\\d{6}$`).test(identityNumber);
    });
    expect(disagreeing).toEqual([]);
  });

  it('are one person where they hold two jobs, and share nothing but that', () => {
    const first = new Map(workers.flatMap((worker) => (worker.secondJob ? [] : [[worker.identityNumber, worker]])));
    const seconds = workers.filter(({ secondJob }) => secondJob);
    expect(first.size).toBe(workers.length - seconds.length);
    expect(seconds.length).toBeGreaterThan(10);
    for (const second of seconds) {
      const other = first.get(second.identityNumber) as WorkerSeed & { organisation: OrganisationSeed };
      expect(other).toMatchObject({ fullName: second.fullName, birthDate: second.birthDate, phone: second.phone });
      expect(other.organisation).not.toBe(second.organisation);
    }
  });

  it('are of age when they start, and start before the last day', () => {
    const cameOfAge = ({ birthDate }: WorkerSeed) => `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
    const wrong = workers.filter(
      (worker) => worker.startDate < cameOfAge(worker) || worker.startDate >= OPTIONS.lastDay,
    );
    expect(wrong).toEqual([]);
  });

  it('have telephone numbers of their own', () => {
    const persons = workers.filter(({ secondJob }) => !secondJob);
    expect(new Set(persons.map(({ phone }) => phone)).size).toBe(persons.length);
    expect(persons.filter(({ phone }) => !/^0\d{9}$/.test(phone))).toEqual([]);
  });

  it('are called Nguyễn in 38 of 100 cases', () => {
    const share = workers.filter(({ fullName }) => fullName.startsWith('Nguyễn ')).length / workers.length;
    expect(Math.abs(share - 0.38)).toBeLessThan(0.04);
  });

  it.each([
    ['dormitoryRoom', 'KTX-', 8],
    ['dormitoryRoom', 'NT-', 3],
    ['busCode', 'XE-', 45],
  ] as const)('share each %s %s… with at most %i, of several organisations', (column, prefix, seats) => {
    const users = new Map<string, typeof workers>();
    for (const worker of workers) {
      const code = worker[column];
      if (code?.startsWith(prefix)) users.set(code, [...(users.get(code) ?? []), worker]);
    }
    const organisationsOf = [...users.values()].map((list) => new Set(list.map((w) => w.organisation)).size);
    expect(Math.max(...[...users.values()].map((list) => list.length))).toBe(seats);
    expect(organisationsOf.filter((count) => count > 1).length).toBeGreaterThan(users.size / 3);
  });
});
