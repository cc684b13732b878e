import type { EmbedParameters, PeerTubeVideoDetails } from '@piyakast/sdk';
import { embedUrl, filesOf, hlsUrlOf, isOnAir, VIDEO_STATE } from '@piyakast/sdk';
import type { Playable, Resolution } from '../resolution.js';
import type { PeerTubeAccess } from './access.js';
import { countView } from './view-counter.js';

/** Public and unlisted files are open to everybody; all others need a token. */
const LAST_OPEN_PRIVACY = 2;
/** Larger files cost more than a fallback should; smaller ones are blurred without need. */
const FALLBACK_HEIGHT = 1080;

export interface PeerTubeRequest {
  origin: string;
  id: string;
  access: PeerTubeAccess;
  embed: EmbedParameters;
  password: string | undefined;
  signal: AbortSignal;
}

/** What a PeerTube video or live can be played from: its HLS, its best plain file, and PeerTube's own player. */
export async function resolvePeerTube(request: PeerTubeRequest): Promise<Resolution> {
  const { id, access, password, signal } = request;
  const video = await access.getVideo(id, { password, signal });
  const common = {
    title: video.name,
    poster: video.thumbnails.at(-1)?.url,
    duration: video.duration > 0 ? video.duration : undefined,
  };
  if (video.isLive && !isOnAir(video)) {
    return { ...common, playables: [], live: video.state.id === VIDEO_STATE.liveEnded ? 'ended' : 'waiting' };
  }
  const isOpen = video.privacy.id <= LAST_OPEN_PRIVACY;
  const token = isOpen ? undefined : await access.getFileToken(video.uuid, { password, signal });
  const watch: Playable['watch'] = (engine, ended) =>
    countView(engine, (options) => access.startViewing(video.uuid, options), ended);
  const captions: Playable['captions'] = async (asking) => {
    const found = await access.getCaptions(video.uuid, { password, signal: asking });
    return found.map(({ language, url }) => ({ language: language.id, label: language.label, url }));
  };
  const extras = video.isLive ? { watch } : { watch, captions };
  const playables = [
    ...directPlayables(video, token).map((playable) => ({ ...playable, ...extras })),
    embedPlayable(request),
  ];
  return { ...common, playables, ...(video.isLive ? { live: 'on-air' as const } : {}) };
}

/** PeerTube's own player. It counts the view itself. */
export function embedPlayable({ origin, id, embed, password }: Omit<PeerTubeRequest, 'access' | 'signal'>): Playable {
  return { source: { kind: 'embed', url: embedUrl(origin, id, embed), password } };
}

function directPlayables(video: PeerTubeVideoDetails, token: string | undefined): Playable[] {
  const playables: Playable[] = [];
  const playlist = hlsUrlOf(video);
  if (playlist !== undefined) {
    const url = withToken(playlist, token);
    // Every session of a live has the same address, and the playlist of the last one may be kept somewhere.
    if (video.isLive) url.searchParams.set('t', String(Date.now()));
    playables.push({ source: { kind: 'hls', url: url.href, live: video.isLive } });
  }
  const whole = filesOf(video).filter(({ hasAudio, hasVideo }) => hasAudio !== false && hasVideo !== false);
  const file = whole.find(({ resolution }) => resolution.id <= FALLBACK_HEIGHT) ?? whole.at(-1);
  if (file !== undefined) playables.push({ source: { kind: 'file', url: withToken(file.fileUrl, token).href } });
  return playables;
}

/** `reinjectVideoFileToken` makes PeerTube write the token into the addresses that a playlist lists. */
function withToken(address: string, token: string | undefined): URL {
  const url = new URL(address);
  if (token === undefined) return url;
  url.searchParams.set('videoFileToken', token);
  if (url.pathname.endsWith('.m3u8')) url.searchParams.set('reinjectVideoFileToken', 'true');
  return url;
}
