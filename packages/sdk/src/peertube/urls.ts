/** What a PeerTube address points at. */
export interface PeerTubeUrl {
  origin: string;
  kind: 'video' | 'playlist';
  /** UUID, short UUID or numeric id. */
  id: string;
  /** Whether it is the address of PeerTube's own player. */
  embed: boolean;
  /** Seconds, from `start`. */
  start?: number;
  /** Seconds, from `stop`. */
  stop?: number;
}

/** Parameters of PeerTube's own player. `undefined` leaves PeerTube's default. */
export interface EmbedParameters {
  /** Seconds. */
  start?: number;
  /** Seconds. */
  stop?: number;
  autoplay?: boolean;
  muted?: boolean;
  loop?: boolean;
  controls?: boolean;
  controlBar?: boolean;
  title?: boolean;
  warningTitle?: boolean;
  peertubeLink?: boolean;
  p2p?: boolean;
  /** Needed for the JavaScript API. */
  api?: boolean;
  /** Language code. */
  subtitle?: string;
  playbackRate?: number;
  waitPasswordFromEmbedAPI?: boolean;
  /** From 1. */
  playlistPosition?: number;
}

const VIDEO = /^\/(?:w|videos\/(watch|embed))\/([\w-]+)\/?$/;
const PLAYLIST = /^\/(?:w\/p|videos\/watch\/playlist|video-playlists\/(embed))\/([\w-]+)\/?$/;

/** Reads a watch, short or embed address of a video, live or playlist; `undefined` for anything else. */
export function parsePeerTubeUrl(url: string | URL): PeerTubeUrl | undefined {
  const parsed = URL.canParse(String(url)) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return undefined;
  const playlist = PLAYLIST.exec(parsed.pathname);
  const found = playlist ?? VIDEO.exec(parsed.pathname);
  const id = found?.[2];
  if (found === null || id === undefined) return undefined;
  const start = secondsOf(parsed.searchParams.get('start'));
  const stop = secondsOf(parsed.searchParams.get('stop'));
  return {
    origin: parsed.origin,
    kind: playlist === null ? 'video' : 'playlist',
    id,
    embed: found[1] === 'embed',
    ...(start === undefined ? {} : { start }),
    ...(stop === undefined ? {} : { stop }),
  };
}

/** Seconds of `90`, `90s`, `1m30s` or `1h2m3s`. */
function secondsOf(value: string | null): number | undefined {
  const [all, hours, minutes, seconds] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(value ?? '') ?? [];
  if (!all) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

/** The address of PeerTube's own player, for an iframe. Toggles are written as PeerTube reads them: `1` and `0`. */
export function embedUrl(
  origin: string,
  id: string,
  parameters: EmbedParameters = {},
  kind: PeerTubeUrl['kind'] = 'video',
): string {
  const folder = kind === 'video' ? 'videos' : 'video-playlists';
  const url = new URL(`/${folder}/embed/${encodeURIComponent(id)}`, origin);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined)
      url.searchParams.set(name, typeof value === 'boolean' ? String(Number(value)) : String(value));
  }
  return url.href;
}

/** The short watch address of a video. */
export function watchUrl(origin: string, id: string): string {
  return new URL(`/w/${encodeURIComponent(id)}`, origin).href;
}
