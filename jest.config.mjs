// Tests compile to CommonJS; the product runs as ESM, so start-up is tested on the built product (test/stories).
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
const swcTsx = {
  ...swc,
  jsc: { ...swc.jsc, parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
};
const swcJs = { jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' } };

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', swc], '^.+\\.m?js$': ['@swc/jest', swcJs] },
  // these packages ship ESM only
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|@otplib|@scure|@noble|file-type|strtok3|token-types|uint8array-extras|@tokenizer|@borewit|jose|uuid|selfsigned|cookie|set-cookie-parser|content-disposition|glob|minimatch|path-scurry|lru-cache|minipass|brace-expansion|balanced-match)/)',
  ],
  moduleNameMapper: {
    '^@app/([\\w-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
/** Parts of pages, in a document without a browser. */
const pages = {
  ...base,
  displayName: 'pages',
  testEnvironment: '<rootDir>/apps/web/src/testing/dom-environment.ts',
  transform: { '^.+\\.tsx$': ['@swc/jest', swcTsx], ...base.transform },
  moduleNameMapper: { ...base.moduleNameMapper, '\\.css$': '<rootDir>/apps/web/src/testing/no-style.ts' },
  testMatch: ['<rootDir>/apps/web/src/**/*.spec.tsx'],
};
/** A project whose specs find a PostgreSQL. */
export const onPostgres = {
  ...base,
  globalSetup: '<rootDir>/test/support/postgres.setup.ts',
  globalTeardown: '<rootDir>/test/support/postgres.teardown.ts',
};

export default {
  testTimeout: 30_000,
  // a core each: specs wait for PostgreSQL half of their time
  maxWorkers: '100%',
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,seeds}/**/*.spec.ts'] },
    pages,
    { ...base, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.spec.ts'] },
    { ...onPostgres, displayName: 'features', testMatch: ['<rootDir>/test/features/**/*.spec.ts'] },
    { ...onPostgres, displayName: 'stories', testMatch: ['<rootDir>/test/stories/**/*.spec.ts'] },
  ],
};
