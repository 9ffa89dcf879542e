import { z } from 'zod';

/** How a user name is kept and compared: composed and in lower case. PostgreSQL has no text with a NUL: nobody's name has one. */
export const plainUsername = (typed: string): string =>
  typed.normalize('NFC').trim().toLowerCase().replaceAll('\0', '\ufffd');

/** A user name for a new account: 3–64 characters, letters, digits and `. _ - @`. */
export const username = z
  .string()
  .transform(plainUsername)
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._@-]{2,63}$/, 'takes 3 to 64 letters, digits and . _ - @'));

export const PASSWORD_MIN = 12;
const typedPassword = z.string().min(1).max(1_000);

/** `POST /auth/token`: whatever was typed; what is wrong with it is answered alike. */
export const signIn = z.object({
  username: z.string().min(1).max(200).transform(plainUsername),
  password: typedPassword,
  otp: z.string().max(20).optional(),
});
export type SignIn = z.output<typeof signIn>;

/** `POST /auth/second-factor`: a new secret for the authenticator, for who has none in use yet. */
export const enrolment = signIn.omit({ otp: true });
export type Enrolment = z.output<typeof enrolment>;

/** The secret in base32, and the same as the address that authenticators read from a QR code. */
export interface EnrolmentAnswer {
  totpSecret: string;
  totpUri: string;
  /** Each stands in once for the authenticator when it is lost; earlier ones are void. To be kept on paper. */
  recoveryCodes: string[];
}

/** `POST /auth/second-factor/recover`: a new secret for who has lost the authenticator. */
export const recovery = enrolment.extend({ recoveryCode: z.string().min(1).max(100) });
export type Recovery = z.output<typeof recovery>;

/** `POST /auth/second-factor/recovery-codes`: new ones against the password and a code of the authenticator. */
export const recoveryRenewal = signIn.required();
export type RecoveryRenewal = z.output<typeof recoveryRenewal>;
export type RecoveryCodesAnswer = Pick<EnrolmentAnswer, 'recoveryCodes'>;

const refreshToken = z.string().min(1).max(200);
export const refreshRequest = z.object({ refreshToken });

/** `POST /auth/logout`: ends the session of this refresh token; without one every session of the caller. */
export const signOut = z.object({ refreshToken: refreshToken.optional() }).default({});

export const acceptInvitation = z.object({
  invitation: z.string().min(1).max(200),
  password: z.string().min(PASSWORD_MIN, `needs at least ${PASSWORD_MIN} characters`).max(1_000),
});
export type AcceptInvitation = z.output<typeof acceptInvitation>;
