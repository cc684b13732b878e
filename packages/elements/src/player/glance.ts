import type { PeerTubePlace } from '../playback/resolve/reference.js';

const VIDEO_PATH = /\/(?:w|videos\/(?:watch|embed))\/([\w-]+)\/?(?:[?#;]|$)/;

/**
 * What an address seems to be, by a look at its form: enough to decide what to load before play. `undefined` when only
 * `parseReference()` can say, which is loaded with everything else.
 */
export function glance(src: string, type: string, instance: string): 'hls' | PeerTubePlace | undefined {
  if (/mpegurl|^hls$/i.test(type) || (type === '' && /^[^?#<]+\.m3u8(?:[?#]|$)/i.test(src))) return 'hls';
  if (type !== '' && type !== 'peertube') return undefined;
  const id = VIDEO_PATH.exec(src)?.[1] ?? (instance && /^[\w-]+$/.test(src) ? src : undefined);
  // An instance without a scheme is meant as https.
  const address = id === src ? instance.replace(/^(?!\w+:\/\/)/, 'https://') : src;
  if (id === undefined || !URL.canParse(address, document.baseURI)) return undefined;
  return { origin: new URL(address, document.baseURI).origin, id };
}
