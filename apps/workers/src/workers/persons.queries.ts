import type { EntityManager } from 'typeorm';

/** Key of the advisory lock under which persons get identity numbers, so that one number never becomes two persons. */
const PERSONS = 727_010;

export async function lockPersons(manager: EntityManager): Promise<void> {
  await manager.query('select pg_advisory_xact_lock($1)', [PERSONS]);
}

/** For many at once that only make persons by the unique key: side by side with its like, never with `lockPersons`. */
export async function sharePersons(manager: EntityManager): Promise<void> {
  await manager.query('select pg_advisory_xact_lock_shared($1)', [PERSONS]);
}

/** The person with this identity number (its keyed hash), made when there is none; without a number a new person. */
export async function personOf(manager: EntityManager, hash: Buffer | null): Promise<number> {
  if (hash) await lockPersons(manager);
  const [person] = await manager.query<[{ no: number }]>('select truyvet_person_with($1) as no', [hash]);
  return person.no;
}

/**
 * The person of a record whose identity number changes to `hash`. A person of whom no number was known keeps its
 * identity and gets the number, unless it is somebody's already; in all other cases the record moves to another person.
 */
export async function personAfter(manager: EntityManager, personNo: number, hash: Buffer | null): Promise<number> {
  await lockPersons(manager);
  if (!hash) return personOf(manager, null);
  const [identified] = await manager.query<[{ is: boolean }]>('select truyvet_identify($1, $2) as is', [
    personNo,
    hash,
  ]);
  return identified.is ? personNo : personOf(manager, hash);
}
