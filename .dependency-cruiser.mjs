/**
 * Which part of the workspace may import which. Part of `npm test` (run `arrows`); docs/architecture.md has the picture.
 * Type imports count: a reader follows them too.
 */

/** The SDK's folders, the lowest first: each may import those before it. */
const SDK_LAYERS = ['contract', 'errors', 'runtime', 'http', 'session', 'upload', 'peertube', 'piyakast', 'failover'];
const TESTS = '[.]test[.]ts$|/test-support/';
const LIVE_TESTS = '^packages/e2e/';

const sdk = (names) => `^packages/sdk/src/(${names.join('|')})/`;

const sdkLayers = SDK_LAYERS.slice(0, -1).map((layer, index) => ({
  name: `sdk-${layer}-is-below`,
  comment: `${layer}/ may import only what comes before it: ${SDK_LAYERS.join(' <- ')}.`,
  severity: 'error',
  from: { path: sdk([layer]), pathNot: TESTS },
  to: { path: sdk(SDK_LAYERS.slice(index + 1)) },
}));

/** Between the packages: from a package to those that it may not import. */
const packageArrow = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to,
});

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that import each other are one file, or share a third.',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      comment: 'edge-worker.mjs is completed by its test, which bundles the missing file beside it.',
      severity: 'error',
      from: { pathNot: 'edge-worker[.]mjs$' },
      to: { couldNotResolve: true },
    },
    {
      name: 'product-code-imports-no-tests',
      severity: 'error',
      from: { path: '^packages/(sdk|elements|server|testing)/src/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'product-code-imports-no-dev-dependency',
      comment: 'What a package imports at run time stands in its `dependencies`.',
      severity: 'error',
      from: { path: '^packages/(sdk|elements|server)/src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'], pathNot: '^packages/' },
    },
    ...sdkLayers,
    {
      name: 'sdk-entries-are-on-top',
      comment: 'index.ts, node.ts and browser.ts only collect.',
      severity: 'error',
      from: { path: sdk(SDK_LAYERS), pathNot: TESTS },
      to: { path: '^packages/sdk/src/(index|node|browser|contract)[.]ts$' },
    },
    {
      name: 'sdk-platform-stays-apart',
      comment:
        'Only node/ folders know `node:` modules, and nothing outside imports from a node/ or browser/ folder, except parts loaded on demand.',
      severity: 'error',
      from: { path: '^packages/sdk/src/', pathNot: `/(node|browser)/|^packages/sdk/src/(node|browser)[.]ts$|${TESTS}` },
      to: { path: '^packages/sdk/src/.*/(node|browser)/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'sdk-core-knows-no-node-module',
      severity: 'error',
      from: { path: '^packages/sdk/src/', pathNot: `/node/|^packages/sdk/src/node[.]ts$|${TESTS}` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sdk-request-is-below-the-topics',
      comment: 'peertube/request carries calls; the topics (videos, lives, …) are built on it, and the client on them.',
      severity: 'error',
      from: { path: '^packages/sdk/src/peertube/request/', pathNot: TESTS },
      to: { path: '^packages/sdk/src/peertube/(?!request/|types/)' },
    },
    {
      name: 'sdk-topics-are-below-the-client',
      severity: 'error',
      from: { path: '^packages/sdk/src/peertube/(?!client/)', pathNot: TESTS },
      to: { path: '^packages/sdk/src/peertube/client/' },
    },
    {
      name: 'elements-starter-comes-before-hls-js',
      comment: 'The starter is what plays before hls.js is loaded.',
      severity: 'error',
      from: { path: '^packages/elements/src/playback/engines/hls/starter/', pathNot: TESTS },
      to: { path: '/playback/engines/hls/hls-js/|/dist/vendor/hls[.]js$' },
    },
    packageArrow('sdk-stands-alone', 'The SDK imports no other package of ours.', '^packages/sdk/src/', {
      path: '^packages/(elements|server|testing|e2e)/',
    }),
    packageArrow('elements-know-the-sdk-only', undefined, '^packages/elements/src/', {
      path: '^packages/(server|testing|e2e)/|^packages/sdk/src/',
    }),
    {
      name: 'controls-see-the-player-from-outside',
      comment: 'The controls drive a player by its public interface alone, described in controlled-media.ts.',
      severity: 'error',
      from: { path: '^packages/elements/src/controls/', pathNot: TESTS },
      to: {
        path: '^packages/elements/src/(player|piya-|playback)',
        pathNot: '^packages/elements/src/playback/(video-extras|playback-observer|engines/engine)[.]ts$',
      },
    },
    packageArrow('server-knows-the-sdk-only', undefined, '^packages/server/src/', {
      path: '^packages/(elements|testing|e2e)/|^packages/sdk/src/',
    }),
    packageArrow(
      'testing-knows-types-of-the-sdk',
      'The fake is the oracle: it shares no code with what it tests.',
      '^packages/testing/src/',
      {
        path: '^packages/(sdk|elements|server|e2e)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    {
      name: 'server-publishing-is-above-what-it-publishes',
      comment: 'Publishing knows videos and files; they do not know how they get to PeerTube.',
      severity: 'error',
      from: { path: '^packages/server/src/(videos|lives|uploads|files|playback|peertube)/', pathNot: TESTS },
      to: { path: '^packages/server/src/(publishing|http|cli)/' },
    },
    {
      name: 'nothing-imports-e2e',
      severity: 'error',
      from: { pathNot: LIVE_TESTS },
      to: { path: LIVE_TESTS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '[.]d[.]m?ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    progress: { type: 'none' },
  },
};
