/** Which part may import which: imports run downhill, and features never reach into each other. */

const engine = '^src/main/engine/'
/** The folders of the engine that are no features: what features stand on, and what runs them. */
const ground = ['base', 'catalogue', 'jobs'].join('|')
const packages = '(^|/)node_modules/'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'shared-stands-alone',
      comment: 'The contract is read by everyone, so it reads nobody.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: ['^src/shared/', `${packages}(zod|@orpc/contract)/`] },
    },
    {
      name: 'window-knows-the-contract-only',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/(main|preload)/' },
    },
    {
      name: 'window-features-apart',
      comment: 'What two views need goes to components, state or engine.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'window-parts-below-features',
      severity: 'error',
      from: { path: '^src/renderer/(components|engine|state)/' },
      to: { path: '^src/renderer/(features|app)/' },
    },
    {
      name: 'client-without-react',
      severity: 'error',
      from: { path: '^src/renderer/engine/' },
      to: { path: `${packages}(react|react-dom)/` },
    },
    {
      name: 'engine-below-hosts',
      severity: 'error',
      from: { path: engine },
      to: { path: '^src/(main/(hosts|index|engineProcess)|preload|renderer)' },
    },
    {
      name: 'engine-features-apart',
      comment: 'What two features need goes down into base, or is passed in by createEngine.',
      severity: 'error',
      from: { path: `${engine}([^/]+)/`, pathNot: `${engine}(${ground})/` },
      to: { path: `${engine}[^/]+/`, pathNot: [`${engine}$1/`, `${engine}(${ground})/`] },
    },
    {
      name: 'faces-alone-know-the-catalogue',
      comment: 'Behind its face a feature is plain data in, plain data out. Types cost nothing.',
      severity: 'error',
      from: {
        path: `${engine}([^/]+)/`,
        pathNot: [`${engine}(${ground})/`, `${engine}([^/]+)/(\\2|generate)\\.ts$`],
      },
      to: { path: `${engine}(catalogue|jobs)/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'model-below-its-use',
      comment:
        'What a model is made of and fed with knows nothing of its training, its figures or its files.',
      severity: 'error',
      from: { path: `${engine}learning/(backends|kernels|graphs|model|data|features|sequence|heads)/` },
      to: {
        path: `${engine}learning/(training|scoring|judging|several|comparison|early|ensemble|pretraining|files|onnx)/`,
      },
    },
    {
      name: 'base-lies-lowest',
      severity: 'error',
      from: { path: `${engine}base/` },
      to: { path: engine, pathNot: `${engine}base/` },
    },
    {
      name: 'catalogue-knows-no-jobs',
      severity: 'error',
      from: { path: `${engine}catalogue/` },
      to: { path: engine, pathNot: `${engine}(base|catalogue)/` },
    },
    {
      name: 'engine-wiring-on-top',
      severity: 'error',
      from: { path: `${engine}[^/]+/` },
      to: { path: `${engine}(createEngine|router)\\.ts$` },
    },
    {
      name: 'electron-at-the-edge',
      comment: 'The engine runs where there is no Electron.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main/hosts/desktop/|main/index\\.ts$|preload/)' },
      to: { path: `(^electron$|${packages}electron/)` },
    },
    {
      name: 'headless-without-desktop',
      severity: 'error',
      from: { path: '^src/main/hosts/(headless|engine|window)/' },
      to: { path: '^src/main/hosts/desktop/' },
    },
    {
      name: 'nothing-missing',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|worker|raw|inline)' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$|\\.module\\.css$' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
}
