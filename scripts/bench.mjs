// Runs a bench beside its peers: node scripts/bench.mjs NAME [ARGS]. Builds the product and fetches the peers where that
// is needed; stdout is left to the bench. It runs in this very process, so that signals and the exit code are its own.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './build.mjs';

const benches = {
  trace: 'bench/trace/main.mjs',
  checkin: 'bench/checkin/main.mjs',
  stays: 'bench/stays/main.mjs',
  fields: 'bench/fields/main.mjs',
  web: 'bench/web/main.mjs',
  security: 'bench/security/main.mjs',
};

const [name = '', ...rest] = process.argv.slice(2);
if (!Object.hasOwn(benches, name)) {
  process.stderr.write(`npm run bench -- NAME: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}
const toStderr = { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' };
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-needed'], toStderr);
const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) =>
  join(root, 'bench', file),
);
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs)
  execFileSync('npm', ['ci', '--prefix', 'bench'], toStderr);
const program = join(root, benches[name]);
process.argv = [process.argv[0], program, ...rest];
await import(pathToFileURL(program).href);
