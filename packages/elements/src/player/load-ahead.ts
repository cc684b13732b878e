import type { Resolve } from '../playback/resolution.js';
import type { PeerTubePlace } from '../playback/resolve/reference.js';

const FILE = /\.(?:mp4|webm|mov|m4v|ogv|mp3|m4a)(?:[?#]|$)/i;

/**
 * Loads what a source will need beside the code that finds and opens it, where its address shows what that is. On a slow
 * link each file that is asked for only after another one has arrived delays the first picture by a round trip.
 */
export function loadAhead(seen: 'hls' | PeerTubePlace | undefined, src: string): void {
  const parts = [
    ...(seen === 'hls' ? [] : [import('../playback/resolve/given-sources.js')]),
    ...(seen ? [import('../playback/engines/hls/hls-engine.js')] : []),
    ...(!seen && FILE.test(src) ? [import('../playback/engines/file/file-engine.js')] : []),
  ];
  // Asked for again when it is needed, a part that is missing is reported then.
  for (const part of parts) part.catch(() => undefined);
}

/** A playlist that the page gave: nothing has to be asked to know what it plays from, and it is requested ahead. */
export function givenPlaylist(src: string): { resolve: Resolve; request: () => void } {
  const url = new URL(src, document.baseURI).href;
  let answer: Promise<Response> | undefined;
  const takeAhead = () => {
    const taken = answer;
    answer = undefined;
    return taken;
  };
  const source = { kind: 'hls', url, live: false, takeAhead } as const;
  return {
    resolve: () => Promise.resolve({ playables: [{ source }], isFixed: true }),
    request: () => {
      answer = fetch(url);
      // A failure is handled where the answer is taken, and it may never be.
      answer.catch(() => undefined);
    },
  };
}
