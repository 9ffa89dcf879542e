import { dateOfDayNumber, localDayNumber, startOfDayNumber, type Evidence } from '@app/contracts';
import { Partitions, Proximity, Stay } from '@app/database';
import type { DataSource } from 'typeorm';

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
