import type { AccountWords } from './accounts.vi';

export const en: AccountWords = {
  invite: 'Invite somebody',
  none: 'There are no accounts yet.',
  username: 'User name',
  usernameWhy: 'Small letters without accents, digits, dots. For example: lan.nguyen',
  fullName: 'Name',
  role: 'Role',
  site: 'At one site only',
  allSites: 'All sites',
  since: 'Since',
  again: 'Invite again',
  againWhy: 'When a password is forgotten or a phone is lost. Earlier invitations are void.',
  linkTitle: (name: string) => `Invitation for ${name}`,
  linkWhy: (until: string) =>
    `Give this link to that person alone. It is shown once, is good once, and until ${until}.`,
  copy: 'Copy',
  copied: 'Copied',
  qr: 'QR code of the invitation',
};
