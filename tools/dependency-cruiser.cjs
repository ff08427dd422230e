// @ts-check
/**
 * Who may import whom (ADR 0005). Each layer lists all that it may name; everything else is a violation. The direction
 * between platforms (no `window` or `node:fs` in core) is held by the tsconfig of each layer, this file holds the rest.
 * `test/layers` plants one violation of each rule and fails unless each is found.
 */

/**
 * @typedef {{ name: string, path: string, own: string[], npm: string[], node: boolean }} Layer
 * @type {Layer[]}
 */
const LAYERS = [
  { name: 'core', path: 'core', own: ['core'], npm: ['@noble/hashes'], node: false },
  { name: 'contract', path: 'contract', own: ['core', 'contract'], npm: ['zod'], node: false },
  // An adapter's folder bears the name of its library ($1); companions of a library are listed here.
  { name: 'adapter', path: 'adapters/([^/]+)', own: ['core', 'contract', 'adapters/$1'], npm: ['$1'], node: false },
  {
    name: 'ui',
    path: 'ui',
    own: ['core', 'contract', 'adapters/[^/]+', 'ui'],
    npm: [
      'react',
      'react-dom',
      'react-aria-components',
      'react-aria',
      'react-stately',
      '@react-types/[^/]+',
      '@internationalized/[^/]+',
      '@tanstack/react-virtual',
      'lucide-react',
    ],
    node: false,
  },
  { name: 'host-memory', path: 'host/memory', own: ['core', 'contract', 'host/memory'], npm: [], node: false },
  {
    name: 'host-node',
    path: 'host/node',
    own: ['core', 'contract', 'adapters/[^/]+', 'host/node'],
    npm: ['zod', 'hash-wasm', 'age-encryption'],
    node: true,
  },
  {
    name: 'loopback-client',
    path: 'host/loopback/client',
    own: ['core', 'contract', 'host/loopback/client'],
    npm: ['zod'],
    node: false,
  },
  {
    name: 'loopback-server',
    path: 'host/loopback/server',
    own: ['core', 'contract', 'host/node', 'host/loopback/server'],
    npm: ['zod'],
    node: true,
  },
  {
    name: 'electron-preload',
    path: 'host/electron/preload',
    own: ['contract', 'host/electron/preload'],
    npm: ['electron'],
    node: false,
  },
  {
    name: 'electron-main',
    path: 'host/electron/main',
    own: ['core', 'contract', 'host/node', 'host/electron/main'],
    npm: ['electron', 'zod'],
    node: true,
  },
  { name: 'cli', path: 'cli', own: ['core', 'contract', 'adapters/[^/]+', 'host/node', 'cli'], npm: [], node: true },
  {
    name: 'app-renderer',
    path: 'app/renderer',
    own: ['core', 'contract', 'adapters/[^/]+', 'ui', 'host/memory', 'host/loopback/client', 'app/renderer'],
    npm: ['react', 'react-dom', 'zod'],
    node: false,
  },
  {
    name: 'app-node',
    path: 'app/(cli|loopback|electron)',
    own: ['core', 'contract', 'adapters/[^/]+', 'host/(?!memory|loopback/client)', 'cli', 'app/$1'],
    npm: ['electron', 'zod'],
    node: true,
  },
];

/** npm packages that one adapter needs beside the library it is named after. */
const ADAPTER_COMPANIONS = {
  dexie: ['dexie-react-hooks', 'react'],
  pdfjs: ['pdfjs-dist'],
};

/** What the build starts from; nothing imports these. */
const ENTRY_POINTS = '^src/app/[^/]+/(main|preload)\\.tsx?$';

/** @param {string[]} names */
const npmPath = (names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;
/** @param {string[]} folders */
const ownPath = (folders) =>
  `^src/(${folders.map((folder) => (folder.endsWith(')') ? folder : `${folder}/`)).join('|')})`;
const NPM_TYPES = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];

/** @param {Layer} layer */
const rulesOf = ({ name, path, own, npm, node }) => {
  const from = { path: `^src/${path}/` };
  const companions = name === 'adapter' ? Object.values(ADAPTER_COMPANIONS).flat() : [];
  return [
    {
      name: `${name}-own`,
      comment: `${path} may import only ${own.join(', ')} of our own code`,
      severity: 'error',
      from,
      // The page's own fonts are handed to the PDF worker by address.
      to: {
        path: '^(src|forms|assets|test|tools)/',
        pathNot: [ownPath(own), ...(name === 'app-renderer' ? ['^assets/fonts/'] : [])],
      },
    },
    {
      name: `${name}-npm`,
      comment: `${path} may import only these packages: ${npm.join(', ') || 'none'}`,
      severity: 'error',
      from,
      to: {
        dependencyTypes: NPM_TYPES,
        ...(npm.length + companions.length === 0 ? {} : { pathNot: npmPath([...npm, ...companions]) }),
      },
    },
    ...(node
      ? []
      : [
          {
            name: `${name}-node`,
            comment: `${path} runs where Node's own modules do not exist`,
            severity: 'error',
            from,
            to: { dependencyTypes: ['core'] },
          },
        ]),
  ];
};

/** A companion is allowed above for every adapter; these rules take it back from all but its own. */
const companionRules = Object.entries(ADAPTER_COMPANIONS).map(([folder, names]) => ({
  name: `adapter-companion-${folder}`,
  comment: `${names.join(', ')} belong to adapters/${folder}`,
  severity: 'error',
  from: { path: '^src/adapters/', pathNot: `^src/adapters/(${foldersWith(names).join('|')})/` },
  to: { path: npmPath(names) },
}));

/**
 * Adapter folders that may use any of these packages: the one they belong to, and one named after the package.
 * @param {string[]} names
 */
function foldersWith(names) {
  const owners = Object.entries(ADAPTER_COMPANIONS).filter(([, own]) => own.some((name) => names.includes(name)));
  return [...owners.map(([folder]) => folder), ...names];
}

module.exports = {
  forbidden: [
    ...LAYERS.flatMap(rulesOf),
    ...companionRules,
    {
      name: 'known-layer',
      comment: 'A new folder in src needs its layer in this file, with its own tsconfig',
      severity: 'error',
      from: { path: '^src/', pathNot: LAYERS.map(({ path }) => `^src/${path}/`) },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'Modules that need each other at run time cannot be understood or tested alone',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dead-module',
      comment: 'Reached from no entry point: remove it or use it (host/memory serves the tests)',
      severity: 'error',
      from: { path: ENTRY_POINTS },
      to: { path: '^src/.*\\.tsx?$', pathNot: [ENTRY_POINTS, '^src/host/memory/', '\\.d\\.ts$'], reachable: false },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that cannot be resolved is not checked by any other rule',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^virtual:shodo-(forms|drill)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type imports are dependencies too: a core that knows a screen's types knows the screen.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
