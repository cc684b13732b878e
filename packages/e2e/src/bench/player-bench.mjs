/**
 * `npm run bench:player [-- --rounds 5 --peers plyr,vidstack,mux-player --only first,slow --out tables.md]`: how soon a
 * player shows its first picture, and what it costs until then. Rounds are interleaved, so that a machine that gets slower
 * slows all of them; figures are medians.
 *
 * Plays generated media. With PEERTUBE_URL (the address of a video, `https://…/w/<id>`) the playlist of that video, its
 * address, and the instance's embed. Peers are installed by npm into a temporary folder.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { provideChromium, provideFfmpeg } from '../../../../.bootstrap/programs.mjs';
import { launchChromium } from '../support/browser.ts';
import { bundlePlayers, pageOf } from './player-contenders.mjs';
import { measure, measureIdle, SLOW } from './player-measure.mjs';
import { makeMedia } from './player-media.mjs';
import { serveSite } from './player-site.mjs';

const PARTS = ['slow', 'fast', 'file', 'grids', 'click', 'idle', 'errors'];
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    peers: { type: 'string', default: '' },
    only: { type: 'string', default: PARTS.join(',') },
    media: { type: 'string' },
    out: { type: 'string' },
  },
});
const parts = values.only.split(',');
const rounds = Number(values.rounds);
const peers = values.peers === '' ? [] : values.peers.split(',');
const folder = await mkdtemp(join(tmpdir(), 'piyakast-player-'));
const media = values.media ?? join(folder, 'media');
process.env.CHROME_PATH ??= provideChromium();
if (!existsSync(join(media, 'grids/master.m3u8'))) {
  mkdirSync(media, { recursive: true });
  makeMedia(media, process.env.FFMPEG_PATH ?? provideFfmpeg());
}
const code = join(folder, 'code');
await bundlePlayers(['piya-player', ...peers], code);
const site = await serveSite({
  folders: { code, media },
  pageOf: (name) => {
    const [player, kind, url, count] = name.split('--').map(decodeURIComponent);
    return pageOf(player, kind, url, Number(count ?? 1));
  },
});
const browser = await launchChromium();
const lines = [];
try {
  say(`Chromium ${browser.version()}, Node ${process.versions.node}, ${rounds} rounds, medians.`);
  if (parts.includes('slow')) await firstFrames('a slow link (1.6 Mbit/s, 150 ms, CPU ÷ 4)', SLOW);
  if (parts.includes('fast')) await firstFrames('no throttle', undefined);
  if (parts.includes('file')) await files();
  if (parts.includes('grids')) await grids();
  if (parts.includes('click')) await clicks();
  if (parts.includes('idle')) await idle();
  if (parts.includes('errors')) await errors();
} finally {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
}
if (values.out !== undefined) writeFileSync(values.out, lines.join('\n'));

function say(text) {
  lines.push(text, '');
  console.log(`${text}\n`);
}

function page(player, kind, url, count = 1) {
  return `${site.url}/pages/${[player, kind, url, count].map(encodeURIComponent).join('--')}.html`;
}

/** Medians of each contender, by interleaved rounds. */
async function compete(contenders, options) {
  const results = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { url, ...own }] of contenders.entries()) {
      results[index].push(await measure(browser, url, { ...options, ...own }));
    }
  }
  return results.map((runs) => {
    const of = (key) => median(runs.map((run) => run[key]));
    return Object.fromEntries(Object.keys(runs[0]).map((key) => [key, of(key)]));
  });
}

async function firstFrames(title, throttle) {
  const video = process.env.PEERTUBE_URL;
  const streams = video === undefined ? ['muxed', 'split'].map((name) => [name, mediaUrl(`${name}/master.m3u8`)]) : [];
  if (video !== undefined) streams.push(['PeerTube', await playlistOf(video)]);
  for (const [name, url] of streams) {
    const contenders = [
      { name: 'hls.js light', url: page('hls.js light', 'body', url) },
      { name: '`<piya-player>`, playlist', url: page('piya-player', 'body', url) },
      ...peers.map((peer) => ({ name: peer, url: page(peer, 'body', url) })),
    ];
    if (name === 'split') contenders[0].name += ' (silent)';
    if (video !== undefined) {
      const { origin, pathname } = new URL(video);
      const embed = `${origin}/videos/embed/${pathname.split('/').at(-1)}?autoplay=1&muted=1&peertubeLink=0`;
      contenders.push({ name: '`<piya-player>`, PeerTube address', url: page('piya-player', 'body', video) });
      contenders.push({ name: "PeerTube's embed", url: embed });
    }
    const results = await compete(contenders, { throttle });
    const [base] = results;
    table(
      `First picture, ${name} stream, ${title}`,
      ['player', 'first frame', '×', 'moving 0.1 s', '×', 'code at first frame', 'requests for it'],
      results.map((result, index) => [
        contenders[index].name,
        ms(result.firstFrameMs),
        ratio(result.firstFrameMs, base.firstFrameMs),
        ms(result.movingMs),
        ratio(result.movingMs, base.movingMs),
        kib(result.codeKiB),
        result.codeRequests,
      ]),
    );
  }
}

async function files() {
  const url = mediaUrl('video.mp4');
  const names = ['video', 'piya-player'];
  for (const [title, throttle] of [
    ['a slow link', SLOW],
    ['no throttle', undefined],
  ]) {
    const results = await compete(
      names.map((name) => ({ url: page(name, 'body', url) })),
      { throttle },
    );
    table(
      `First picture of an MP4 file, ${title}`,
      ['player', 'first frame', '×'],
      results.map((result, index) => [
        names[index],
        ms(result.firstFrameMs),
        ratio(result.firstFrameMs, results[0].firstFrameMs),
      ]),
    );
  }
}

async function grids() {
  const url = mediaUrl('grids/master.m3u8');
  const names = ['hls.js light', 'piya-player'];
  const results = await compete(
    names.map((name) => ({ url: page(name, 'body', url) })),
    { throttle: SLOW, lookMs: 20_000 },
  );
  table(
    'Levels cut at different times, 20 s on a slow link',
    ['player', 'longest time without a new frame'],
    results.map((result, index) => [names[index], ms(result.worstFreezeMs)]),
  );
}

async function clicks() {
  const url = mediaUrl('muxed/master.m3u8');
  const names = ['hls.js light', 'piya-player'];
  const pages = names.map((name) => ({ url: page(name, 'idle', url) }));
  const results = await compete(pages, { throttle: SLOW, click: '#player' });
  table(
    'From the click to the first frame, a slow link (hls.js is loaded before the click)',
    ['player', 'first frame', '×'],
    results.map((result, index) => [
      names[index],
      ms(result.firstFrameMs),
      ratio(result.firstFrameMs, results[0].firstFrameMs),
    ]),
  );
}

async function idle() {
  const url = mediaUrl('muxed/master.m3u8');
  const native = await measureIdle(browser, page('video', 'idle', mediaUrl('video.mp4'), 10));
  const ours = await measureIdle(browser, page('piya-player', 'idle', url, 10));
  const row = (name, result) => [
    ...[name, kib(result.wireKiB), result.requests, `${(result.heapMiB - native.heapMiB).toFixed(2)} MiB`],
    ...[result.nodes, result.listeners, ms(result.blockingMs)],
  ];
  table(
    'Ten players that wait',
    ['player', 'code', 'requests', 'heap over ten videos', 'nodes', 'listeners', 'blocking (CPU ÷ 4)'],
    [row('video', native), row('piya-player', ours)],
  );
}

async function errors() {
  const cases = {
    'dead playlist': `${site.url}/dead/master.m3u8`,
    'segments fail': `${site.url}/failing/muxed/master.m3u8`,
  };
  for (const [title, url] of Object.entries(cases)) {
    const names = ['hls.js light', 'piya-player'];
    const contenders = names.map((name) => ({ url: page(name, 'body', url) }));
    const results = await compete(contenders, { until: 'error', timeoutMs: 40_000 });
    table(
      `${title}: time to the error`,
      ['player', 'error'],
      results.map((result, index) => [names[index], ms(result.errorMs)]),
    );
  }
}

/** The playlist that PeerTube's API names for a video. */
async function playlistOf(address) {
  const { origin, pathname } = new URL(address);
  const response = await fetch(`${origin}/api/v1/videos/${pathname.split('/').at(-1)}`);
  return (await response.json()).streamingPlaylists[0].playlistUrl;
}

function mediaUrl(name) {
  return `${site.url}/media/${name}`;
}

function table(title, head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  say([`**${title}**`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'));
}

function median(numbers) {
  const sorted = numbers.filter((number) => Number.isFinite(number)).sort((a, b) => a - b);
  return sorted.length === 0 ? Number.NaN : sorted[Math.floor(sorted.length / 2)];
}

function ms(value) {
  return Number.isFinite(value) ? `${Math.round(value)} ms` : 'never';
}

function kib(value) {
  return `${value.toFixed(1)} KiB`;
}

function ratio(value, base) {
  return (value / base).toFixed(2);
}
