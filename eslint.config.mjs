import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What a lib or app may import (the arrows): everything else of ours is refused. */
const arrows = (files, allowed, message) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: `^@app/(?!(${allowed.join('|') || '-'})$)`, message },
          { regex: '(^|/)(seeds|test|bench)/', message: 'Only all-in-one may use seeds; nothing uses test or bench.' },
          {
            regex: '(^|/)\\.\\./(\\.\\./)+(apps|libs)/',
            message: 'No app imports another; libs are imported by name.',
          },
          {
            regex: '^(\\.\\./)+(accounts|workers|checkin|tracing|exchange|all-in-one)/src/',
            message: 'No app imports another.',
          },
        ],
      },
    ],
  },
});

const CONSTRUCTOR = {
  selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>4]',
  message: 'At most four constructor dependencies: the class does too much.',
};
const ENVIRONMENT = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings are read in libs/platform/src/environment.ts alone.',
};
const MODULE_MOCKS = {
  selector: 'CallExpression[callee.object.name="jest"][callee.property.name=/^(mock|doMock|unstable_mockModule)$/]',
  message: 'Fakes go through constructors.',
};
const SKIPPED = {
  selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
  message: 'A test runs or is not there.',
};

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.data/**', 'bench/node_modules/**'] },
  js.configs.recommended,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        fetch: 'readonly',
        globalThis: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { __dirname: 'readonly', require: 'readonly', module: 'writable' } },
  },
  {
    files: ['bench/**/*.mjs'],
    rules: {
      'max-lines': ['error', { max: 150 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './apps/web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', CONSTRUCTOR, ENVIRONMENT, MODULE_MOCKS, SKIPPED],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  arrows(['libs/contact-graph/src/**/*.ts'], [], 'contact-graph imports nothing.'),
  arrows(['libs/contracts/src/**/*.ts'], [], 'contracts imports zod only.'),
  arrows(['libs/platform/src/**/*.ts'], ['contracts'], 'platform → contracts.'),
  arrows(['libs/database/src/**/*.ts'], ['platform', 'contracts'], 'database → platform, contracts.'),
  arrows(['libs/queue/src/**/*.ts'], ['database', 'platform', 'contracts'], 'queue → database, platform, contracts.'),
  arrows(
    ['libs/tables/src/**/*.ts'],
    ['queue', 'database', 'platform', 'contracts'],
    'tables → queue, database, platform, contracts.',
  ),
  arrows(
    ['libs/presence/src/**/*.ts'],
    ['contact-graph', 'database', 'platform', 'contracts'],
    'presence → contact-graph, database, platform, contracts.',
  ),
  arrows(
    ['apps/{accounts,workers,checkin,tracing,exchange}/src/**/*.ts'],
    ['contact-graph', 'contracts', 'database', 'platform', 'presence', 'queue', 'tables'],
    'apps → libs.',
  ),
  arrows(['apps/web/src/**/*.{ts,tsx}'], ['contracts'], 'web → contracts.'),
  {
    // markup is long and flat
    files: ['apps/web/src/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['libs/contact-graph/src/**/*.ts', 'libs/contracts/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!\\./|\\.\\./[^.]|zod$)', message: 'contact-graph imports nothing; contracts imports zod.' },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch', 'performance', 'console'],
    },
  },
  {
    files: ['apps/*/src/*/*/*/**/*.{ts,tsx}', 'libs/*/src/*/*/*/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'Program', message: 'Folders are at most two deep under src.' }],
    },
  },
  { files: ['**/*.data.ts', '**/migrations/*.ts'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  {
    files: ['libs/platform/src/environment.ts'],
    rules: { 'no-restricted-syntax': ['error', CONSTRUCTOR] },
  },
  {
    files: ['test/**/*.ts', '**/*.spec.ts', 'bench/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-syntax': ['error', MODULE_MOCKS, SKIPPED],
      'max-lines-per-function': 'off',
      // answers of the API are read as what they should be; the assertions say whether they are
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
);
