import type { Environment } from './environment.js';
import { StartUpError } from './start-up-error.js';

const WITH_PASSWORDS = ['DATABASE_URL', 'DATABASE_REQUEST_URL', 'REDIS_URL'] as const;
const SHORTEST = 12;
/** Passwords of examples: ours in .env.example, and those that servers' guides show. */
const EXAMPLES = new Set(['password', 'postgres', 'redis', 'secret', 'example', 'truyvet', 'truy-vet']);
const isExample = (password: string): boolean =>
  EXAMPLES.has(password.toLowerCase()) || /change-?me|placeholder/i.test(password);

function passwordOf(name: (typeof WITH_PASSWORDS)[number], url: string | undefined) {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { username, password } = new URL(url);
  return password === '' ? undefined : { name, username, password: decodeURIComponent(password) };
}

/**
 * Refuses passwords that anybody could guess: an example's, a short one, the user's own name, or one for two servers. A
 * URL without a password is no business of ours: the server then knows its clients otherwise.
 * @throws StartUpError naming the setting, never its value
 */
export function checkSecrets(settings: Environment): void {
  const given = WITH_PASSWORDS.map((name) => passwordOf(name, settings[name])).filter((one) => one !== undefined);
  for (const { name, username, password } of given) {
    if (isExample(password)) throw new StartUpError(`The password in ${name} is that of an example. Choose another.`);
    if (password.length < SHORTEST)
      throw new StartUpError(`The password in ${name} is too short: ${SHORTEST} characters at least.`);
    if (password === username) throw new StartUpError(`The password in ${name} is the user's name.`);
  }
  if (new Set(given.map(({ password }) => password)).size < given.length)
    throw new StartUpError(`Two of ${given.map(({ name }) => name).join(', ')} have the same password.`);
}
