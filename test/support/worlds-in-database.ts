import { dateOfDayNumber, localDayNumber, startOfDayNumber, type Evidence } from '@app/contracts';
import { Isolation, newId, Partitions, type Place, Proximity, Stay, type Worker } from '@app/database';
import type { DataSource } from 'typeorm';
import { makeOrganisation, makePlace, makeSite, makeWorker } from './factories.js';
import { codesOf, type World } from './worlds.js';

export interface StayGiven {
  workerNo: number;
  placeNo: number;
  /** Epoch seconds. */
  from: number;
  to: number;
  evidence?: Evidence;
}

/** The parts of an interval by local day, as presence is stored. */
function* byDay(from: number, to: number): Generator<{ day: string; startedAt: Date; endedAt: Date }> {
  for (let start = from; start < to;) {
    const number = localDayNumber(start);
    const end = Math.min(to, startOfDayNumber(number + 1));
    yield { day: dateOfDayNumber(number), startedAt: new Date(start * 1000), endedAt: new Date(end * 1000) };
    start = end;
  }
}

export async function makeStays(db: DataSource, given: readonly StayGiven[]): Promise<void> {
  const rows = given.flatMap(({ workerNo, placeNo, from, to, evidence = 'import' }) =>
    [...byDay(from, to)].map((part) => ({ ...part, workerNo, placeNo, evidence })),
  );
  await new Partitions(db).ensure('stay', new Set(rows.map(({ day }) => day)));
  await db.createQueryBuilder().insert().into(Stay).values(rows).orIgnore().execute();
}

export async function makeProximity(
  db: DataSource,
  given: readonly { a: number; b: number; from: number; to: number }[],
): Promise<void> {
  const rows = given.flatMap(({ a, b, from, to }) =>
    [...byDay(from, to)].map((part) => ({ ...part, workerNo: Math.min(a, b), otherNo: Math.max(a, b) })),
  );
  await new Partitions(db).ensure('proximity', new Set(rows.map(({ day }) => day)));
  await db.createQueryBuilder().insert().into(Proximity).values(rows).orIgnore().execute();
}

/** A small world as one organisation; its cases are left to the caller. Workers by code. */
export async function makeWorld(db: DataSource, world: World): Promise<Map<string, Worker>> {
  const organisation = await makeOrganisation(db, { name: world.name });
  const site = await makeSite(db, organisation);
  const places = new Map<string, Place>();
  for (const { id, kind, parent } of world.places) {
    const parentId = parent === null ? null : places.get(parent)!.id;
    places.set(id, await makePlace(db, site, kind as Place['kind'], { code: id, parentId }));
  }
  const workers = new Map<string, Worker>();
  for (const code of codesOf(world)) workers.set(code, await makeWorker(db, organisation, { code }));
  const no = (code: string): number => workers.get(code)!.no;
  const stays = world.stays.map(({ worker, place, from, to, evidence }) => ({
    ...{ workerNo: no(worker), placeNo: places.get(place)!.no, from, to, evidence: evidence as Evidence },
  }));
  await makeStays(db, stays);
  await makeProximity(
    db,
    world.proximity.map(({ a, b, from, to }) => ({ a: no(a), b: no(b), from, to })),
  );
  for (const { worker, from, to } of world.isolations ?? []) {
    const [startedAt, endedAt] = [new Date(from * 1000), to === null ? null : new Date(to * 1000)];
    const row = { id: newId(), workerNo: no(worker), startedAt, endedAt, reason: 'test', createdBy: newId() };
    await db.getRepository(Isolation).insert(row);
  }
  return workers;
}
