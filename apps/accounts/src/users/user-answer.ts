import { type InvitedUser, isoOf, type UserAnswer } from '@app/contracts';
import type { UserAccount } from '@app/database';

export const userAnswer = (account: UserAccount): UserAnswer => ({
  id: account.id,
  username: account.username,
  role: account.role,
  fullName: account.fullName,
  phone: account.phone,
  organisationId: account.organisationId,
  siteId: account.siteId,
  workerId: account.workerId,
  unitCodes: account.unitCodes,
  createdAt: isoOf(account.createdAt),
});

export const invitedUser = (
  account: UserAccount,
  { invitation, expiresAt }: { invitation: string; expiresAt: Date },
): InvitedUser => ({ ...userAnswer(account), invitation, invitationExpiresAt: isoOf(expiresAt) });
