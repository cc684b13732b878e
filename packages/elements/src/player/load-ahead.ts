import { requestAhead } from '../playback/engines/hls/starter/ahead.js';
import type { Resolution } from '../playback/resolution.js';
import type { PeerTubePlace } from '../playback/resolve/reference.js';

const FILE = /\.(?:mp4|webm|mov|m4v|ogv|mp3|m4a)(?:[?#]|$)/i;

/**
 * Loads what a source will need beside the code that finds and opens it, where its address shows what that is. On a slow
 * link each file that is asked for only after another one has arrived delays the first picture by a round trip.
 */
export function loadAhead(seen: 'hls' | PeerTubePlace | undefined, src: string): void {
  const isFile = seen === undefined && FILE.test(src);
  const parts = [
    ...(seen === 'hls' ? [] : [import('../playback/resolve/given-sources.js')]),
    ...(seen === undefined ? [] : [import('../playback/engines/hls/hls-engine.js')]),
    ...(isFile ? [import('../playback/engines/file/file-engine.js')] : []),
  ];
  // Asked for again when it is needed, a part that is missing is reported then.
  for (const part of parts) part.catch(() => undefined);
  if (seen === 'hls') requestAhead(playlistUrl(src));
}

/** What a playlist that the page gave plays from: nothing has to be asked for that. */
export function resolvePlaylist(src: string): Resolution {
  return { playables: [{ source: { kind: 'hls', url: playlistUrl(src), live: false } }], isFixed: true };
}

const playlistUrl = (src: string): string => new URL(src, document.baseURI).href;
