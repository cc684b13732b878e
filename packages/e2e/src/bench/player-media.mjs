import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SIZES = [
  { height: 240, width: 426, kbps: 250 },
  { height: 360, width: 640, kbps: 500 },
  { height: 480, width: 854, kbps: 900 },
];

/**
 * A minute of video as PeerTube stores it: `muxed/master.m3u8` (fragmented MP4 by byte ranges), `split/master.m3u8` (sound
 * apart, as 8.2 can), `grids/master.m3u8` (levels cut at different times), and `video.mp4`.
 */
export function makeMedia(folder, ffmpegPath = 'ffmpeg') {
  const ffmpeg = (...args) => execFileSync(ffmpegPath, ['-v', 'error', '-y', ...args], { cwd: folder });
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=854x480:r=30:d=60'];
  const sound = ['-f', 'lavfi', '-i', 'sine=f=330:d=60'];
  ffmpeg(
    ...picture,
    ...sound,
    '-vf',
    'noise=alls=8:allf=t',
    ...coding(900, 60),
    '-c:a',
    'aac',
    '-b:a',
    '96k',
    'source.mp4',
  );
  for (const { height, width, kbps } of SIZES) {
    const scaled = ['-i', 'source.mp4', '-vf', `scale=${width}:${height}`, ...coding(kbps, 60), '-c:a', 'copy'];
    ffmpeg(...scaled, '-movflags', '+faststart', `${height}.mp4`);
  }
  for (const name of ['muxed', 'split', 'grids']) mkdirSync(join(folder, name), { recursive: true });
  for (const { height } of SIZES) {
    pack(ffmpeg, `${height}.mp4`, `muxed/${height}`, ['-c', 'copy']);
    pack(ffmpeg, `${height}.mp4`, `split/${height}`, ['-c:v', 'copy', '-an']);
  }
  pack(ffmpeg, '240.mp4', 'split/audio', ['-c:a', 'copy', '-vn']);
  // One level copied with the key frames of its camera, the other transcoded: PeerTube cuts them where it can.
  pack(ffmpeg, '240.mp4', 'grids/240', ['-c', 'copy']);
  ffmpeg('-i', 'source.mp4', '-vf', 'scale=640:360', ...coding(500, 250), '-c:a', 'copy', 'copied.mp4');
  pack(ffmpeg, 'copied.mp4', 'grids/360', ['-c', 'copy']);
  ffmpeg('-i', '360.mp4', '-c', 'copy', '-movflags', '+faststart', 'video.mp4');
  writeFileSync(join(folder, 'muxed/master.m3u8'), master(SIZES));
  writeFileSync(join(folder, 'split/master.m3u8'), master(SIZES, 'audio'));
  writeFileSync(join(folder, 'grids/master.m3u8'), master(SIZES.slice(0, 2)));
}

const coding = (kbps, keyFrames) => [
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-pix_fmt',
    'yuv420p',
    '-b:v',
    `${kbps}k`,
    '-maxrate',
    `${kbps * 1.2}k`,
  ],
  ...['-bufsize', `${kbps * 2}k`, '-g', String(keyFrames), '-keyint_min', String(keyFrames), '-sc_threshold', '0'],
];

function pack(ffmpeg, input, name, streams) {
  const hls = ['-f', 'hls', '-hls_time', '4', '-hls_list_size', '0', '-hls_playlist_type', 'vod'];
  ffmpeg('-i', input, ...streams, ...hls, '-hls_segment_type', 'fmp4', '-hls_flags', 'single_file', `${name}.m3u8`);
}

function master(sizes, audio) {
  const group = audio === undefined ? '' : `,AUDIO="${audio}"`;
  const sound =
    audio === undefined
      ? []
      : [`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${audio}",NAME="Audio",AUTOSELECT=YES,DEFAULT=YES,URI="audio.m3u8"`];
  const levels = sizes.flatMap(({ height, kbps, width }) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${(kbps + 100) * 1100},RESOLUTION=${width}x${height},FRAME-RATE=30,CODECS="avc1.64001e,mp4a.40.2"${group}`,
    `${height}.m3u8`,
  ]);
  return ['#EXTM3U', '#EXT-X-VERSION:7', ...sound, ...levels, ''].join('\n');
}
