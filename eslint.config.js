// @ts-check
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * APIs that have one home. Elsewhere the wrapper named here is used, so that there is one place for errors,
 * time limits, clean-up and tests. Layers in general are in scripts/layers/table.ts.
 * @typedef {{ home: string[], imports?: string[], globals?: string[], properties?: [string, string][], instead: string }} RawApi
 * @type {RawApi[]}
 */
const RAW_APIS = [
  {
    home: ['renderer/data/**'],
    imports: ['dexie'],
    globals: ['indexedDB'],
    instead: 'Ask a repository of renderer/data.',
  },
  {
    home: ['renderer/sync/**'],
    imports: ['axios'],
    instead: 'Go through the transport of renderer/sync.',
  },
  {
    // The service worker answers the browser's own requests.
    home: ['renderer/sync/**', 'renderer/app/offline-start/**'],
    globals: ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'],
    instead: 'Go through the transport of renderer/sync.',
  },
  {
    home: ['renderer/ui/charts/**'],
    imports: ['echarts'],
    instead: 'Use a chart of renderer/ui/charts.',
  },
  {
    home: ['renderer/ui/icons.tsx'],
    imports: ['@ant-design/icons'],
    instead: 'Use an icon of renderer/ui/icons.tsx: it is silent for readers unless it is given a label.',
  },
  {
    home: ['renderer/platform/**'],
    globals: ['localStorage', 'sessionStorage'],
    properties: [
      ['window', 'desktop'],
      ['globalThis', 'desktop'],
    ],
    instead: 'Use renderer/platform.',
  },
  {
    home: ['renderer/excel/**'],
    imports: ['xlsx'],
    instead: 'Use renderer/excel.',
  },
];

/**
 * The bans that hold for a file whose homes are `homes`.
 * @param {RawApi[]} apis
 */
function bans(apis) {
  return {
    /** @type {import('eslint').Linter.RuleEntry} */
    'no-restricted-imports': [
      'error',
      {
        paths: apis.flatMap((api) => (api.imports ?? []).map((name) => ({ name, message: api.instead }))),
        patterns: apis.flatMap((api) =>
          (api.imports ?? []).map((name) => ({ group: [`${name}/*`], message: api.instead })),
        ),
      },
    ],
    /** @type {import('eslint').Linter.RuleEntry} */
    'no-restricted-globals': [
      'error',
      ...apis.flatMap((api) => (api.globals ?? []).map((name) => ({ name, message: api.instead }))),
    ],
    /** @type {import('eslint').Linter.RuleEntry} */
    'no-restricted-properties': [
      'error',
      ...apis.flatMap((api) => [
        ...(api.properties ?? []).map(([object, property]) => ({ object, property, message: api.instead })),
        ...(api.globals ?? []).flatMap((property) =>
          ['window', 'globalThis', 'self'].map((object) => ({ object, property, message: api.instead })),
        ),
      ]),
    ],
  };
}

const RENDERER = 'renderer/**/*.{ts,tsx}';
const TESTS = ['**/*.test.{ts,tsx}', '**/test-support/**'];

/** Which compiler configuration answers for a file; the later row wins. */
const PROJECTS = [
  ...['shared', 'renderer', 'server', 'main', 'scripts', 'e2e', 'bench'].map((folder) => ({
    files: [`${folder}/**/*.{ts,tsx,mts}`],
    project: `${folder}/tsconfig.json`,
  })),
  { files: ['*.config.ts'], project: 'scripts/tsconfig.json' },
  {
    files: [
      ...TESTS.flatMap((tests) => [`shared/${tests}`, `renderer/${tests}`]),
      'scripts/prove/histories/**',
    ],
    project: 'tsconfig.tests.json',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'test-results/', 'playwright-report/'] },
  // A rule is changed here for everybody, never switched off in a file.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },

  ...PROJECTS.map(({ files, project }) => ({
    files,
    languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
  })),
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-check': true, 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx,mts,js,mjs}'],
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      'no-warning-comments': [
        'error',
        {
          terms: [
            'todo',
            'fixme',
            'xxx',
            'prettier-ignore',
            'eslint-disable',
            'v8 ignore',
            'istanbul ignore',
          ],
          location: 'anywhere',
        },
      ],
    },
  },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-exports': 'off' } },

  { files: [RENDERER], extends: [reactHooks.configs.flat['recommended']] },
  { files: [RENDERER], ignores: TESTS, rules: bans(RAW_APIS) },
  ...[...new Set(RAW_APIS.flatMap((api) => api.home))].map((home) => ({
    files: [home],
    ignores: TESTS,
    rules: bans(RAW_APIS.filter((api) => !api.home.includes(home))),
  })),

  {
    files: ['main/**/*.ts'],
    ignores: ['main/ipc/handle.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain'],
              message: 'Register through main/ipc/handle.ts: it checks the sender and parses the arguments.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['server/**/*.ts', 'shared/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
