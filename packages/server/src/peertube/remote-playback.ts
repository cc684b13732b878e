import {
  filesOf,
  hlsUrlOf,
  isOnAir,
  type PeerTubeClient,
  type PeerTubeVideoDetails,
  type PeerTubeVideoFile,
} from '@piyakast/sdk';

/** Where a video or live of the account plays now; the addresses change with privacy and transcoding, so never keep them. */
export interface RemotePlayback {
  /** `waiting` also while a permanent live is between two broadcasts; null for a video. */
  live: 'waiting' | 'on-air' | 'ended' | null;
  /** Master playlist, tokens included. */
  hlsUrl: string | undefined;
  /** The best file that has a picture, else the best; tokens included. */
  file: { url: string; type: string } | undefined;
  poster: string | null;
  durationSeconds: number | null;
  captions: { language: string; label: string; url: string }[];
  /** Opens the files of what is not open to everyone; it is in the addresses already. */
  token: { value: string; expiresAt: Date } | undefined;
}

const PUBLIC = 1;
const UNLISTED = 2;
const LIVE_ENDED = 5;

/** Asks as the account that owns the video, which gets a token where a stranger would be refused. */
export async function readPlayback(client: PeerTubeClient, id: string): Promise<RemotePlayback> {
  const details = await client.videos.get(id, { fresh: true });
  const isOpen = details.privacy.id === PUBLIC || details.privacy.id === UNLISTED;
  const live = liveStateOf(details);
  const plays = live === null || live === 'on-air';
  const [token, captions] = await Promise.all([
    isOpen || !plays ? undefined : client.videos.token(id),
    plays ? client.captions.list(id) : [],
  ]);
  const open = (address: string) => withToken(address, token?.token, live !== null);
  const hlsUrl = plays ? hlsUrlOf(details) : undefined;
  const file = live === null ? bestFile(filesOf(details)) : undefined;
  return {
    live,
    hlsUrl: hlsUrl && open(hlsUrl),
    file: file && { url: open(file.fileUrl), type: typeOf(file) },
    poster: posterOf(details),
    durationSeconds: details.duration > 0 ? details.duration : null,
    captions: captions.map(({ language, url }) => ({ language: language.id, label: language.label, url })),
    token: token && { value: token.token, expiresAt: new Date(token.expires) },
  };
}

/**
 * The address with the token. `reinjectVideoFileToken` makes PeerTube write the token into what a playlist lists; the
 * time keeps caches from answering with the playlist of an earlier broadcast, which has the same address.
 */
function withToken(address: string, token: string | undefined, isLive: boolean): string {
  const url = new URL(address);
  if (isLive) url.searchParams.set('t', String(Date.now()));
  if (token === undefined) return url.href;
  url.searchParams.set('videoFileToken', token);
  if (url.pathname.endsWith('.m3u8')) url.searchParams.set('reinjectVideoFileToken', 'true');
  return url.href;
}

function liveStateOf(details: PeerTubeVideoDetails): RemotePlayback['live'] {
  if (!details.isLive) return null;
  if (isOnAir(details)) return 'on-air';
  return details.state.id === LIVE_ENDED ? 'ended' : 'waiting';
}

/** PeerTube 8 lists a file with the sound alone as well. */
export function bestFile(files: PeerTubeVideoFile[]): PeerTubeVideoFile | undefined {
  return files.find(({ hasVideo, resolution }) => hasVideo ?? resolution.id > 0) ?? files[0];
}

function typeOf({ fileUrl }: PeerTubeVideoFile): string {
  const extension = new URL(fileUrl).pathname.split('.').at(-1);
  return extension === 'webm' ? 'video/webm' : extension === 'ogv' ? 'video/ogg' : 'video/mp4';
}

/** The widest picture of the video's own shape. */
export function posterOf({ thumbnails }: Pick<PeerTubeVideoDetails, 'thumbnails'>): string | null {
  return (
    thumbnails.reduce<(typeof thumbnails)[number] | undefined>(
      (best, one) => (best === undefined || (one.width ?? 0) > (best.width ?? 0) ? one : best),
      undefined,
    )?.url ?? null
  );
}
