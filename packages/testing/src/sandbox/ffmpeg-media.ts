import { readFile } from 'node:fs/promises';
import type { HlsNames, MediaEngine, MediaFacts, PackagedHls } from '../peertube/media/media.js';
import type { DiskStorage } from './disk-storage.js';
import { runTool } from './ffmpeg.js';

interface Probe {
  streams?: {
    codec_type?: string;
    codec_name?: string;
    width?: number;
    height?: number;
    avg_frame_rate?: string;
    pix_fmt?: string;
  }[];
  format?: { duration?: string };
}

/** Probes, packages and photographs files with the system's ffmpeg. */
export function createFfmpegMedia(storage: DiskStorage): MediaEngine {
  const probe = async (key: string) =>
    JSON.parse(String(await runTool('ffprobe', probeArgs(storage.path(key))))) as Probe;
  return {
    async probe(_, key) {
      try {
        return factsOf(await probe(key));
      } catch {
        return undefined; // ffprobe refuses what is no video: the caller answers 422.
      }
    },
    async packageHls(_, key, facts, names) {
      const found = await probe(key);
      await runTool('ffmpeg', hlsArgs(found, facts, storage.path(key), storage.path(names.fragmentedKey), names));
      return describeHls(storage, facts, names);
    },
    async thumbnail(_, key) {
      const args = ['-v', 'error', '-ss', '0', '-i', storage.path(key), '-frames:v', '1', '-vf', 'scale=850:-2'];
      try {
        const image = await runTool('ffmpeg', [...args, '-f', 'mjpeg', 'pipe:1']);
        return image.length > 0 ? image : undefined;
      } catch {
        return undefined; // A file with sound only has no picture.
      }
    },
  };
}

const probeArgs = (path: string) => ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', path];

function factsOf({ streams = [], format }: Probe): MediaFacts | undefined {
  const video = streams.find((stream) => stream.codec_type === 'video');
  const audio = streams.some((stream) => stream.codec_type === 'audio');
  if (!video && !audio) return undefined;
  const [frames = 0, seconds = 1] = (video?.avg_frame_rate ?? '0/1').split('/').map(Number);
  return {
    duration: Number(format?.duration ?? 0),
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    fps: seconds > 0 ? Math.round(frames / seconds) : 0,
    hasAudio: audio,
    hasVideo: video !== undefined,
  };
}

/**
 * H.264 and AAC of the source's own size are only repackaged, which takes moments; anything else is transcoded to them, at
 * the least that a processor can give.
 */
function hlsArgs({ streams = [] }: Probe, facts: MediaFacts, input: string, media: string, names: HlsNames): string[] {
  const stream = (type: string) => streams.find((one) => one.codec_type === type);
  const video = stream('video');
  const copyVideo = video?.codec_name === 'h264' && video.height === facts.height;
  const copyAudio = stream('audio')?.codec_name === 'aac';
  const scale = video?.height === facts.height ? [] : ['-vf', `scale=${facts.width}:${facts.height}`];
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '1', '-pix_fmt', 'yuv420p', '-g', '60'];
  return [
    ...['-v', 'error', '-y', '-i', input, '-map', '0:v:0?', '-map', '0:a:0?', '-sn', '-dn'],
    ...(copyVideo ? ['-c:v', 'copy'] : [...encode, ...scale]),
    ...(copyAudio ? ['-c:a', 'copy'] : ['-c:a', 'aac']),
    ...['-f', 'hls', '-hls_time', '4', '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file', '-hls_segment_filename', media],
    `${media}.${names.media}`,
  ];
}

/** Reads what ffmpeg wrote, and puts the public names in. */
async function describeHls(storage: DiskStorage, facts: MediaFacts, names: HlsNames): Promise<PackagedHls> {
  const written = `${names.fragmentedKey}.${names.media}`;
  const playlist = (await readFile(storage.path(written), 'utf8'))
    .replaceAll(/URI="[^"]*"/g, `URI="${names.fragmented}"`)
    .replaceAll(/^[^#\s].*$/gm, names.fragmented);
  await storage.remove(written);
  const sizeBytes = await storage.size(names.fragmentedKey);
  const bandwidth = Math.max(1, Math.round((sizeBytes * 8) / Math.max(1, facts.duration)));
  const resolution = facts.hasVideo ? `,RESOLUTION=${facts.width}x${facts.height},FRAME-RATE=${facts.fps || 1}` : '';
  return {
    sizeBytes,
    content: {
      [names.fragmented]: { key: names.fragmentedKey },
      [names.media]: { text: playlist },
      [names.master]: {
        text: `#EXTM3U\n#EXT-X-VERSION:7\n\n\n#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth}${resolution}\n${names.media}\n`,
      },
    },
  };
}
