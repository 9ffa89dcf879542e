// Builds the product (the stories run it), runs Jest with the given arguments, and ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureBuilt, root } from './build.mjs';

await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'truyvet-jest-'));
const outputFile = join(folder, 'result.json');
const manifest = createRequire(import.meta.url).resolve('jest/package.json');
const jest = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin);
const child = spawn(
  process.execPath,
  [jest, '--json', `--outputFile=${outputFile}`, ...process.argv.slice(2)],
  // results are on stderr; on stdout are the figures that specs find
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve) => child.on('exit', (exitCode) => resolve(exitCode ?? 1)));

const result = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined;
rmSync(folder, { recursive: true, force: true });
const passed = result?.numPassedTests ?? 0;
// a suite that does not even load counts as one failure
const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 1);
const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
const silent = passed + failed === 0;
if (silent) process.stdout.write('No test ran.\n');
process.stdout.write(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
process.exit(code || (failed || silent ? 1 : 0));
