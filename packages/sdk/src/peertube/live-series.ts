import type { CallOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import { createLive, deleteLive, getLive, getLiveSessions } from './lives.js';
import type { PeerTubeVideoIds } from './types/common.js';
import type { PeerTubeLiveRequest, PeerTubeLiveSession } from './types/live.js';
import { getVideo } from './videos.js';

/** The broadcasts of one live as a series. */
export interface PeerTubeLiveSeries {
  /** Oldest first. */
  broadcasts: PeerTubeLiveSession[];
  /** The replays that exist, oldest first. */
  replays: (PeerTubeVideoIds & { startDate: string })[];
}

/**
 * All broadcasts of a live with their replays; owner only. Of a permanent live each replay is a video of its own.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link LiveError} `live/not-found`.
 * @example
 * ```ts
 * import { createPeerTube, getLiveSeries, watchUrl } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { broadcasts, replays } = await getLiveSeries(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(broadcasts.length, 'broadcasts');
 * for (const { startDate, shortUUID } of replays) console.log(startDate, watchUrl(peertube.url, shortUUID));
 * ```
 */
export async function getLiveSeries(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeLiveSeries> {
  const broadcasts = await getLiveSessions(peertube, id, options);
  const replays = broadcasts.flatMap(({ replayVideo, startDate }) =>
    replayVideo ? [{ ...replayVideo, startDate }] : [],
  );
  return { broadcasts, replays };
}

/**
 * Replaces a live by a new one with the same settings and another key, then deletes the old one: PeerTube cannot change
 * a key. A live that streams is cut. Password-protected lives need `videoPasswords` again.
 *
 * @returns The ids of the new live; the old ones lead nowhere any more.
 * @throws {@link LiveError} as {@link createLive}; nothing is deleted then. {@link AuthError} `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, getLive, rotateLiveKey } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { uuid } = await rotateLiveKey(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * const { streamKey } = await getLive(peertube, uuid);
 * console.log(streamKey?.length);
 * ```
 */
export async function rotateLiveKey(
  peertube: PeerTube,
  id: string | number,
  { signal, videoPasswords }: CallOptions & { videoPasswords?: readonly string[] } = {},
): Promise<PeerTubeVideoIds> {
  const [video, live] = await Promise.all([
    getVideo(peertube, id, { signal, fresh: true }),
    getLive(peertube, id, { signal }),
  ]);
  const { rtmpUrl: _address, rtmpsUrl: _secureAddress, streamKey: _key, ...settings } = live;
  const request: PeerTubeLiveRequest = {
    ...(settings as Pick<PeerTubeLiveRequest, 'permanentLive' | 'saveReplay' | 'replaySettings' | 'latencyMode'>),
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
    commentsPolicy: video.commentsPolicy.id as 1 | 2 | 3,
    downloadEnabled: video.downloadEnabled,
    ...(videoPasswords === undefined ? {} : { videoPasswords }),
  };
  const known = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));
  const made = await createLive(peertube, known as unknown as PeerTubeLiveRequest, { signal });
  await deleteLive(peertube, id, { signal });
  return made;
}
