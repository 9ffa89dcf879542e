// Dependency drift: what the code imports is declared, what is declared is used, and the lock file says the same.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';

/** Used by name or by another package, never imported: each with the reason. */
const UNIMPORTED = {
  '@nestjs/cli': 'runs the build',
  '@nestjs/schematics': 'nest-cli.json names it',
  '@swc/core': 'peer of @swc/jest',
  '@swc/jest': 'named in jest.config.mjs',
  'dejavu-fonts-ttf': 'its files are the fonts of printed codes',
  passport: 'peer of @nestjs/passport',
  'pg-query-stream': 'loaded by typeorm for streams',
  eslint: 'lints',
  jest: 'runs the tests',
  prettier: 'formats',
  typescript: 'compiles',
};

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages[''];
const declared = { ...manifest.dependencies, ...manifest.devDependencies };
const faults = [];

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs', '*.cjs'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file && !file.startsWith('bench/') && !file.startsWith('apps/web/'));
const IMPORT = /(?:from\s+|import\s+|import\(|require\()\s*'((?:@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._/-]*)'/g;
const used = new Map();
for (const file of files) {
  for (const [, name] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const bare = name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
    if (!isBuiltin(bare) && !bare.startsWith('@app/')) used.set(bare, file);
  }
}
for (const [name, file] of used)
  if (!declared[name]) faults.push(`${file} imports ${name}, which package.json does not declare`);
for (const name of Object.keys(declared)) {
  if (!used.has(name) && !name.startsWith('@types/') && !UNIMPORTED[name])
    faults.push(`${name} is declared and not used`);
}
for (const kind of ['dependencies', 'devDependencies']) {
  if (JSON.stringify(manifest[kind]) !== JSON.stringify(lock[kind]))
    faults.push(`package-lock.json has other ${kind}: run npm install`);
}
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${Object.keys(declared).length} dependencies, ${files.length} files, ${faults.length} faults\n`);
process.exit(faults.length === 0 ? 0 : 1);
