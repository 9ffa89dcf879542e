import { generateSecret, generateURI, generateSync, verifySync } from 'otplib';

/** A code is good for its own half minute and the one before and after: clocks of phones are not ours. */
const TOLERANCE_SECONDS = 30;

/** A secret for an authenticator: 160 bits in base32. */
export const newTotpSecret = (): string => generateSecret();

/** What authenticators read from a QR code. */
export const totpUri = (username: string, secret: string): string =>
  generateURI({ issuer: 'Truy Vết', label: username, secret });

/** The code that an authenticator shows now (RFC 6238: SHA-1, 30 seconds, 6 digits). */
export const codeOf = (secret: string): string => generateSync({ secret });

/** The half minute (since 1970) whose code this is; undefined when it is none that counts now. Takes constant time. */
export function stepOf(secret: string, code: string): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = verifySync({ secret, token: code, epochTolerance: TOLERANCE_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
