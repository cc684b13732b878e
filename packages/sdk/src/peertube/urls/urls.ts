/** What a PeerTube address points at; {@link parsePeerTubeUrl} reads one. */
export interface PeerTubeUrl {
  /** Of the instance, without a trailing slash. */
  origin: string;
  /** A live is a `video` too. */
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

/** Parameters of PeerTube's own player, for {@link embedUrl}. `undefined` leaves PeerTube's default. */
export interface EmbedParameters {
  /** Seconds. */
  start?: number;
  /** Seconds. */
  stop?: number;
  /** Plays without a click, where the browser allows it: mostly only when `muted`. */
  autoplay?: boolean;
  /** Begins without sound. @defaultValue the viewer's last choice */
  muted?: boolean;
  /** Begins again at the end. */
  loop?: boolean;
  /** Shows controls, title and warning. @defaultValue true */
  controls?: boolean;
  /** Shows the bar of buttons. @defaultValue true */
  controlBar?: boolean;
  /** Shows the title. @defaultValue true */
  title?: boolean;
  /** Warns that viewers see each other's addresses while playing peer to peer. @defaultValue true */
  warningTitle?: boolean;
  /** Links to the instance. @defaultValue true */
  peertubeLink?: boolean;
  /** Plays peer to peer. @defaultValue the viewer's choice, else the instance's */
  p2p?: boolean;
  /** Needed for the JavaScript API. */
  api?: boolean;
  /** Language code. */
  subtitle?: string;
  /** 1 is normal speed. */
  playbackRate?: number;
  /** Look of the player; PeerTube 8, earlier ones ignore it. @defaultValue the channel's or the instance's */
  playerTheme?: 'lucide' | 'galaxy';
  /** Waits for the page to give a protected video's password through the JavaScript API. */
  waitPasswordFromEmbedAPI?: boolean;
  /** From 1. */
  playlistPosition?: number;
  /** Which files are played: HLS, or plain files, which fails where the instance makes none. @defaultValue HLS where there is some */
  mode?: 'p2p-media-loader' | 'web-video';
  /** Colour of the large play button, in CSS. */
  bigPlayBackgroundColor?: string;
  /** Colour of texts and icons, in CSS. */
  foregroundColor?: string;
}

const VIDEO = /^\/(?:w|videos\/(watch|embed))\/([\w-]+)\/?$/;
const PLAYLIST = /^\/(?:w\/p|videos\/watch\/playlist|video-playlists\/(embed))\/([\w-]+)\/?$/;

/**
 * Reads a watch, short or embed address of a video, live or playlist; `undefined` for anything else.
 *
 * @example
 * ```ts
 * import { parsePeerTubeUrl } from '@piyakast/sdk';
 *
 * console.log(parsePeerTubeUrl('https://video.example/w/gRjscAKWouefiE5Tmt8MeC?start=1m30s'));
 * // { origin: 'https://video.example', kind: 'video', id: 'gRjscAKWouefiE5Tmt8MeC', embed: false, start: 90 }
 * ```
 */
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

/**
 * The address of PeerTube's own player, for an iframe. Toggles are written as PeerTube reads them: `1` and `0`.
 *
 * @example
 * ```ts
 * import { embedUrl } from '@piyakast/sdk';
 *
 * const frame = document.createElement('iframe');
 * frame.src = embedUrl('https://video.example', 'gRjscAKWouefiE5Tmt8MeC', { start: 90, peertubeLink: false });
 * document.body.append(frame);
 * ```
 */
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

/**
 * The short watch address of a video or playlist.
 *
 * @example
 * ```ts
 * import { watchUrl } from '@piyakast/sdk';
 *
 * // https://video.example/w/gRjscAKWouefiE5Tmt8MeC
 * console.log(watchUrl('https://video.example', 'gRjscAKWouefiE5Tmt8MeC'));
 * ```
 */
export function watchUrl(origin: string, id: string, kind: PeerTubeUrl['kind'] = 'video'): string {
  return new URL(`/w/${kind === 'video' ? '' : 'p/'}${encodeURIComponent(id)}`, origin).href;
}
