import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { build as vite } from 'vite';
import webpack from 'webpack';

/** Only the lives' notifications and the look into a file need them, when they are used. */
const EXTERNAL = ['socket.io-client', 'mediabunny'];

/** Code of the files that a page loads at once: the entry and what it imports, without what waits behind `import()`. */
export type Bundler = (entry: string, out: string) => Promise<string[]>;

/** The bundlers that users have, as they are without a configuration. */
export const bundlers: Record<string, Bundler> = {
  async 'esbuild, with splitting'(entry, out) {
    const { metafile } = await esbuild.build({
      entryPoints: [entry],
      outdir: out,
      absWorkingDir: dirname(entry),
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
    return Promise.all(loaded.map((name) => readFile(join(dirname(entry), name), 'utf8')));
  },

  async vite(entry) {
    const built = await vite({
      configFile: false,
      root: dirname(entry),
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
      context: dirname(entry),
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
