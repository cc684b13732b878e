import { dirname, join, posix, relative } from 'node:path';
import { rollup } from 'rollup';

/** What every client loads: a part may share these files with it for nothing. */
const CORE = 'peertube/request/create-peertube.js';
const isError = (file) => file.startsWith('errors/');
const partOf = (file) => file.replace(/\.js$/, '.part.js');

/**
 * Turns each file behind `import()` into its own part: `x.part.js` keeps imports of what every client loads, and has a
 * copy of the rest.
 *
 * esbuild puts whatever a lazy file shares with the package's entry into chunks that it loads with *every* import of the
 * package (16 kB gzipped for signing in and one GET, which use 5 kB). A part that shares only the core costs a page nothing
 * until it is loaded. `packages/e2e/src/packages/bundlers.test.ts` measures.
 *
 * A copy has its own module state, so a lazy file must not keep any.
 *
 * @param {string} dist - The folder that the package is written to.
 * @returns {import('rollup').Plugin}
 */
export function lazyParts(dist) {
  const parts = new Set();
  let core;
  return {
    name: 'lazy-parts',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const imports = new Map(chunks.map((chunk) => [chunk.fileName, chunk.imports]));
      core = new Set([...reachable(CORE, imports), ...[...imports.keys()].filter(isError)]);
      for (const chunk of chunks) {
        for (const file of chunk.dynamicImports.filter((name) => imports.has(name))) {
          const path = relativePath(chunk.fileName, file);
          const code = chunk.code.replaceAll(`import('${path}')`, `import('${partOf(path)}')`);
          if (code === chunk.code) this.error(`${chunk.fileName} has no import('${path}') to replace`);
          chunk.code = code;
          parts.add(file);
        }
      }
    },
    async writeBundle() {
      await Promise.all([...parts].map((file) => writePart(dist, file, core)));
    },
  };
}

/** The files that a file imports, itself included. */
function reachable(start, imports) {
  const found = new Set([start]);
  for (const file of found) for (const next of imports.get(file) ?? []) if (imports.has(next)) found.add(next);
  return found;
}

function relativePath(from, to) {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

async function writePart(dist, file, core) {
  const resolve = (source, importer) => (source.startsWith('.') ? join(dirname(importer), source) : source);
  const keepApart = {
    name: 'keep-apart',
    resolveId(source, importer) {
      if (importer === undefined) return null;
      const id = resolve(source, importer);
      const name = relative(dist, id).replaceAll('\\', '/');
      return { id, external: !source.startsWith('.') || core.has(name) };
    },
    resolveDynamicImport: (source, importer) => ({ id: resolve(source, importer), external: true }),
  };
  const build = await rollup({
    input: join(dist, file),
    plugins: [keepApart],
    treeshake: { moduleSideEffects: false },
  });
  await build.write({ format: 'es', file: join(dist, partOf(file)) });
  await build.close();
}
