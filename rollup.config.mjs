import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { isExternal, shellChunk, shortStyles } from './packages/elements/build/chunks.mjs';
import { lazyParts } from './packages/sdk/build/lazy-parts.mjs';
import { emptyDatabase } from './packages/server/build/empty-database.mjs';

/**
 * One config builds every package. A package's entries are read from the `exports` of its package.json, so what is
 * published and what is built cannot differ. `PACKAGE=sdk,elements` limits the run to those folders.
 */
const root = import.meta.dirname;
const only = process.env.PACKAGE?.split(',');

const wanted = (name) => !only || only.includes(name);
const manifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const tsconfig = (folder) => JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8'));

/** `./dist/piya-player/define.js` is built from `src/piya-player/define.ts`. */
function entriesOf(folder) {
  const entries = {};
  for (const target of Object.values(manifest(folder).exports)) {
    if (typeof target === 'string') continue;
    const name = target.default.replace('./dist/', '').replace(/\.js$/, '');
    const source = join(folder, 'src', `${name}.ts`);
    if (existsSync(source)) entries[name] = source;
  }
  return entries;
}

const compile = (folder, options = {}) =>
  typescript({
    tsconfig: join(folder, 'tsconfig.json'),
    exclude: ['**/*.test.ts', '**/test-support/**', '**/vitest*.ts'],
    noEmitOnError: true,
    // The plugin's own default is ESNext, which does not go with the resolution of the shared tsconfig.
    module: tsconfig(folder).compilerOptions.module ?? 'NodeNext',
    ...options,
  });

/** The package as modules: one output file for each source file, dependencies left as imports. */
function library(folder, plugins = []) {
  return {
    input: entriesOf(folder),
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
    output: {
      dir: join(folder, 'dist'),
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: join(folder, 'src'),
      sourcemap: true,
    },
    plugins: [compile(folder, { outDir: join(folder, 'dist'), declaration: true }), ...plugins],
    onwarn,
  };
}

/** The elements: an output file for each entry and for each part that is loaded on demand. */
function elementsLibrary(folder, plugins) {
  const dir = join(folder, 'dist');
  return {
    input: entriesOf(folder),
    external: isExternal,
    output: {
      dir,
      format: 'es',
      chunkFileNames: 'chunks/[name]-[hash].js',
      manualChunks: shellChunk(folder),
      // An entry names what it uses; what that needs is named there.
      hoistTransitiveImports: false,
      sourcemap: true,
    },
    plugins: [
      dropOldChunks(dir),
      nodeResolve(sourcesHaveEffects(folder)),
      compile(folder, { outDir: dir, declaration: true }),
      shortStyles,
      ...plugins,
    ],
    onwarn,
  };
}

/** `sideEffects` names the files in `dist`. Read for `src` it says that a file which defines a tag does nothing. */
const sourcesHaveEffects = (folder) => ({ rootDir: folder, ignoreSideEffectsForRoot: true });

/** Chunks carry a hash, so those of the last build would stay and be published. */
const dropOldChunks = (dir) => ({
  name: 'drop-old-chunks',
  buildStart: () => rmSync(join(dir, 'chunks'), { recursive: true, force: true }),
});

/** Files that a plain page loads with a script tag: everything inside, heavy parts as chunks of their own. */
function browserBundle(folder, input, dir, { plugins = [], chunkOf = () => undefined } = {}) {
  return {
    input,
    output: {
      dir,
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      hoistTransitiveImports: false,
      manualChunks: (id, graph) => (id.includes('@peertube/embed-api') ? 'peertube-embed-api' : chunkOf(id, graph)),
      // The one file that is not MIT says so itself; terser keeps comments that begin with `!`.
      banner: ({ name }) => (name === 'peertube-embed-api' ? '/*! @peertube/embed-api, AGPL-3.0 */' : ''),
    },
    plugins: [
      dropOldChunks(dir),
      nodeResolve({ browser: true, exportConditions: ['browser', 'production'], ...sourcesHaveEffects(folder) }),
      commonjs(),
      compile(folder, { outDir: dir, declaration: false, declarationMap: false }),
      shortStyles,
      terser(),
      ...plugins,
    ],
    onwarn,
  };
}

/** Puts a file beside the bundle, unchanged. */
const copy = (file, fileName) => ({
  name: 'copy',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName, source: readFileSync(file) });
  },
});

/** A warning is a defect that nobody has looked at yet. */
function onwarn(warning, warn) {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.some((id) => id.includes('node_modules'))) return;
  if (warning.code === 'THIS_IS_UNDEFINED' || warning.code === 'EVAL') return;
  warn(warning);
}

/** The engine that the elements import as `#hls`. */
async function hlsBuild(folder) {
  const { hlsBuild } = await import('./packages/elements/build/hls-build.mjs');
  return hlsBuild(folder);
}

/** Loaded only when it is needed: the analyser brings a TypeScript of its own. */
async function elementsManifest(folder) {
  const { customElementsManifest } = await import('./packages/elements/build/custom-elements-manifest.mjs');
  return customElementsManifest(folder);
}

const configs = [];
for (const name of ['sdk', 'testing', 'server', 'elements']) {
  const folder = join(root, 'packages', name);
  if (!wanted(name) || Object.keys(entriesOf(folder)).length === 0) continue;
  const plugins = {
    elements: async () => [await elementsManifest(folder)],
    sdk: () => [lazyParts(join(folder, 'dist'))],
    server: () => [emptyDatabase(folder, join(root, '.build-cache'))],
  };
  if (name === 'elements') configs.push(await hlsBuild(folder));
  const make = name === 'elements' ? elementsLibrary : library;
  configs.push(make(folder, (await plugins[name]?.()) ?? []));
}

const elements = join(root, 'packages/elements');
if (wanted('elements') && existsSync(join(elements, 'src/define.ts'))) {
  const tags = readdirSync(join(elements, 'src')).filter((name) => name.startsWith('piya-'));
  const input = { piya: join(elements, 'src/drop-in/piya.ts') };
  for (const tag of tags) input[tag] = join(elements, 'src', tag, 'define.ts');
  const chunkOf = shellChunk(elements);
  configs.push(browserBundle(elements, input, join(elements, 'dist/cdn'), { chunkOf }));
}

const demo = join(root, 'examples/demo');
if (wanted('demo') && existsSync(join(demo, 'src/main.ts'))) {
  const page = copy(join(demo, 'index.html'), 'index.html');
  configs.push(browserBundle(demo, { main: join(demo, 'src/main.ts') }, join(demo, 'dist'), { plugins: [page] }));
}

export default configs;
