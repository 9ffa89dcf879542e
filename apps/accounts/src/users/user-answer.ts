import { type InvitedUser, isoOf, type UserAnswer } from '@app/contracts';
import type { UserAccount } from '@app/database';
import type { FieldCipher } from '@app/platform';

export const userAnswer = (cipher: FieldCipher, account: UserAccount): UserAnswer => ({
  id: account.id,
  username: account.username,
  role: account.role,
  fullName: account.fullName,
  phone: cipher.openText(account.phone, 'user_account.phone', account.id),
  organisationId: account.organisationId,
  siteId: account.siteId,
  workerId: account.workerId,
  unitCodes: account.unitCodes,
  closedAt: account.disabledAt && isoOf(account.disabledAt),
  createdAt: isoOf(account.createdAt),
});

export const invitedUser = (
  cipher: FieldCipher,
  account: UserAccount,
  { invitation, expiresAt }: { invitation: string; expiresAt: Date },
): InvitedUser => ({ ...userAnswer(cipher, account), invitation, invitationExpiresAt: isoOf(expiresAt) });
