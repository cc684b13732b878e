import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import webpack from 'webpack';

/** Only the lives' notifications and the look into a file need them, when they are used. */
const EXTERNAL = ['socket.io-client', 'mediabunny'];

/** Inside the package, so that `@piyakast/sdk` resolves as in a user's project: to what was built. */
const HERE = join(import.meta.dirname, '../..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(HERE, '.bundles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Code of the files that a page loads at once: the entry and what it imports, without what waits behind `import()`. */
type Bundler = (entry: string, out: string) => Promise<string[]>;

const bundlers: Record<string, Bundler> = {
  async 'esbuild, with splitting'(entry, out) {
    const { metafile } = await esbuild.build({
      entryPoints: [entry],
      outdir: out,
      absWorkingDir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      minify: true,
      metafile: true,
      external: EXTERNAL,
      logLevel: 'error',
    });
    const { outputs } = metafile;
    const first = Object.keys(outputs).find((name) => outputs[name]?.entryPoint?.endsWith('entry.js'));
    const loaded = follow(first, (name) =>
      (outputs[name]?.imports ?? []).filter(({ kind, external }) => kind === 'import-statement' && !external),
    );
    return Promise.all(loaded.map((name) => readFile(join(folder, name), 'utf8')));
  },

  async vite(entry) {
    const built = await vite({
      configFile: false,
      root: folder,
      logLevel: 'silent',
      build: { write: false, modulePreload: false, rollupOptions: { input: entry, external: EXTERNAL } },
    });
    if (!('output' in built)) throw new Error('Vite gave no single build.');
    const chunks = new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
    const first = [...chunks.values()].find(({ isEntry }) => isEntry)?.fileName;
    const loaded = follow(first, (name) => (chunks.get(name)?.imports ?? []).map((path) => ({ path })));
    return loaded.map((name) => chunks.get(name)?.code ?? '');
  },

  async webpack(entry, out) {
    const compiler = webpack({
      mode: 'production',
      target: ['web', 'es2022'],
      context: folder,
      entry,
      output: { path: out, filename: 'entry.js', module: true, chunkFormat: 'module' },
      externals: Object.fromEntries(EXTERNAL.map((name) => [name, `import ${name}`])),
      experiments: { outputModule: true },
    });
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        const failed = error ?? (stats?.hasErrors() ? new Error(stats.toString('errors-only')) : undefined);
        compiler.close(() => (failed ? reject(failed) : resolve()));
      });
    });
    return [await readFile(join(out, 'entry.js'), 'utf8')];
  },
};

function follow(first: string | undefined, next: (name: string) => { path: string }[]): string[] {
  if (first === undefined) throw new Error('The bundler made no entry.');
  const loaded = new Set([first]);
  for (const name of loaded) for (const { path } of next(name)) loaded.add(path);
  return [...loaded];
}

// Gzipped. A ceiling goes up only for what a user gains.
const CEILINGS: [what: string, code: string, ceiling: number][] = [
  ['one limit', "import { VIDEO_LIMITS as used } from '@piyakast/sdk/contract';", 700],
  ['signing in and one GET', "import { createPeerTube, signIn, getConfig } from '@piyakast/sdk';", 7_000],
  ['signing in and reading a video', "import { createPeerTube, signIn, getVideo } from '@piyakast/sdk';", 8_200],
  ['an upload', "import { createPeerTube, signIn, uploadVideo } from '@piyakast/sdk';", 14_000],
  ['the whole PeerTubeClient', "import { PeerTubeClient } from '@piyakast/sdk';", 27_000],
];

describe.each(Object.entries(bundlers))('what a page loads, bundled by %s', (_name, bundle) => {
  it.each(CEILINGS)('for %s stays below its ceiling', async (_what, code, ceiling) => {
    const place = await mkdtemp(join(folder, 'case-'));
    await mkdir(join(place, 'out'));
    const entry = join(place, 'entry.js');
    const [, names = ''] = /\{ (.+) \}/.exec(code) ?? [];
    const used = names.replace(/\w+ as /g, '');
    await writeFile(entry, `${code}\nglobalThis.used = [${used}];\n`);
    const files = await bundle(entry, join(place, 'out'));
    const size = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
    // Something was bundled at all.
    expect(size).toBeGreaterThan(100);
    expect(size).toBeLessThanOrEqual(ceiling);
  });
});
