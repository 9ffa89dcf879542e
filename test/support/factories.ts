import { searchable, type PlaceKind } from '@app/contracts';
import { newId, Organisation, Person, Place, Site, Worker, AdministrativeUnit } from '@app/database';
import type { DataSource } from 'typeorm';

let sequence = 0;
const next = (): number => ++sequence;

/** Bắc Giang with one district and one commune, if they are not there yet. */
export async function makeUnits(db: DataSource): Promise<void> {
  await db
    .createQueryBuilder()
    .insert()
    .into(AdministrativeUnit)
    .values([
      { code: '24', name: 'Tỉnh Bắc Giang', level: 'province', path: '/24/', validFrom: '1997-01-01' },
      {
        code: '219',
        name: 'Huyện Việt Yên',
        level: 'district',
        parentCode: '24',
        path: '/24/219/',
        validFrom: '1997-01-01',
      },
      {
        code: '07777',
        name: 'Xã Quang Châu',
        level: 'commune',
        parentCode: '219',
        path: '/24/219/07777/',
        validFrom: '1997-01-01',
      },
      { code: '27', name: 'Tỉnh Bắc Ninh', level: 'province', path: '/27/', validFrom: '1997-01-01' },
    ])
    .orIgnore()
    .execute();
}

export async function makeOrganisation(db: DataSource, given: Partial<Organisation> = {}): Promise<Organisation> {
  await makeUnits(db);
  const row = { id: newId(), name: `Công ty ${next()}`, kind: 'enterprise' as const, unitCode: '219', ...given };
  await db.getRepository(Organisation).insert(row);
  return db.getRepository(Organisation).findOneByOrFail({ id: row.id });
}

export async function makeSite(db: DataSource, organisation: Organisation, given: Partial<Site> = {}): Promise<Site> {
  const row = {
    id: newId(),
    organisationId: organisation.id,
    name: `Nhà máy ${next()}`,
    unitCode: organisation.unitCode,
    ...given,
  };
  await db.getRepository(Site).insert(row);
  return db.getRepository(Site).findOneByOrFail({ id: row.id });
}

/** A place of a site, or below another place. */
export async function makePlace(
  db: DataSource,
  site: Site,
  kind: PlaceKind,
  given: Partial<Place> = {},
): Promise<Place> {
  const row = {
    id: newId(),
    kind,
    name: `${kind} ${next()}`,
    code: `P${next()}`,
    siteId: site.id,
    organisationId: site.organisationId,
    ...given,
  };
  await db.getRepository(Place).insert(row);
  return db.getRepository(Place).findOneByOrFail({ id: row.id });
}

/** A place shared by organisations: it belongs to an administrative unit. */
export async function makeSharedPlace(db: DataSource, kind: PlaceKind, given: Partial<Place> = {}): Promise<Place> {
  await makeUnits(db);
  const row = { id: newId(), kind, name: `${kind} ${next()}`, code: `S${next()}`, unitCode: '219', ...given };
  await db.getRepository(Place).insert(row);
  return db.getRepository(Place).findOneByOrFail({ id: row.id });
}

/** A worker with a person of its own, unless `personNo` is given. */
export async function makeWorker(
  db: DataSource,
  organisation: Organisation,
  given: Partial<Worker> = {},
): Promise<Worker> {
  const fullName = given.fullName ?? `Nguyễn Văn ${next()}`;
  const personNo = given.personNo ?? ((await db.getRepository(Person).insert({})).generatedMaps[0]!['no'] as number);
  const row = {
    id: newId(),
    code: `W${next()}`,
    organisationId: organisation.id,
    fullName,
    searchName: searchable(fullName),
    ...given,
    personNo,
  };
  await db.getRepository(Worker).insert(row);
  return db.getRepository(Worker).findOneByOrFail({ id: row.id });
}
