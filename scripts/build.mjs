// Compiles every app, lib and seed into dist/ in one program (nest build, tsc), then writes what it was made from.
// With --if-needed only when that has changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'dist', '.stamp');
const lockFile = join(root, 'dist', '.building');

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist', 'fixtures'].includes(entry.name)) yield* sources(path);
    else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts')) yield path;
  }
}

/** A digest of everything the build reads. */
function stamp() {
  const single = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];
  const trees = ['apps', 'libs', 'seeds'].flatMap((folder) => [...sources(join(root, folder))].sort());
  const hash = createHash('sha256');
  for (const path of [...single.map((name) => join(root, name)), ...trees])
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

const isBuilt = (made) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === made;

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One build at a time: two at once would read each other's half-written files. */
async function withLock(work) {
  mkdirSync(dirname(lockFile), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = existsSync(lockFile) ? Number(readFileSync(lockFile, 'utf8')) : 0;
    if (holder && !isAlive(holder)) rmSync(lockFile, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function compile() {
  const manifest = createRequire(import.meta.url).resolve('@nestjs/cli/package.json');
  const nest = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.nest);
  const child = spawn(process.execPath, [nest, 'build'], { cwd: root, stdio: 'inherit' });
  const end = () => {
    child.kill();
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  return new Promise((resolve) =>
    child.on('exit', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, end);
      resolve(code ?? 1);
    }),
  );
}

/** The build rewrites every file it makes: what is older belongs to a source that is gone. */
function removeOlder(folder, time) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeOlder(path, time);
    else if (/\.js(\.map)?$/.test(entry.name) && statSync(path).mtimeMs < time) rmSync(path);
  }
}

/** Builds when dist/ was not made from the sources as they are now. Ends the process when that fails. */
export async function ensureBuilt({ always = false } = {}) {
  if (!always && isBuilt(stamp())) return;
  const code = await withLock(async () => {
    const made = stamp();
    if (!always && isBuilt(made)) return 0;
    const started = Date.now();
    process.stdout.write('Building.\n');
    const code = await compile();
    if (code !== 0) return code;
    for (const folder of ['apps', 'libs', 'seeds'])
      if (existsSync(join(root, 'dist', folder))) removeOlder(join(root, 'dist', folder), started - 1_000);
    writeFileSync(stampFile, made);
    process.stdout.write(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
    return 0;
  });
  if (code !== 0) process.exit(code);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await ensureBuilt({ always: !process.argv.includes('--if-needed') });
