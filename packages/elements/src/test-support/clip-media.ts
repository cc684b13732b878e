import type { LiveMedia, MediaEngine } from '@piyakast/testing';
import { HLS } from './clips.js';

/** The clip's HLS: a master playlist, one media playlist, and the file whose byte ranges it lists. */
const text = async (name: string): Promise<string> => (await fetch(new URL(name, HLS))).text();
const bytes = async (name: string) => new Uint8Array(await (await fetch(new URL(name, HLS))).arrayBuffer());

/** Makes every upload to the clip's HLS, so that a fake instance's videos really play. */
export const clipMedia: MediaEngine = {
  probe: async () => ({ duration: 12, width: 320, height: 180, fps: 15, hasAudio: true, hasVideo: true }),
  async packageHls(storage, _key, _facts, names) {
    const [master, media, file] = await Promise.all([text('master.m3u8'), text('180.m3u8'), bytes('180.m4s')]);
    await storage.write(names.fragmentedKey, 0, file);
    return {
      sizeBytes: file.length,
      content: {
        [names.master]: { text: master.replaceAll('180.m3u8', names.media) },
        [names.media]: { text: media.replaceAll('180.m4s', names.fragmented) },
        [names.fragmented]: { key: names.fragmentedKey },
      },
    };
  },
};

/** Puts the clip on air: every byte range is a file, as in a real live, and the playlist has no end until the publisher has one. */
export const clipLive: LiveMedia = {
  async file(video, name) {
    const blob = new Blob([await liveFile(name, video.live?.ended ?? false)]);
    return { bytes: blob.stream(), sizeBytes: blob.size };
  },
};

async function liveFile(name: string, hasEnded: boolean) {
  const [, length, start] = /^(\d+)@(\d+)\.m4s$/.exec(name) ?? [];
  if (length !== undefined) return (await bytes('180.m4s')).slice(Number(start), Number(start) + Number(length));
  const playlist = (await text(name))
    .replace('#EXT-X-PLAYLIST-TYPE:VOD\n', '')
    .replace(/URI="180\.m4s",BYTERANGE="([\d@]+)"/, 'URI="$1.m4s"')
    .replaceAll(/#EXT-X-BYTERANGE:([\d@]+)\n180\.m4s/g, '$1.m4s');
  return hasEnded ? playlist : playlist.replace('#EXT-X-ENDLIST', '');
}
