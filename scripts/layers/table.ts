/**
 * Who may import whom: one row per layer, read from top to bottom; a file belongs to the first row whose
 * `files` matches its path from the root of the repository. A file without a row is an error, so a new
 * folder starts with a decision here.
 *
 * Sample: renderer/features/customers/page.tsx is of layer `renderer/features`, group `customers`; it may
 * import renderer/ui/table.tsx, and renderer/features/lists/index.ts, but not renderer/features/lists/page.tsx.
 */
export interface Layer {
  readonly name: string;
  /** Matched against `a/b/c.ts`. A first capture group splits the layer into groups with one door each. */
  readonly files: RegExp;
  /** Names of other layers; a layer may always import itself (a group: itself, and the doors of the others). */
  readonly imports: readonly string[];
  /** npm packages by name; 'dependencies' = those that package.json ships; 'any' = development ones too. */
  readonly packages: readonly string[] | 'dependencies' | 'any';
  /** May it import node:*? */
  readonly node: boolean;
  /** The one file of a group that other groups may import. */
  readonly door?: string;
}

/** What a test beside the code may import on top of what its layer may. Only tests may import test support. */
export interface TestRow {
  readonly files: RegExp;
  readonly support: RegExp;
  /** What tests may import beyond the layers of the code beside them. */
  readonly reach: readonly { readonly from: RegExp; readonly to: RegExp }[];
  readonly packages: readonly string[];
}

export interface LayerTable {
  readonly layers: readonly Layer[];
  readonly tests: TestRow;
}

/** Schemas of what comes from outside; every layer may check what it is given. */
const SCHEMAS = 'zod';
const REACT = ['react', 'react-dom', 'react-i18next', 'i18next', 'react-router'];
const SCREEN = [SCHEMAS, ...REACT, 'antd', '@ant-design/icons', 'dayjs'];

export const TABLE: LayerTable = {
  layers: [
    { name: 'shared', files: /^shared\//, imports: [], packages: [SCHEMAS], node: false },

    // The browser process, from the inside out.
    {
      name: 'renderer/platform',
      files: /^renderer\/platform\//,
      imports: ['shared'],
      packages: [SCHEMAS, 'idb-keyval'],
      node: false,
    },
    {
      name: 'renderer/data',
      files: /^renderer\/data\//,
      imports: ['shared', 'renderer/platform'],
      packages: [SCHEMAS, 'dexie', 'idb-keyval', 'pinyin-pro', '@noble/ciphers'],
      node: false,
    },
    {
      name: 'renderer/sync',
      files: /^renderer\/sync\//,
      imports: ['shared', 'renderer/platform', 'renderer/data'],
      packages: [SCHEMAS, 'axios'],
      node: false,
    },
    {
      name: 'renderer/excel',
      files: /^renderer\/excel\//,
      imports: ['shared', 'renderer/i18n'],
      packages: [SCHEMAS, 'xlsx', 'fflate'],
      node: false,
    },
    {
      name: 'renderer/session',
      files: /^renderer\/session\//,
      imports: ['shared', 'renderer/platform', 'renderer/data', 'renderer/sync'],
      packages: [SCHEMAS, 'hash-wasm', ...REACT],
      node: false,
    },
    {
      name: 'renderer/i18n',
      files: /^renderer\/i18n\//,
      imports: ['shared'],
      packages: ['i18next', 'react-i18next', 'dayjs'],
      node: false,
    },
    {
      name: 'renderer/ui/charts',
      files: /^renderer\/ui\/charts\//,
      imports: ['shared', 'renderer/i18n', 'renderer/ui'],
      packages: ['echarts', ...SCREEN],
      node: false,
    },
    {
      name: 'renderer/ui',
      files: /^renderer\/ui\//,
      imports: ['shared', 'renderer/i18n', 'renderer/ui/charts'],
      packages: SCREEN,
      node: false,
    },
    {
      name: 'renderer/features',
      files: /^renderer\/features\/([^/]+)\//,
      imports: [
        'shared',
        'renderer/platform',
        'renderer/data',
        'renderer/sync',
        'renderer/excel',
        'renderer/session',
        'renderer/i18n',
        'renderer/ui',
        'renderer/ui/charts',
      ],
      packages: SCREEN,
      node: false,
      door: 'index.ts',
    },
    {
      name: 'renderer/app',
      files: /^renderer\/(app\/|[^/]+$)/,
      imports: [
        'shared',
        'renderer/platform',
        'renderer/data',
        'renderer/sync',
        'renderer/excel',
        'renderer/session',
        'renderer/i18n',
        'renderer/ui',
        'renderer/ui/charts',
        'renderer/features',
      ],
      packages: SCREEN,
      node: false,
    },

    {
      name: 'renderer/test-support',
      files: /^renderer\/test-support\//,
      imports: ['shared', 'renderer/platform', 'renderer/data', 'renderer/sync', 'renderer/i18n'],
      packages: [SCHEMAS],
      node: true,
    },

    // The desktop shell. A handler reaches native duties; a native duty never knows who called it.
    {
      name: 'main/preload',
      files: /^main\/preload\//,
      imports: ['shared'],
      packages: ['electron'],
      node: false,
    },
    {
      name: 'main/native',
      files: /^main\/native\//,
      imports: ['shared'],
      packages: 'any',
      node: true,
    },
    {
      name: 'main/ipc',
      files: /^main\/ipc\//,
      imports: ['shared', 'main/native'],
      packages: ['electron'],
      node: true,
    },
    {
      name: 'main',
      files: /^main\/[^/]+$/,
      imports: ['shared', 'main/native', 'main/ipc'],
      packages: 'any',
      node: true,
    },

    // Data, no code: name and version of the product; what the demo is made of.
    { name: 'manifest', files: /^package\.json$/, imports: [], packages: [], node: false },
    { name: 'resources', files: /^resources\/.*\.json$/, imports: [], packages: [], node: false },
    {
      name: 'server',
      files: /^server\//,
      imports: ['shared', 'resources', 'manifest', 'scripts/bootstrap'],
      packages: 'dependencies',
      node: true,
    },

    // Scripts that must run before anything is installed: Node's own modules only.
    { name: 'scripts/bootstrap', files: /^scripts\/[^/]+\.m(js|ts)$/, imports: [], packages: [], node: true },
    // Histories with the real client and the real server in one process: a test that is a program of its own.
    {
      name: 'scripts/prove/histories',
      files: /^scripts\/prove\/histories\//,
      imports: ['shared', 'server', 'renderer/data', 'renderer/sync', 'renderer/test-support'],
      packages: 'any',
      node: true,
    },
    {
      name: 'scripts',
      files: /^scripts\//,
      imports: ['shared', 'scripts/bootstrap'],
      packages: 'any',
      node: true,
    },
    {
      name: 'bench',
      files: /^bench\//,
      imports: [
        'shared',
        'server',
        'renderer/data',
        'renderer/sync',
        'renderer/excel',
        'scripts',
        'scripts/bootstrap',
      ],
      packages: 'any',
      node: true,
    },
    {
      name: 'e2e',
      files: /^e2e\//,
      imports: ['shared', 'server', 'scripts', 'scripts/bootstrap'],
      packages: 'any',
      node: true,
    },
    {
      name: 'configuration',
      files: /^[^/]+\.config\.(js|ts)$/,
      imports: ['scripts', 'scripts/bootstrap', 'manifest'],
      packages: 'any',
      node: true,
    },
  ],
  tests: {
    files: /\.test\.tsx?$|\.spec\.ts$|\/test-support\/|^scripts\/prove\/histories\//,
    support: /\.test\.tsx?$|\/test-support\//,
    reach: [
      { from: /^renderer\//, to: /^renderer\/test-support\// },
      // The real client against the real server, in one process.
      { from: /^renderer\/sync\/[^/]+\.db\.test\.ts$/, to: /^server\/(.+\/)?test-support\// },
      // The line between the two on which everything goes wrong that can; specs in a browser use it too.
      { from: /^renderer\/sync\/[^/]+\.db\.test\.ts$/, to: /^e2e\/support\/faulty-line\.ts$/ },
    ],
    packages: ['vitest', 'fast-check', 'fake-indexeddb'],
  },
};
