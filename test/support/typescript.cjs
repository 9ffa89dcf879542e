// Lets plain node run the repository's TypeScript, as jest does: `node test/support/typescript.cjs file.ts`.
// For tests that need a process of its own which can be killed.
const { transformSync } = require('@swc/core');
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve: resolvePath } = require('node:path');

const root = join(__dirname, '../..');
const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
Module._extensions['.ts'] = (module, filename) =>
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...swc, filename }).code, filename);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const lib = /^@app\/([\w-]+)$/.exec(request);
  if (lib) return join(root, 'libs', lib[1], 'src/index.ts');
  if (request.startsWith('.') && request.endsWith('.js') && parent?.filename.endsWith('.ts')) {
    const source = join(parent.filename, '..', request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  return resolve.call(this, request, parent, ...rest);
};

if (require.main === module) require(resolvePath(process.argv.splice(2, 1)[0]));
