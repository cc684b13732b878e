import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

/** Inside the workspace, so that `@piyakast/elements` is what was built here. */
const HERE = join(import.meta.dirname, '../..');
const ELEMENTS = join(HERE, '../elements');

/** Each has its code in `/code/<name>/` and says what is in the page. `url` is a playlist, a file or a PeerTube address. */
export const PLAYERS = {
  'hls.js light': {
    entry: undefined,
    body: (url) => `<video id="player" muted playsinline width="640" height="360"></video>
<script src="/code/hls-light.js"></script>
<script>const hls = new Hls(); hls.attachMedia(player); hls.loadSource(${JSON.stringify(url)}); player.play().catch(() => 0);
hls.on(Hls.Events.ERROR, (_, { fatal }) => { if (fatal) piyaBench.errorMs ??= performance.now(); });</script>`,
    /** With hls.js loaded, nothing is requested before the click. */
    idle: (url) => `<video id="player" muted playsinline preload="none" width="640" height="360"></video>
<script src="/code/hls-light.js"></script>
<script>player.onclick = () => { const hls = new Hls(); hls.attachMedia(player); hls.loadSource(${JSON.stringify(url)}); player.play(); };</script>`,
  },
  'piya-player': {
    entry: `import '@piyakast/elements/piya-player/define';`,
    body: (url) => `<script type="module" src="/code/piya-player/entry.js"></script>
<piya-player id="player" muted src="${url}" style="width:640px;height:360px"></piya-player>
<script type="module">await customElements.whenDefined('piya-player'); player.play().catch(() => 0);
player.addEventListener('piya-error', () => { piyaBench.errorMs ??= performance.now(); });</script>`,
    idle: (url) => `<script type="module" src="/code/piya-player/entry.js"></script>
<piya-player id="player" muted src="${url}" style="width:640px;height:360px"></piya-player>`,
  },
  video: {
    entry: undefined,
    body: (url) => `<video id="player" muted playsinline width="640" height="360" src="${url}"></video>
<script>player.play().catch(() => 0);</script>`,
    idle: (url) => `<video muted playsinline controls preload="none" width="640" height="360" src="${url}"></video>`,
  },
  plyr: {
    packages: ['plyr', 'hls.js'],
    entry: `import Plyr from 'plyr'; import Hls from 'hls.js/light'; import 'plyr/dist/plyr.css';
const video = document.querySelector('#player'); const hls = new Hls(); hls.loadSource(video.dataset.src);
hls.attachMedia(video); const plyr = new Plyr(video); plyr.play();`,
    body: (url) => `<link rel="stylesheet" href="/code/plyr/entry.css">
<video id="player" muted playsinline width="640" height="360" data-src="${url}"></video>
<script type="module" src="/code/plyr/entry.js"></script>`,
  },
  vidstack: {
    packages: ['vidstack@next', 'hls.js'],
    entry: `import 'vidstack/player/styles/default/theme.css'; import 'vidstack/player/styles/default/layouts/video.css';
import 'vidstack/player'; import 'vidstack/player/layouts/default'; import 'vidstack/player/ui'; import Hls from 'hls.js/light';
const player = document.querySelector('#player');
player.addEventListener('provider-change', ({ detail }) => { if (detail?.type === 'hls') detail.library = Hls; });
player.addEventListener('can-play', () => player.play());`,
    body: (url) => `<link rel="stylesheet" href="/code/vidstack/entry.css">
<media-player id="player" muted playsinline load="eager" src="${url}" style="width:640px;height:360px"><media-provider></media-provider>
<media-video-layout></media-video-layout></media-player><script type="module" src="/code/vidstack/entry.js"></script>`,
  },
  'mux-player': {
    packages: ['@mux/mux-player'],
    entry: `import '@mux/mux-player'; document.querySelector('#player').play().catch(() => 0);`,
    body: (
      url,
    ) => `<mux-player id="player" muted disable-tracking src="${url}" style="width:640px;height:360px"></mux-player>
<script type="module" src="/code/mux-player/entry.js"></script>`,
  },
};

/** Bundles the code of the players with Vite; peers are installed into the folder first. */
export async function bundlePlayers(names, folder) {
  mkdirSync(folder, { recursive: true });
  const hls = createRequire(join(ELEMENTS, 'package.json')).resolve('hls.js/package.json');
  copyFileSync(hls.replace('package.json', 'dist/hls.light.min.js'), join(folder, 'hls-light.js'));
  const packages = names.flatMap((name) => PLAYERS[name].packages ?? []);
  if (packages.length > 0) {
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...new Set(packages)], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  for (const name of names) {
    const { entry, packages: own } = PLAYERS[name];
    if (entry === undefined) continue;
    const entryFile = join(own === undefined ? HERE : folder, `.bench-${name}.js`);
    writeFileSync(entryFile, entry);
    const built = await build({
      configFile: false,
      root: folder,
      base: `/code/${name}/`,
      logLevel: 'error',
      build: {
        outDir: join(folder, name),
        emptyOutDir: true,
        modulePreload: { polyfill: false },
        cssCodeSplit: false,
        rollupOptions: {
          input: { entry: entryFile },
          output: { entryFileNames: 'entry.js', assetFileNames: 'entry[extname]' },
        },
      },
    });
    rmSync(entryFile);
    // As Vite writes into an HTML page: what the entry imports is fetched beside it.
    const { imports = [] } = built.output.find(({ fileName }) => fileName === 'entry.js') ?? {};
    preloads.set(name, imports.map((file) => `<link rel="modulepreload" href="/code/${name}/${file}">`).join('\n'));
  }
}

const preloads = new Map();

/** The page of a player: `<name>--<kind>` with its address in the query. */
export function pageOf(name, kind, url, count = 1) {
  const body = PLAYERS[name][kind](url);
  const bodies = Array.from({ length: count }, (_, index) =>
    index === 0 ? body : body.replace(/<script.*?<\/script>/gs, ''),
  );
  return `<!doctype html><meta charset="utf-8"><title>bench</title>${preloads.get(name) ?? ''}<style>body{margin:0}</style><body>${bodies.join('\n')}`;
}
