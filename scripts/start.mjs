// Runs one of the product's programs, building first if the sources have changed: node scripts/start.mjs [NAME] [ARGS].
// The program runs in this very process, so that signals and the exit code are its own.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, root } from './build.mjs';

const programs = {
  'all-in-one': 'apps/all-in-one/src/main.js',
  accounts: 'apps/accounts/src/main.js',
  workers: 'apps/workers/src/main.js',
  checkin: 'apps/checkin/src/main.js',
  tracing: 'apps/tracing/src/main.js',
  exchange: 'apps/exchange/src/main.js',
  demo: 'apps/all-in-one/src/demo/demo.main.js',
  keys: 'apps/all-in-one/src/keys/keys.main.js',
  'set-up': 'apps/all-in-one/src/set-up.main.js',
  backup: 'apps/all-in-one/src/backup/backup.main.js',
  'audit-verify': 'apps/all-in-one/src/audit-verify.main.js',
  'db-provision': 'apps/all-in-one/src/provision.main.js',
  restore: 'apps/all-in-one/src/backup/restore.main.js',
};

const [name = 'all-in-one', ...rest] = process.argv.slice(2);
if (!Object.hasOwn(programs, name)) {
  process.stderr.write(`There is no program ${name}: ${Object.keys(programs).join(', ')}.\n`);
  process.exit(1);
}
await ensureBuilt();
const program = join(root, 'dist', programs[name]);
process.argv = [process.argv[0], program, ...rest];
await import(pathToFileURL(program).href);
