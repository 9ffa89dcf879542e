import { readFileSync } from 'node:fs';
import { readEnvironment } from './environment.js';
import { checkSecrets } from './secrets.js';

const url = (scheme: string, user: string, password: string): string => `${scheme}://${user}:${password}@host/db`;
const refusal = (settings: Record<string, string>): string => {
  try {
    checkSecrets(readEnvironment(settings));
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const GOOD = 'dvGxkGyYtH5pU0Zr';

it('refuses the passwords of .env.example, short ones, the user’s name and one for two servers', () => {
  const example = /^POSTGRES_PASSWORD=(.*)$/m.exec(readFileSync('.env.example', 'utf8'))![1]!;
  const database = (user: string, password: string) => refusal({ DATABASE_URL: url('postgres', user, password) });
  expect(database('truyvet', example)).toMatch(/DATABASE_URL is that of an example/);
  expect(database('truyvet', 'dvGxkGyYtH5')).toMatch(/too short/);
  expect(database('truyvet-user-1', 'truyvet-user-1')).toMatch(/user's name/);
  expect(refusal({ REDIS_URL: url('redis', '', 'redis') })).toMatch(/REDIS_URL is that of an example/);
  const both = { DATABASE_URL: url('postgres', 'a', GOOD), REDIS_URL: url('redis', '', GOOD) };
  expect(refusal(both)).toMatch(/have the same password/);
});

it('refuses what would let the schema follow the code without a migration', () => {
  expect(() => readEnvironment({ TYPEORM_SYNCHRONIZE: 'true' })).toThrow(/TYPEORM_SYNCHRONIZE.*migrations alone/);
  expect(refusal({ TYPEORM_SYNCHRONIZE: 'false' })).toBe('');
});

it('takes a good one, and a server that knows its clients without a password; never shows a password', () => {
  expect(refusal({ DATABASE_URL: url('postgres', 'truyvet', GOOD), REDIS_URL: 'redis://redis:6379' })).toBe('');
  expect(refusal({ DATABASE_URL: 'postgres://truyvet@host/db' })).toBe('');
  expect(refusal({ DATABASE_URL: url('postgres', 'u', 'dvGxkGyYtH5') })).not.toContain('dvGxkGyYtH5');
});
