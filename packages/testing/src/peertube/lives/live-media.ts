import type { FileStorage } from '../../runtime/storage.js';
import type { VideoState } from '../videos/state.js';
import type { LiveSessionState } from './state.js';

/** Makes the pictures of lives: texts in tests, ffmpeg in the sandbox. */
export interface LiveMedia {
  /** Puts a test picture on air, for lives that a control call starts. Without it the timeline runs alone. */
  startTestPicture?(video: VideoState): Promise<void>;
  /** Cuts the publisher. */
  stop?(video: VideoState): Promise<void>;
  /** Resolves when the first segment exists. */
  ready?(video: VideoState, signal: AbortSignal): Promise<void>;
  /** A file of the live's HLS folder, `undefined` when it does not exist (yet). */
  file(video: VideoState, name: string): Promise<{ bytes: ReadableStream<Uint8Array>; sizeBytes: number } | undefined>;
  /** The recording of a session as a file of the storage, for the replay. */
  record?(video: VideoState, session: LiveSessionState, storage: FileStorage): Promise<string | undefined>;
  /** Where an encoder publishes to, without the key. */
  rtmpUrl?(): string;
}

/** Playlists that grow with the clock, without pictures: right in shape, only for tests that do not play them. */
export function createTextLiveMedia(clock: { now(): number }): LiveMedia {
  return {
    async file(video, name) {
      const text = textOf(video, name, clock.now());
      if (text === undefined) return undefined;
      const bytes = new TextEncoder().encode(text);
      return { bytes: new Blob([bytes]).stream(), sizeBytes: bytes.length };
    },
  };
}

const FEWEST_SEGMENTS = 15;

/** Length of a segment in seconds: small latency has shorter ones (§9). */
export const segmentSeconds = ({ live }: VideoState): number => (live?.latencyMode === 3 ? 2 : 4);

/** How many segments a live playlist lists: fifteen in 6.3; as many as the window holds in 8.2, and no fewer (8.2 §9). */
export const listedSegments = (video: VideoState): number =>
  Math.max(FEWEST_SEGMENTS, Math.floor((video.live?.dvrWindow ?? 0) / segmentSeconds(video)));

function textOf(video: VideoState, name: string, nowMs: number): string | undefined {
  const session = video.live?.sessions.at(-1);
  if (!session || !video.live) return undefined;
  const seconds = segmentSeconds(video);
  const startMs = Date.parse(session.startDate);
  const count = Math.max(1, Math.floor((nowMs - startMs) / 1000 / seconds) - 1);
  const first = Math.max(0, count - listedSegments(video));
  const segments = Array.from({ length: count - first }, (_, index) => first + index);
  const fileOf = (number: number) => `0-${String(number).padStart(6, '0')}.ts`;
  if (name === 'master.m3u8') {
    return '#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-STREAM-INF:BANDWIDTH=1757793,RESOLUTION=1280x720\n0.m3u8\n\n';
  }
  if (name === 'segments-sha256.json') {
    // The newest segment is listed before its hash is known.
    const hashed = segments.slice(0, -1);
    return JSON.stringify(Object.fromEntries(hashed.map((number) => [fileOf(number), '0'.repeat(64)])));
  }
  if (name !== '0.m3u8') return undefined;
  const lines = segments.flatMap((number) => [
    `#EXTINF:${seconds}.000000,`,
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(startMs + number * seconds * 1000).toISOString().replace('Z', '+0000')}`,
    fileOf(number),
  ]);
  const head = `#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:${seconds}\n#EXT-X-MEDIA-SEQUENCE:${first}\n#EXT-X-INDEPENDENT-SEGMENTS`;
  return `${[head, ...lines, ...(video.live.ended ? ['#EXT-X-ENDLIST'] : [])].join('\n')}\n`;
}
