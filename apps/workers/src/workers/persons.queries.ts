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
  if (hash) {
    await lockPersons(manager);
    const [known] = await manager.query<{ no: number }[]>('select no from person where identity_hash = $1', [hash]);
    if (known) return known.no;
  }
  const [made] = await manager.query<{ no: number }[]>('insert into person (identity_hash) values ($1) returning no', [
    hash,
  ]);
  return made!.no;
}

/**
 * The person of a record whose identity number changes to `hash`. A person of whom no number was known keeps its
 * identity and gets the number, unless it is somebody's already; in all other cases the record moves to another person.
 */
export async function personAfter(manager: EntityManager, personNo: number, hash: Buffer | null): Promise<number> {
  await lockPersons(manager);
  if (!hash) return personOf(manager, null);
  const [, changed] = await manager.query<[unknown[], number]>(
    `update person set identity_hash = $2 where no = $1 and identity_hash is null
       and not exists (select from person other where other.identity_hash = $2)`,
    [personNo, hash],
  );
  return changed > 0 ? personNo : personOf(manager, hash);
}
