import { z } from 'zod';
import { id, text } from './common.js';
import type { Role, Scope } from './roles.js';
import { username } from './sessions.js';

/** Roles that belong to an organisation, and which its administrator gives. */
export const ORGANISATION_ROLES = ['enterprise_admin', 'personnel', 'gate_guard', 'worker'] as const;

/** A phone: 0 and 9 digits or +84 and 9 digits, spaces and dots allowed; kept as E.164. */
export const accountPhone = z
  .string()
  .transform((typed) => typed.replace(/[\s.-]/g, '').replace(/^0/, '+84'))
  .pipe(z.string().regex(/^\+\d{8,15}$/, 'is not a phone number'));

export const newUser = z
  .object({
    username,
    role: z.enum(ORGANISATION_ROLES),
    fullName: text(200),
    phone: accountPhone.optional(),
    workerId: id.optional(),
    siteId: id.optional(),
  })
  .refine(({ role, workerId }) => (role === 'worker') === (workerId !== undefined), {
    path: ['workerId'],
    message: 'belongs to the role worker, and that role needs it',
  });
export type NewUser = z.output<typeof newUser>;

export const newOfficer = z.object({
  username,
  fullName: text(200),
  unitCodes: z.array(text(20)).min(1).max(100),
});
export type NewOfficer = z.output<typeof newOfficer>;

/** `PATCH /officers/:id`: for which units the officer is from now on; after a merger nothing but this widens a scope. */
export const officerChange = newOfficer.pick({ unitCodes: true });
export type OfficerChange = z.output<typeof officerChange>;

/** An account as its administrators see it. */
export interface UserAnswer {
  id: string;
  username: string;
  role: Role;
  fullName: string;
  phone: string | null;
  organisationId: string | null;
  siteId: string | null;
  workerId: string | null;
  unitCodes: string[] | null;
  /** Null while it is in use. */
  closedAt: string | null;
  createdAt: string;
}

/** A new account: the invitation is shown this once. */
export type InvitedUser = UserAnswer & { invitation: string; invitationExpiresAt: string };

/** `GET /auth/me` */
export interface Me {
  id: string;
  username: string;
  role: Role;
  scope: Scope;
}

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  /** Seconds that the access token lives. */
  expiresIn: number;
  tokenType: 'Bearer';
}
