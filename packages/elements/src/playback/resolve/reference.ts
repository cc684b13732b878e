import { parsePeerTubeUrl } from '@piyakast/sdk/urls';

/** Where a video of PeerTube is. */
export interface PeerTubePlace {
  readonly origin: string;
  readonly id: string;
}

/** What `src` points at, by its form alone: nothing is requested. */
export type Reference =
  /** On a PIYAKast server; `serverUrl` is absent when the page's own client knows the server. */
  | {
      readonly kind: 'piyakast';
      readonly object: 'video' | 'stream' | 'any';
      readonly id: string;
      readonly serverUrl?: string | undefined;
    }
  | {
      readonly kind: 'peertube';
      readonly object: 'video' | 'playlist';
      readonly origin: string;
      readonly id: string;
      /** Seconds, from the address. */
      readonly start?: number | undefined;
      readonly stop?: number | undefined;
    }
  | { readonly kind: 'hls'; readonly url: string }
  | { readonly kind: 'file'; readonly url: string; readonly type?: string | undefined };

/** What the page says besides `src`. */
export interface ReferenceContext {
  /** Relative addresses start here. */
  baseUrl: string;
  /** `hls`, `file`, `peertube`, `piyakast`, or a media type; decides where the form of `src` does not. */
  type?: string | undefined;
  /** PeerTube instance for a bare id. */
  instance?: string | undefined;
  /** PIYAKast server for a bare id. */
  server?: string | undefined;
  /** Whether the page gave a client for its PIYAKast server. */
  hasClient?: boolean | undefined;
}

const HLS_TYPES = new Set(['hls', 'application/vnd.apple.mpegurl', 'application/x-mpegurl', 'audio/mpegurl']);
const FILE_NAME = /\.(mp4|m4v|mov|webm|mkv|ogv|ogg|avi|mp3|m4a|aac|flac|opus|wav)$/i;
/** A bare id: a numeric id, a UUID, or PeerTube's 22 characters. No dot and no slash, so no file name. */
const BARE_ID = /^[\w-]{1,64}$/;
const PIYAKAST_PATH = /^(.*)\/(?:api\/v1\/(videos|streams)|(v))\/([\w-]+)\/?$/;

/** Reads `src`. `undefined` when it is empty, markup, or a bare id without an instance or server. */
export function parseReference(src: string, context: ReferenceContext): Reference | undefined {
  const trimmed = src.trim();
  const type = context.type?.trim().toLowerCase();
  // Pasted iframe code would be a relative address.
  if (trimmed === '' || trimmed.startsWith('<')) return undefined;
  if (BARE_ID.test(trimmed) && (type === undefined || type === '' || type === 'peertube' || type === 'piyakast')) {
    return bareReference(trimmed, type, context);
  }
  if (!URL.canParse(trimmed, context.baseUrl)) return undefined;
  const url = new URL(trimmed, context.baseUrl);

  if (type && HLS_TYPES.has(type)) return { kind: 'hls', url: url.href };
  if (type === 'file') return { kind: 'file', url: url.href };
  if (type?.includes('/')) return { kind: 'file', url: url.href, type };
  if (!/^https?:$/.test(url.protocol)) return { kind: 'file', url: url.href };

  return (
    (type === 'peertube' ? undefined : piyakastReference(url)) ??
    peertubeReference(url) ??
    (/\.m3u8$/i.test(url.pathname) ? { kind: 'hls', url: url.href } : { kind: 'file', url: url.href })
  );
}

function bareReference(id: string, type: string | undefined, context: ReferenceContext): Reference | undefined {
  const { instance, server, hasClient, baseUrl } = context;
  const origin = instance ? originOf(instance) : undefined;
  if (origin !== undefined && type !== 'piyakast') return { kind: 'peertube', object: 'video', origin, id };
  if (type === 'peertube') return undefined;
  if (hasClient) return { kind: 'piyakast', object: 'any', id };
  if (server && URL.canParse(server, baseUrl)) {
    return { kind: 'piyakast', object: 'any', id, serverUrl: new URL(server, baseUrl).href };
  }
  return undefined;
}

/** The origin of an instance; `video.example` without a scheme is meant as https, never as a path of the page. */
function originOf(instance: string): string | undefined {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(instance) ? instance : `https://${instance.replace(/^\/+/, '')}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

/** `/v/:id` may be a video or a live; `/api/v1/…` says which. */
function piyakastReference(url: URL): Reference | undefined {
  if (FILE_NAME.test(url.pathname)) return undefined;
  const [, prefix = '', folder, short, id] = PIYAKAST_PATH.exec(url.pathname) ?? [];
  if (id === undefined) return undefined;
  const object = short !== undefined ? 'any' : folder === 'streams' ? 'stream' : 'video';
  return { kind: 'piyakast', object, id, serverUrl: `${url.origin}${prefix}` };
}

function peertubeReference(url: URL): Reference | undefined {
  const found = parsePeerTubeUrl(url);
  if (found === undefined) return undefined;
  const { kind, origin, id, start, stop } = found;
  return { kind: 'peertube', object: kind, origin, id, start, stop };
}
