/** The address of the embed page, read as PeerTube reads it (docs/peertube §12). */
export interface EmbedSettings {
  id: string;
  isPlaylist: boolean;
  /** Position in a playlist to begin at, from 1. */
  position: number;
  /** Seconds; 0 for none, and always in a playlist. */
  start: number;
  stop: number;
  scope: string;
  subtitle: string | null;
  rate: string | null;
  prefersHls: boolean;
  /** A toggle is on for `1` and `true` alone. */
  flag(name: string, fallback?: boolean): boolean;
  has(name: string): boolean;
}

/** Its text is sent to the browser, so it may use nothing from outside of itself. */
export function readEmbedSettings({ pathname, search }: Pick<Location, 'pathname' | 'search'>): EmbedSettings {
  const params = new URLSearchParams(search);
  const seconds = (text: string | null) => {
    const [, h = 0, m = 0, s = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text ?? '') ?? [];
    return Number(h) * 3600 + Number(m) * 60 + Number(s);
  };
  const isPlaylist = pathname.includes('/video-playlists/');
  return {
    id: decodeURIComponent(pathname.split('/').pop() ?? ''),
    isPlaylist,
    position: Math.max(1, Number(params.get('playlistPosition') ?? 1)),
    start: isPlaylist ? 0 : seconds(params.get('start')),
    stop: seconds(params.get('stop')),
    scope: params.get('scope') ?? 'peertube',
    subtitle: params.get('subtitle'),
    rate: params.get('playbackRate'),
    prefersHls: (params.get('mode') ?? 'p2p-media-loader') === 'p2p-media-loader',
    flag: (name, fallback = false) => (params.has(name) ? ['1', 'true'].includes(params.get(name) ?? '') : fallback),
    has: (name) => params.has(name),
  };
}
