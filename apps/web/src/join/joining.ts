/** Mirrors the service, which judges anyway: importing its schema would bring zod. */
const PASSWORD_MIN = 12;

/** The code of an invitation in the fragment of an address: `#CODE`. */
export const invitationIn = (hash: string): string => decodeURIComponent(hash.replace(/^#/, ''));

/** The address to give to somebody who is invited. */
export const invitationLink = (origin: string, invitation: string): string =>
  `${origin}/join/#${encodeURIComponent(invitation)}`;

/** What is wrong with a password as typed, if anything. */
export function faultOf({
  password,
  repeat,
}: {
  password: string;
  repeat: string;
}): 'tooShort' | 'differs' | undefined {
  if (password.length < PASSWORD_MIN) return 'tooShort';
  return password === repeat ? undefined : 'differs';
}
