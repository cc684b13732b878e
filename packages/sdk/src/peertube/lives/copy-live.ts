import { privacyId } from '../../contract/privacy.js';
import { VIDEO_STATE } from '../../contract/video-state.js';
import { LiveError } from '../../errors/live-error.js';
import type { PeerTube } from '../request/create-peertube.js';
import { unlessMissing } from '../request/unless-missing.js';
import type { PeerTubeVideoIds } from '../types/common.js';
import type { PeerTubeLive, PeerTubeLiveRequest, PeerTubeLiveSession } from '../types/live.js';
import type { PeerTubeVideoDetails } from '../types/video.js';
import { getEmbedPrivacy, setEmbedPrivacy } from '../videos/embedding.js';
import { getVideoPasswords } from '../videos/video-parts.js';
import { getVideo, updateVideo } from '../videos/videos.js';
import type { RotatedLive, RotateLiveKeyOptions } from './live-series.js';
import { createLive, deleteLive, getLive, getLiveSessions, replaySettingsLike } from './lives.js';

/** Longer than any replay takes to be made. */
const REPLAY_MAKING_MS = 24 * 3_600_000;

/**
 * Makes a live that is like another one in everything but its key: fields, privacy and passwords, replay, schedules,
 * picture, and the sites that may embed it. Nothing is left behind when it fails.
 */
export async function copyLive(
  peertube: PeerTube,
  id: string | number,
  { signal, videoPasswords, thumbnail }: RotateLiveKeyOptions,
): Promise<RotatedLive> {
  const [video, live] = await Promise.all([
    getVideo(peertube, id, { signal, fresh: true }),
    getLive(peertube, id, { signal }),
  ]);
  const isProtected = video.privacy.id === privacyId('password');
  const known = isProtected && !videoPasswords ? await getVideoPasswords(peertube, id, { signal }) : [];
  const passwords = videoPasswords ?? known.map(({ password }) => password);
  const request = {
    ...requestOf(video, live, peertube.clock.now()),
    ...(isProtected && { videoPasswords: passwords }),
  };
  const made = await createLive(peertube, thumbnail ? { ...request, thumbnail } : request, { signal });
  let hasPicture = true;
  try {
    if (!thumbnail) hasPicture = await copyPicture(peertube, video, made, signal);
    if ((video.embedPrivacyPolicy?.id ?? 1) !== 1) {
      const { policy, domains } = await getEmbedPrivacy(peertube, id, { signal });
      await setEmbedPrivacy(peertube, made.uuid, { policy: policy.id, domains }, { signal });
    }
  } catch (error) {
    // The first failure tells more; what is left over then only waits, and is in the list of lives.
    await deleteLive(peertube, made.uuid).catch(() => undefined);
    throw error;
  }
  return { ...made, lost: hasPicture ? [] : ['thumbnail'] };
}

function requestOf(video: PeerTubeVideoDetails, live: PeerTubeLive, nowMs: number): PeerTubeLiveRequest {
  const { permanentLive, saveReplay, replaySettings, latencyMode, schedules = [], dvrWindow } = live;
  const isAhead = (date: string): boolean => Date.parse(date) > nowMs;
  const { scheduledUpdate } = video;
  const request = {
    permanentLive,
    saveReplay,
    replaySettings: replaySettingsLike(replaySettings?.privacy),
    latencyMode,
    schedules: schedules.filter(({ startAt }) => isAhead(startAt)),
    dvrWindow,
    name: video.name,
    channelId: video.channel.id,
    privacy: video.privacy.id,
    category: video.category.id,
    licence: video.licence.id,
    language: video.language.id,
    description: video.description,
    support: video.support,
    tags: video.tags,
    nsfw: video.nsfw,
    commentsPolicy: video.commentsPolicy.id,
    downloadEnabled: video.downloadEnabled,
    originallyPublishedAt: video.originallyPublishedAt,
    scheduleUpdate: scheduledUpdate && isAhead(scheduledUpdate.updateAt) ? scheduledUpdate : null,
  };
  const isSet = ([, value]: [string, unknown]): boolean =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(request).filter(isSet)) as unknown as PeerTubeLiveRequest;
}

/**
 * PeerTube gives every live its own copy of one default picture. That one must not be handed on: as a picture of the
 * user's it would later become the picture of each replay, in place of one from the broadcast.
 */
async function copyPicture(
  peertube: PeerTube,
  old: PeerTubeVideoDetails,
  made: PeerTubeVideoIds,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const url = old.thumbnails.at(-1)?.url;
  if (url === undefined) return true;
  const picture = await pictureAt(peertube, url, signal);
  if (picture === undefined) return false;
  const present = await getVideo(peertube, made.uuid, { signal, fresh: true });
  const usual = await pictureAt(peertube, present.thumbnails.at(-1)?.url ?? '', signal);
  if (usual === undefined || !(await areEqual(picture, usual))) {
    await updateVideo(peertube, made.uuid, { thumbnail: picture }, { signal });
  }
  return true;
}

/** `undefined` when it is gone, or in a storage of the instance's that the requests of this client do not reach. */
async function pictureAt(peertube: PeerTube, url: string, signal: AbortSignal | undefined): Promise<Blob | undefined> {
  const { origin, pathname } = new URL(url, peertube.url);
  if (origin !== peertube.url) return undefined;
  const request = { path: pathname, route: '/lazy-static/:picture', auth: 'none', accept: [404], signal } as const;
  const response = await peertube.http.request(request);
  return response.ok ? response.blob() : undefined;
}

async function areEqual(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  const [a, b] = await Promise.all([one, other].map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return a?.every((byte, at) => byte === b?.[at]) ?? false;
}

/** PeerTube drops the replay that is still to be made when its live is deleted. */
export async function assertNoPendingReplay(
  peertube: PeerTube,
  id: string | number,
  { signal, dropReplay = false }: RotateLiveKeyOptions,
): Promise<void> {
  const [video, sessions] = await Promise.all([
    getVideo(peertube, id, { signal, fresh: true }),
    getLiveSessions(peertube, id, { signal }),
  ]);
  if (video.state.id === VIDEO_STATE.liveEnded) {
    throw new LiveError('This live has ended, so its key works no more. Make a new live.', {
      code: 'live/already-started',
    });
  }
  if (dropReplay) return;
  const isDue = sessions.some(({ saveReplay, endingProcessed }) => saveReplay && !endingProcessed);
  if (isDue || (await isBeingMade(peertube, sessions, signal))) {
    const message =
      'The replay of a broadcast is not made yet and would be lost. Wait for it from five minutes after the end, or use `dropReplay`.';
    throw new LiveError(message, { code: 'live/already-started' });
  }
}

/** The ending counts as processed from its beginning, while the replay is still written from the live's own files. */
async function isBeingMade(
  peertube: PeerTube,
  sessions: readonly PeerTubeLiveSession[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const since = peertube.clock.now() - REPLAY_MAKING_MS;
  const recent = sessions.filter(({ endDate }) => Date.parse(endDate ?? '') > since);
  const replays = await Promise.all(
    recent.map(({ replayVideo }) =>
      replayVideo ? unlessMissing(getVideo(peertube, replayVideo.uuid, { signal, fresh: true })) : undefined,
    ),
  );
  return replays.some((replay) => replay?.state.id === VIDEO_STATE.toTranscode);
}
