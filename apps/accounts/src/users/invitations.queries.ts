import { Invitation, newId, UserAccount } from '@app/database';
import { digestOf, newSecretToken } from '@app/platform';
import type { EntityManager } from 'typeorm';

/** An invitation is meant to be handed over at once; a late one is asked for again. */
export const INVITATION_MINUTES = 10;

/** A fresh invitation; earlier ones of the account are void from now on. */
export async function invite(manager: EntityManager, userId: string): Promise<{ invitation: string; expiresAt: Date }> {
  await manager.delete(Invitation, { userId });
  const invitation = newSecretToken();
  const expiresAt = new Date(Date.now() + INVITATION_MINUTES * 60_000);
  await manager.insert(Invitation, { id: newId(), userId, tokenHash: digestOf(invitation), expiresAt });
  return { invitation, expiresAt };
}

const OPEN = 'token_hash = $1 and used_at is null and expires_at > now()';

/** The account that an open invitation belongs to. */
export async function invited(manager: EntityManager, invitation: string): Promise<UserAccount | undefined> {
  const [row] = await manager.query<{ id: string }[]>(
    `select a.id from user_account a where a.disabled_at is null
       and a.id = (select user_id from invitation where ${OPEN})`,
    [digestOf(invitation)],
  );
  return row && manager.findOneByOrFail(UserAccount, { id: row.id });
}

/** Uses an invitation up; true for one caller alone. */
export async function useUp(manager: EntityManager, invitation: string): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `update invitation set used_at = now() where ${OPEN} returning id`,
    [digestOf(invitation)],
  );
  return rows.length > 0;
}
