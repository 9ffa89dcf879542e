// Compiles every app, lib and seed into dist/ in one program (nest build, tsc) and the pages into dist/web (vite), then
// writes what they were made from.
// With --if-needed only when that has changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'dist', '.building');

const { resolve: find } = createRequire(import.meta.url);
/** The program that a package brings. */
function programOf(name, bin) {
  const manifest = find(`${name}/package.json`);
  return join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin[bin]);
}

/** What is built apart from the rest: only what has changed is built again, both at once where both have. */
const PARTS = [
  {
    name: 'services',
    files: ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'],
    trees: ['apps', 'libs', 'seeds'],
    reads: (path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.startsWith(join(root, 'apps', 'web')),
    command: () => [programOf('@nestjs/cli', 'nest'), 'build'],
    after: (started) => {
      for (const folder of ['apps', 'libs', 'seeds'])
        if (existsSync(join(root, 'dist', folder))) removeOlder(join(root, 'dist', folder), started - 1_000);
    },
  },
  {
    name: 'pages',
    files: ['package-lock.json'],
    trees: ['apps/web', 'libs/contracts'],
    reads: (path) => !/\.(spec\.tsx?|md)$/.test(path),
    command: () => [programOf('vite', 'vite'), 'build', '--logLevel', 'warn', '--config', 'apps/web/vite.config.mjs'],
    after: () => undefined,
  },
];
const stampFile = ({ name }) => join(root, 'dist', `.stamp-${name}`);

function* sources(folder, reads) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist', 'fixtures'].includes(entry.name)) yield* sources(path, reads);
    else if (entry.isFile() && reads(path)) yield path;
  }
}

/** A digest of everything that the build of a part reads. */
function stamp({ files, trees, reads }) {
  const found = trees.flatMap((tree) => [...sources(join(root, tree), reads)].sort());
  const hash = createHash('sha256');
  for (const path of [...files.map((name) => join(root, name)), ...found])
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

const isBuilt = (part, made) => existsSync(stampFile(part)) && readFileSync(stampFile(part), 'utf8') === made;

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

function run(command) {
  // whoever builds from within a test gets what everybody gets
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit', env });
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

async function build(part) {
  const made = stamp(part);
  const started = Date.now();
  const code = await run(part.command());
  if (code !== 0) return code;
  part.after(started);
  writeFileSync(stampFile(part), made);
  process.stdout.write(`Built the ${part.name} in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  return 0;
}

/** Builds what was not made from the sources as they are now. Ends the process when that fails. */
export async function ensureBuilt({ always = false } = {}) {
  const stale = () => PARTS.filter((part) => always || !isBuilt(part, stamp(part)));
  if (stale().length === 0) return;
  const codes = await withLock(() => {
    const parts = stale();
    if (parts.length > 0) process.stdout.write('Building.\n');
    return Promise.all(parts.map(build));
  });
  if (codes.some((code) => code !== 0)) process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await ensureBuilt({ always: !process.argv.includes('--if-needed') });
