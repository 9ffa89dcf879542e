import { newId, RefreshToken, UserAccount } from '@app/database';
import { digestOf, newSecretToken } from '@app/platform';
import { IsNull, type EntityManager } from 'typeorm';

/** A refresh token lives so long unless it is used; using it gives a new one. */
export const REFRESH_DAYS = 14;
const DAY_MS = 86_400_000;

/** So long a spent token still gives its successor again: tabs that refresh at once, and answers that got lost. */
const GRACE = "interval '15 seconds'";

/** Issues the first token of a session (a new family: a new id). */
export async function issueRefreshToken(manager: EntityManager, userId: string, familyId: string): Promise<string> {
  const token = newSecretToken();
  const expiresAt = new Date(Date.now() + REFRESH_DAYS * DAY_MS);
  await manager.insert(RefreshToken, { id: newId(), familyId, userId, tokenHash: digestOf(token), expiresAt });
  return token;
}

/**
 * Spends a live token and issues its successor. One statement, which the token's row puts in a line: however many try at
 * once, there is one successor. Who comes within the grace finds it there, unless it was used already.
 */
export async function spend(
  manager: EntityManager,
  token: string,
  successor: string,
): Promise<{ familyId: string; userId: string } | undefined> {
  const [rows] = await manager.query<[{ familyId: string; userId: string }[], number]>(
    `update refresh_token set used_at = coalesce(used_at, now())
     where token_hash = $1 and revoked_at is null and expires_at > now()
       and (used_at is null or (used_at > now() - ${GRACE}
         and not exists (select 1 from refresh_token s where s.token_hash = $2 and s.used_at is not null)))
     returning family_id as "familyId", user_id as "userId"`,
    [digestOf(token), digestOf(successor)],
  );
  const spent = rows[0];
  if (!spent) return undefined;
  await manager.query(
    `insert into refresh_token (id, family_id, user_id, token_hash, expires_at)
     values ($1, $2, $3, $4, $5) on conflict (token_hash) do nothing`,
    [newId(), spent.familyId, spent.userId, digestOf(successor), new Date(Date.now() + REFRESH_DAYS * DAY_MS)],
  );
  return spent;
}

export const familyOf = (manager: EntityManager, token: string): Promise<RefreshToken | null> =>
  manager.findOneBy(RefreshToken, { tokenHash: digestOf(token) });

/** Ends sessions: nothing of the given family, or of the given user, can be refreshed any more. */
export async function revoke(manager: EntityManager, which: { familyId: string } | { userId: string }): Promise<void> {
  await manager.update(RefreshToken, { ...which, revokedAt: IsNull() }, { revokedAt: () => 'now()' });
}

/** The account of a user name that can sign in. */
export const accountNamed = (manager: EntityManager, username: string): Promise<UserAccount | null> =>
  manager.findOneBy(UserAccount, { username, disabledAt: IsNull() });

export const liveAccount = (manager: EntityManager, id: string): Promise<UserAccount | null> =>
  manager.findOneBy(UserAccount, { id, disabledAt: IsNull() });
