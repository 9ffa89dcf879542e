import type { JoinWords } from './join.vi';

export const en: JoinWords = {
  title: 'Accept an invitation',
  code: 'Invitation code',
  codeWhy: 'The one-time code that whoever invited you has given you.',
  password: 'Choose a password',
  passwordWhy: 'At least 12 characters. A sentence that you remember is best.',
  repeat: 'The password again',
  tooShort: 'A password needs at least 12 characters.',
  differs: 'The two are not the same.',
  next: 'Go on',
  steps: { password: 'Password', factor: 'Authenticator' },
  hello: (username: string) => `Your user name is ${username}. Remember it.`,
  scanThis:
    'Install an authenticator (Google Authenticator, Microsoft Authenticator, Aegis …) and scan this code. From now on each sign-in needs the code that it shows, too.',
  qrLabel: 'QR code that adds the account to an authenticator',
  orType: 'Cannot scan? Type this key into the authenticator:',
  firstCode: 'The 6 digits that it shows now',
  codeWrong: 'This code is not right. Wait for the next one.',
  finish: 'Finish and open the page',
  noAuthenticator: 'No authenticator yet? Set one up',
  signInInstead: 'You have an account? Sign in',
};
