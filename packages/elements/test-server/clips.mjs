import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';

const TYPES = { '.mp4': 'video/mp4', '.m3u8': 'application/vnd.apple.mpegurl', '.png': 'image/png' };

/**
 * Serves clips that ffmpeg makes, and breaks them on demand.
 *
 * Under `/clips/failing/…` playlists are there and every segment answers 503.
 * `/clips/ok/clip.mp4` and `/clips/ok/hls/master.m3u8` just play. `/clips/<key>/<bytes>/…` gives the first bytes of every
 * file and then holds the answer; `POST /clips/<key>/gone` cuts what is held and answers 404 from then on.
 */
export function clips() {
  const folder = mkdtempSync(join(tmpdir(), 'piya-clips-'));
  const made = new Set();
  const makeOnce = (name) => {
    if (made.has(name)) return;
    made.add(name);
    if (name === 'clip') makeClips(folder);
    else SPECIAL[name](ffmpegIn(folder), folder);
  };
  const gone = new Set();
  const held = new Map();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (context, next) => {
    const [, key, rest] = /^\/clips\/([\w-]+)\/(.+)$/.exec(context.path) ?? [];
    if (key === undefined) return next();
    makeOnce('clip');
    const [special] = Object.keys(SPECIAL).filter((name) => rest.startsWith(`${name}/`));
    if (special !== undefined) makeOnce(special);
    if (rest === 'gone') {
      gone.add(key);
      for (const socket of held.get(key) ?? []) socket.destroy();
      context.status = 204;
      return;
    }
    if (gone.has(key)) {
      context.status = 404;
      return;
    }
    if (key === 'failing' && !rest.endsWith('.m3u8')) {
      context.status = 503;
      return;
    }
    const [, limit, name] =
      key === 'ok' || key === 'failing' ? [undefined, undefined, rest] : (/^(\d+)\/(.+)$/.exec(rest) ?? []);
    serve(
      context,
      join(folder, normalize(`/${name ?? rest}`)),
      limit === undefined ? Infinity : Number(limit),
      (socket) => held.set(key, [...(held.get(key) ?? []), socket]),
    );
  };
}

function serve(context, path, limitBytes, hold) {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? {};
  if (size === undefined) {
    context.status = 404;
    return;
  }
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(context.get('range')) ?? [];
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  const hasRange = context.get('range') !== '';
  context.respond = false;
  const { res } = context;
  res.writeHead(hasRange ? 206 : 200, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    ...(hasRange ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (end < limitBytes) {
    createReadStream(path, { start, end }).pipe(res);
    return;
  }
  hold(res.socket);
  if (start < limitBytes) createReadStream(path, { start, end: limitBytes - 1 }).pipe(res, { end: false });
}

const CODING = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '250k', '-g', '30', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
];
const HLS = ['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'];

/** Made when they are asked for first, so that a run of few tests does not wait for them. */
const SPECIAL = { split: makeSplit, 'audio-shorter': makeShortSound, grids: makeGrids };

const ffmpegIn =
  (folder) =>
  (...args) =>
    execFileSync(process.env.FFMPEG_PATH || 'ffmpeg', ['-v', 'error', '-y', ...args], { cwd: folder });

/** Twelve seconds of a test picture with a tone: whole, and as PeerTube's HLS, one fragmented file read by byte ranges. */
function makeClips(folder) {
  const ffmpeg = ffmpegIn(folder);
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=15:d=12', '-f', 'lavfi', '-i', 'sine=f=330:d=12'];
  ffmpeg(...source, ...CODING, '-movflags', '+faststart', 'clip.mp4');
  mkdirSync(join(folder, 'hls'));
  const names = ['-master_pl_name', 'master.m3u8', 'hls/180.m3u8'];
  ffmpeg('-i', 'clip.mp4', '-c', 'copy', ...HLS, '-hls_flags', 'single_file', ...names);
  ffmpeg('-i', 'clip.mp4', '-frames:v', '1', 'poster.png');
}

/** The same with its sound apart, as PeerTube 8.2 can store it. */
function makeSplit(ffmpeg, folder) {
  mkdirSync(join(folder, 'split'));
  ffmpeg('-i', 'clip.mp4', '-c:v', 'copy', '-an', ...HLS, '-hls_flags', 'single_file', 'split/picture.m3u8');
  ffmpeg('-i', 'clip.mp4', '-c:a', 'copy', '-vn', ...HLS, '-hls_flags', 'single_file', 'split/sound.m3u8');
  writeFileSync(
    join(folder, 'split/master.m3u8'),
    `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",AUTOSELECT=YES,DEFAULT=YES,URI="sound.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=350000,RESOLUTION=320x180,CODECS="avc1.42c00c,mp4a.40.2",AUDIO="audio"
picture.m3u8
`,
  );
}

/** Sound of 11.6 s under a picture of 12.8 s, as PeerTube makes it of an .m4a file. */
function makeShortSound(ffmpeg, folder) {
  mkdirSync(join(folder, 'audio-shorter'));
  const picture = ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=15:d=12.8'];
  const sound = ['-f', 'lavfi', '-i', 'sine=f=330:d=11.6'];
  ffmpeg(
    ...picture,
    ...sound,
    ...CODING,
    ...HLS,
    '-hls_time',
    '4',
    '-hls_flags',
    'single_file',
    'audio-shorter/v.m3u8',
  );
}

/** Two levels cut at different times: one every 2 s, one where its camera set key frames, every 8⅓ s. */
function makeGrids(ffmpeg, folder) {
  mkdirSync(join(folder, 'grids'));
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=640x360:r=15:d=30', '-f', 'lavfi', '-i', 'sine=f=330:d=30'];
  const pack = [...HLS, '-hls_list_size', '0', '-hls_flags', 'single_file'];
  ffmpeg(...source, '-vf', 'scale=320:180', ...CODING, ...pack, 'grids/180.m3u8');
  ffmpeg(...source, ...CODING, '-g', '125', '-keyint_min', '125', '-sc_threshold', '0', ...pack, 'grids/360.m3u8');
  writeFileSync(
    join(folder, 'grids/master.m3u8'),
    `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=320x180,CODECS="avc1.42c00d,mp4a.40.2"
180.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360,CODECS="avc1.42c01e,mp4a.40.2"
360.m3u8
`,
  );
}
