import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import ts from 'typescript';

/**
 * What hls.js is built with. PeerTube needs alternate audio (videos whose sound is a rendition) and MPEG-TS (lives since
 * 8.2, which the build always has). Captions come from the API as WebVTT.
 */
const FEATURES = {
  ALT_AUDIO: true,
  SUBTITLES: false,
  EME_DRM: false,
  CMCD: false,
  CONTENT_STEERING: false,
  VARIABLE_SUBSTITUTION: false,
  M2TS_ADVANCED_CODECS: false,
  MEDIA_CAPABILITIES: false,
  INTERSTITIALS: false,
  IFRAMES: false,
};
/** Files of features that are off and that the flags leave in; hls.js's own build replaces them by an empty module too. */
const LEFT_OUT = [
  'controller/cmcd-controller',
  'controller/content-steering-controller',
  'controller/eme-controller',
  'controller/fps-controller',
  'controller/iframe-controller',
  'controller/interstitials-controller',
  'controller/subtitle-stream-controller',
  'controller/subtitle-track-controller',
  'controller/timeline-controller',
  'utils/cues',
  'demux/audio/ac3-demuxer',
  'demux/video/hevc-video-parser',
];
const EMPTY = '\0empty';

/**
 * `dist/vendor/hls.js`: hls.js from the sources in its package, with {@link FEATURES} and nothing else. The package
 * imports it as `#hls`, so every bundler takes the same file.
 */
export function hlsBuild(folder) {
  const manifest = createRequire(join(folder, 'package.json')).resolve('hls.js/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const sources = join(dirname(manifest), 'src');
  return {
    input: join(sources, 'hls.ts'),
    output: {
      file: join(folder, 'dist/vendor/hls.js'),
      format: 'es',
      banner: `/*! hls.js ${version} (a part of it), Apache-2.0, https://github.com/video-dev/hls.js */`,
    },
    plugins: [
      leaveOut(sources),
      nodeResolve({ browser: true, extensions: ['.ts', '.mjs', '.js'] }),
      commonjs(),
      transpile({ __VERSION__: version, __IN_WORKER__: false, __HLS_WORKER_BUNDLE__: undefined }),
      // What hls.js writes to a log is a tenth of it, and `debug` is off.
      terser({ compress: { passes: 2, pure_getters: true, pure_funcs: LOG_CALLS } }),
      {
        name: 'types',
        generateBundle() {
          this.emitFile({ type: 'asset', fileName: 'hls.d.ts', source: "export { default } from 'hls.js';\n" });
        },
      },
    ],
    onwarn(warning, warn) {
      // hls.js's files import each other in circles, by design.
      if (warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning);
    },
  };
}

const LOG_CALLS = ['log', 'warn', 'info', 'debug', 'trace'].flatMap((level) => [
  `this.${level}`,
  `this.logger.${level}`,
  `logger.${level}`,
  `this.hls.logger.${level}`,
  `hls.logger.${level}`,
]);

/** The sources are TypeScript with flags that are constants of the build. */
function transpile(constants) {
  const values = { ...constants };
  for (const [name, value] of Object.entries(FEATURES)) values[`__USE_${name}__`] = value;
  const names = new RegExp(`\\b(${Object.keys(values).join('|')})\\b`, 'g');
  return {
    name: 'transpile',
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const { outputText } = ts.transpileModule(code, {
        compilerOptions: {
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          isolatedModules: true,
          // As hls.js compiles itself: a field that is only declared is not set.
          useDefineForClassFields: false,
        },
      });
      return { code: outputText.replace(names, (name) => JSON.stringify(values[name]) ?? 'undefined'), map: null };
    },
  };
}

function leaveOut(sources) {
  const files = new Set(LEFT_OUT.map((name) => join(sources, name)));
  return {
    name: 'leave-out',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('.')) return null;
      return files.has(join(dirname(importer), source)) ? EMPTY : null;
    },
    load: (id) =>
      id === EMPTY
        ? { code: 'export default undefined; export const named = {};', syntheticNamedExports: 'named' }
        : null,
  };
}
