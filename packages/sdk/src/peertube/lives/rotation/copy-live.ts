import { privacyId } from '../../../contract/privacy.js';
import type { PeerTube } from '../../request/create-peertube.js';

import type { PeerTubeLive, PeerTubeLiveRequest } from '../../types/live.js';
import type { PeerTubeVideoDetails } from '../../types/video.js';
import { getEmbedPrivacy } from '../../videos/embedding/get-embed-privacy.js';
import { setEmbedPrivacy } from '../../videos/embedding/set-embed-privacy.js';
import { getVideo } from '../../videos/get-video.js';
import { getVideoPasswords } from '../../videos/passwords/get-video-passwords.js';
import { createLive } from '../create-live.js';
import { deleteLive } from '../delete-live.js';
import { getLive } from '../get-live.js';
import { replaySettingsLike } from '../live-settings.js';
import { copyPicture } from './copy-picture.js';
import type { RotatedLive, RotateLiveKeyOptions } from './rotation-options.js';

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
    // The first failure is the more useful one. A live that is left over only waits, and is in the list of lives.
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
