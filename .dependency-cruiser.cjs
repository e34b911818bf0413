/**
 * Who may import whom. Each folder of `main` is a capability; the rules name what it may lean on, so that everything
 * else is refused. `tests/unit/tools/import-directions.test.ts` runs this file over wrong imports and expects each of
 * them to be reported.
 */

/** Folders of `main` and the folders of `main` each may import besides itself. */
const allowed = {
  domain: [],
  contract: ['domain'],
  preload: ['contract'],
  ports: ['domain'],
  audit: ['ports', 'domain'],
  visit: ['ports', 'domain', 'audit'],
  devices: ['ports', 'domain'],
  documents: ['ports', 'domain'],
  storage: ['ports', 'domain'],
  sync: ['ports', 'domain'],
  // The contract speaks in the domain's results and codes.
  shell: ['contract', 'visit', 'domain'],
};

/** The composition root: the only files of `main` that name everything. */
const roots = '^main/(index|kiosk)\\.ts$|^main/composition/';

const directions = Object.entries(allowed).map(([folder, others]) => ({
  name: `main-${folder}`,
  comment: `main/${folder} may import ${['itself', ...others.map((other) => `main/${other}`)].join(', ')}.`,
  severity: 'error',
  from: { path: `^main/${folder}/` },
  to: {
    path: '^(main|renderer|kiosk-config)/',
    pathNot: `^main/(${[folder, ...others].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'main-is-known-folders',
      comment: 'A new folder of main needs its own line in the table above.',
      severity: 'error',
      from: {
        path: '^main/',
        pathNot: `${roots}|^main/(${Object.keys(allowed).join('|')})/`,
      },
      to: {},
    },
    {
      name: 'main-composition',
      comment: 'The composition root builds what runs in main; the page builds itself.',
      severity: 'error',
      from: { path: roots },
      to: { path: '^(renderer|main/preload)/' },
    },
    {
      name: 'product-imports-product',
      comment: 'What ships imports neither tests nor tools.',
      severity: 'error',
      from: { path: '^(main|renderer|kiosk-config)/' },
      to: { path: '^(tests|tools)/' },
    },
    {
      name: 'renderer',
      comment: 'The page knows the contract and its own files.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|kiosk-config)/', pathNot: '^main/contract/' },
    },
    {
      name: 'renderer-has-no-node',
      comment: 'The page runs in a sandbox: no Node, no Electron.',
      severity: 'error',
      from: { path: '^(renderer|main/contract)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-has-no-electron',
      comment: 'The page and the contract know nothing of Electron.',
      severity: 'error',
      from: {
        path: '^(renderer|main/contract|main/domain|main/ports|main/visit|main/audit)/',
      },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },
    {
      name: 'configuration-is-leaf',
      comment:
        'kiosk-config holds data and its schema: it imports neither main nor renderer, except domain types.',
      severity: 'error',
      from: { path: '^kiosk-config/' },
      to: { path: '^(main|renderer)/', pathNot: '^main/domain/' },
    },
    {
      name: 'tools-import-no-product',
      comment: 'Tools prepare, check and build; they read the product as files, not as code.',
      severity: 'error',
      from: { path: '^tools/', pathNot: '^tools/(demo|tasks)/' },
      to: { path: '^(main|renderer)/' },
    },
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one file.',
      severity: 'error',
      from: {},
      // Types leave nothing behind at run time.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(raw|url)$' },
    },
    {
      name: 'shipped-needs-dependency',
      comment:
        'What ships imports packages of "dependencies" only. Electron is the runtime; a development package would be missing.',
      severity: 'error',
      from: { path: '^(main|renderer|kiosk-config)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(electron|@types)/',
      },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript interface yet; SWC is the supported parser that reads today's syntax.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|demo-output|\\.runtime)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'require', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
