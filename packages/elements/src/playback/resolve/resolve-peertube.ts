import {
  audioFilesOf,
  type Clock,
  type EmbedParameters,
  embedUrl,
  filesOf,
  hlsUrlOf,
  isOnAir,
  isPiyaError,
  type PeerTubeVideoDetails,
  systemClock,
  thumbnailOf,
  VIDEO_STATE,
} from '@piyakast/sdk';
import type { MediaAccess } from '../engines/engine.js';
import { PlayerError } from '../engines/engine-error.js';
import type { Playable, Resolution } from '../resolution.js';
import type { PeerTubeAccess } from './access.js';
import { findExtras } from './find-extras.js';
import { createMediaAccess, type MediaGrant } from './media-access.js';
import { countView } from './view-counter.js';

/** Public and unlisted files are open to everyone; all others need a token. */
const LAST_OPEN_PRIVACY = 2;
/** Larger files cost more than a fallback should; smaller ones are blurred without need. */
const FALLBACK_HEIGHT = 1080;

export interface PeerTubeRequest {
  origin: string;
  id: string;
  access: PeerTubeAccess;
  embed: EmbedParameters;
  password: string | undefined;
  /** Not an answer from the cache. */
  fresh: boolean;
  clock?: Clock;
  signal: AbortSignal;
}

/** What a PeerTube video or live can be played from: its HLS, its best plain file, and PeerTube's own player. */
export async function resolvePeerTube(request: PeerTubeRequest): Promise<Resolution> {
  const { id, access, fresh, password, signal } = request;
  const video = await access.getVideo(id, { password, fresh, signal }).catch(throwClearly);
  const common = {
    title: video.name,
    poster: thumbnailOf(video)?.url,
    duration: video.duration > 0 ? video.duration : undefined,
  };
  if (video.isLive && !isOnAir(video)) {
    return { ...common, playables: [], live: video.state.id === VIDEO_STATE.liveEnded ? 'ended' : 'waiting' };
  }
  const opened = isOpen(video) ? undefined : await accessOf(video, request);
  const watch: Playable['watch'] = (engine, ended) =>
    countView(engine, (options) => access.startViewing(video.uuid, options), ended);
  const direct = directSources(video, opened).map((source) => ({
    source,
    watch,
    ...(video.isLive ? {} : { captions: captionsFor(video, request) }),
  }));
  // In a frame no one is signed in, so of what is not open PeerTube's player shows only what a password opens.
  const embed = isOpen(video) || password !== undefined ? [embedPlayable(request)] : [];
  const playables = [...direct, ...embed];
  if (video.isLive) return { ...common, playables, live: 'on-air' };
  return { ...common, playables, extras: (ended) => findExtras(access, video.uuid, { password, signal: ended }) };
}

/** Whether everyone who has its address may see it. */
export const isOpen = ({ privacy }: Pick<PeerTubeVideoDetails, 'privacy'>): boolean => privacy.id <= LAST_OPEN_PRIVACY;

/** PeerTube's own player. It counts the view itself. */
export function embedPlayable({
  origin,
  id,
  embed,
  password,
}: Pick<PeerTubeRequest, 'origin' | 'id' | 'embed' | 'password'>): Playable {
  return { source: { kind: 'embed', url: embedUrl(origin, id, embed), password } };
}

/** PeerTube calls an id of the wrong length a bad request. To a viewer there is no video. */
function throwClearly(error: unknown): never {
  if (!isPiyaError(error) || error.status !== 400) throw error;
  throw new PlayerError('player/no-source', 'The instance says that this is not the id of a video.', error);
}

async function accessOf(video: PeerTubeVideoDetails, request: PeerTubeRequest): Promise<MediaAccess> {
  const { access, password, signal, clock = systemClock } = request;
  const ask = async (options: { signal?: AbortSignal } = {}): Promise<MediaGrant> => {
    const { token, expires } = await access.getFileToken(video.uuid, { password, ...options });
    return { fileToken: token, expiresAtMs: new Date(expires).getTime() };
  };
  return createMediaAccess({ grant: await ask({ signal }), renew: () => ask(), clock });
}

/**
 * The captions as WebVTT, also where PeerTube writes them into the master playlist: the engine reads none from there, and
 * the API has them in every version.
 */
function captionsFor(video: PeerTubeVideoDetails, { access, password }: PeerTubeRequest): Playable['captions'] {
  return async (signal) => {
    const found = await access.getCaptions(video.uuid, { password, signal });
    return found.map(({ language, url }) => ({ language: language.id, label: language.label, url }));
  };
}

function directSources(video: PeerTubeVideoDetails, access: MediaAccess | undefined) {
  const playlist = hlsUrlOf(video);
  const whole = filesOf(video);
  // The sound alone is played only where it is all that was uploaded.
  const file =
    whole.find(({ resolution }) => resolution.id <= FALLBACK_HEIGHT) ?? whole.at(-1) ?? audioFilesOf(video)[0];
  return [
    ...(playlist === undefined
      ? []
      : [{ kind: 'hls' as const, url: addressOf(playlist, video.isLive), live: video.isLive, access }]),
    ...(file === undefined ? [] : [{ kind: 'file' as const, url: file.fileUrl, access }]),
  ];
}

/** Every broadcast of a live has the same address, and a cache may keep the playlist of an earlier one. */
function addressOf(playlist: string, isLive: boolean): string {
  if (!isLive) return playlist;
  const url = new URL(playlist);
  url.searchParams.set('t', String(Date.now()));
  return url.href;
}
