import { KnownAddress } from '@app/database';
import type { EntityManager } from 'typeorm';

/** A wrong sign-in counts until so long after the last one. */
const WINDOW = "interval '15 minutes'";
/** An address that was not used for so long is a stranger's again. */
const KNOWN_DAYS = 90;

/** Adds a wrong sign-in and gives how many there are of late; the row is held until the transaction ends. */
export async function addWrong(manager: EntityManager, key: Buffer): Promise<number> {
  const rows = await manager.query<{ wrong: number }[]>(
    `insert into sign_in_limit as l (key, wrong) values ($1, 1)
     on conflict (key) do update set
       wrong = case when l.last_at > now() - ${WINDOW} then l.wrong + 1 else 1 end, last_at = now()
     returning wrong`,
    [key],
  );
  const wrong = rows[0]!.wrong;
  // whoever begins a count clears away what has faded
  if (wrong === 1)
    await manager.query(`delete from sign_in_limit where key in (
      select key from sign_in_limit where last_at < now() - interval '1 day' limit 20 for update skip locked)`);
  return wrong;
}

/** Takes a wrong sign-in back. */
export async function takeBack(manager: EntityManager, key: Buffer): Promise<void> {
  await manager.query('update sign_in_limit set wrong = greatest(wrong - 1, 0) where key = $1', [key]);
}

export async function wrongOf(manager: EntityManager, key: Buffer): Promise<number> {
  const rows = await manager.query<{ wrong: number }[]>(
    `select wrong from sign_in_limit where key = $1 and last_at > now() - ${WINDOW}`,
    [key],
  );
  return rows[0]?.wrong ?? 0;
}

/**
 * The turn of whoever has to wait: made when first asked for, in `seconds`; when its time has come it is used up, and the
 * next one is made, in `following`. A turn belongs to its key alone, so nobody else can take it.
 * @returns seconds still to wait; 0: it is this caller's turn
 */
export async function turnOf(manager: EntityManager, key: Buffer, seconds: number, following: number): Promise<number> {
  const rows = await manager.query<{ wait: number }[]>(
    `with before as (
       select not_before as at from sign_in_limit where key = $1 and not_before > now() - ${WINDOW} for update
     ), after as (
       select case when (select at from before) > now() then (select at from before)
         else now() + make_interval(secs => case when exists (select 1 from before) then $3::int else $2::int end) end as at
     ), kept as (
       insert into sign_in_limit (key, not_before) select $1::bytea, at from after
       on conflict (key) do update set last_at = now(), not_before = excluded.not_before
     )
     select case when (select at from before) <= now() then 0
       else ceil(extract(epoch from (select at from after) - now()))::int end as wait`,
    [key, seconds, following],
  );
  return rows[0]!.wait;
}

/** Whether the account has signed in from this address. */
export async function isKnown(manager: EntityManager, userId: string | undefined, address: Buffer): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `select 1 from known_address where user_id = $1 and address = $2
       and seen_at > now() - make_interval(days => ${KNOWN_DAYS})`,
    [userId ?? null, address],
  );
  return rows.length > 0;
}

/** From now on the address is the account's own, and what was counted of the two is forgotten. */
export async function nowKnown(manager: EntityManager, userId: string, address: Buffer, pair: Buffer): Promise<void> {
  await manager.upsert(KnownAddress, { userId, address, seenAt: new Date() }, ['userId', 'address']);
  await manager.query('delete from sign_in_limit where key = $1', [pair]);
}
