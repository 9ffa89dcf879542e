import { newId, RefreshToken, UserAccount } from '@app/database';
import { digestOf, newSecretToken } from '@app/platform';
import { IsNull, type EntityManager } from 'typeorm';

/** A refresh token lives so long unless it is used; using it gives a new one. */
export const REFRESH_DAYS = 14;
const DAY_MS = 86_400_000;

/** Issues the next token of a family (a new family: a new id). */
export async function issueRefreshToken(manager: EntityManager, userId: string, familyId: string): Promise<string> {
  const token = newSecretToken();
  const expiresAt = new Date(Date.now() + REFRESH_DAYS * DAY_MS);
  await manager.insert(RefreshToken, { id: newId(), familyId, userId, tokenHash: digestOf(token), expiresAt });
  return token;
}

/** Spends a live token: one caller alone gets it, however many try at once. */
export async function spend(
  manager: EntityManager,
  token: string,
): Promise<{ familyId: string; userId: string } | undefined> {
  const [rows] = await manager.query<[{ familyId: string; userId: string }[], number]>(
    `update refresh_token set used_at = now()
     where token_hash = $1 and used_at is null and revoked_at is null and expires_at > now()
     returning family_id as "familyId", user_id as "userId"`,
    [digestOf(token)],
  );
  return rows[0];
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
