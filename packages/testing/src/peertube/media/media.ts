import type { FileStorage } from '../../runtime/storage.js';
import type { PlaylistFilesState } from './state.js';

/** The result of probing a file. */
export interface MediaFacts {
  /** Seconds, may be fractional. */
  duration: number;
  width: number;
  height: number;
  fps: number;
  hasAudio: boolean;
  hasVideo: boolean;
}

/** Looks into files and packages them: by first bytes in tests, with ffmpeg in the sandbox. */
export interface MediaEngine {
  /** `undefined` when the file is not a video: PeerTube answers 422. */
  probe(storage: FileStorage, key: string): Promise<MediaFacts | undefined>;
  /**
   * HLS of the file in one resolution, `facts.height`, which is the file's own or a lower one; `undefined` when none can be
   * made: the original then stays the only file.
   */
  packageHls?(storage: FileStorage, key: string, facts: MediaFacts, names: HlsNames): Promise<PackagedHls | undefined>;
  /** A JPEG. */
  thumbnail?(storage: FileStorage, key: string): Promise<Uint8Array | undefined>;
}

/** Names that the caller chose for the new files. */
export interface HlsNames {
  master: string;
  media: string;
  fragmented: string;
  fragmentedKey: string;
}

export interface PackagedHls {
  sizeBytes: number;
  content: PlaylistFilesState['content'];
}

const MAGICS: readonly (readonly [offset: number, bytes: string])[] = [
  [4, 'ftyp'],
  [4, 'moov'],
  [0, '\u001a\u0045\u00df\u00a3'],
  [0, 'OggS'],
  [0, '\u0030\u0026\u00b2\u0075'],
  [0, 'RIFF'],
  [0, 'FLV'],
  [0, 'ID3'],
  [0, 'fLaC'],
  [0, '\u0000\u0000\u0001\u00ba'],
];

/** Recognises a video by its first bytes alone, and gives every file the same facts. */
export function createSniffingMedia(facts: Partial<MediaFacts> = {}): MediaEngine {
  return {
    async probe(storage, key) {
      const head = await firstBytes(storage, key, 16);
      if (!looksLikeVideo(head)) return undefined;
      return { duration: 6, width: 426, height: 240, fps: 15, hasAudio: true, hasVideo: true, ...facts };
    },
  };
}

/** Makes playlists that point into the original: right in shape, only for tests that do not play them. */
export function createSyntheticMedia(facts: Partial<MediaFacts> = {}): MediaEngine {
  return {
    ...createSniffingMedia(facts),
    async packageHls(storage, key, { width, height, fps }, names) {
      const sizeBytes = await storage.size(key);
      const head = Math.min(1000, sizeBytes);
      return {
        sizeBytes,
        content: {
          [names.fragmented]: { key },
          [names.media]: {
            text: `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MAP:URI="${names.fragmented}",BYTERANGE="${head}@0"\n#EXTINF:6.000000,\n#EXT-X-BYTERANGE:${sizeBytes - head}@${head}\n${names.fragmented}\n#EXT-X-ENDLIST\n`,
          },
          [names.master]: {
            text: `#EXTM3U\n#EXT-X-VERSION:3\n\n\n#EXT-X-STREAM-INF:BANDWIDTH=353496,RESOLUTION=${width}x${height},FRAME-RATE=${fps},CODECS="avc1.640015,mp4a.40.2"\n${names.media}\n`,
          },
        },
      };
    },
  };
}

export async function firstBytes(storage: FileStorage, key: string, count: number): Promise<Uint8Array> {
  return new Uint8Array(await new Response(storage.read(key, 0, count)).arrayBuffer());
}

function looksLikeVideo(head: Uint8Array): boolean {
  return MAGICS.some(([offset, magic]) =>
    [...magic].every((character, index) => head[offset + index] === character.charCodeAt(0)),
  );
}
