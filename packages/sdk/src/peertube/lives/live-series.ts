import { LiveError } from '../../errors/live-error.js';
import { isPiyaError } from '../../errors/piya-error.js';
import { loadPart } from '../../http/load-part.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { unlessMissing } from '../request/unless-missing.js';
import type { PeerTubeVideoIds } from '../types/common.js';
import type { PeerTubeLiveSession } from '../types/live.js';
import { deleteVideo } from '../videos/videos.js';
import { getLiveSessions } from './lives.js';
import type { RotatingLive, RotatingLiveOptions, RotatingLiveRecord } from './rotating-live.js';

/** The broadcasts of one live as a series. */
export interface PeerTubeLiveSeries {
  /** Oldest first. */
  broadcasts: PeerTubeLiveSession[];
  /** The replays that exist, oldest first. */
  replays: (PeerTubeVideoIds & { startDate: string })[];
}

/** Options of {@link rotateLiveKey}. */
export interface RotateLiveKeyOptions extends CallOptions {
  /** New passwords of a password-protected live. @defaultValue those it has */
  videoPasswords?: readonly string[] | undefined;
  /** A new picture. @defaultValue the one it has */
  thumbnail?: Blob | undefined;
  /**
   * Rotate although a broadcast is on air or rests before its replay is made, and lose that replay: for a key that
   * others know. @defaultValue false
   */
  dropReplay?: boolean | undefined;
}

/** The live that took the place of another one. */
export interface RotatedLive extends PeerTubeVideoIds {
  /** `thumbnail` when the picture is kept where this client cannot read it: give it as an option. */
  lost: 'thumbnail'[];
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
  return seriesOf(await getLiveSessions(peertube, id, options));
}

export function seriesOf(broadcasts: PeerTubeLiveSession[]): PeerTubeLiveSeries {
  const replays = broadcasts.flatMap(({ replayVideo, startDate }) =>
    replayVideo ? [{ ...replayVideo, startDate }] : [],
  );
  return { broadcasts, replays };
}

/**
 * Replaces a live by a new one with another key that is like it in everything else, then deletes the old one: PeerTube
 * cannot change a key. A live that streams is cut. Addresses change with the live; {@link openLive} keeps them together.
 * Comments, views, likes and captions go with the old one.
 *
 * @returns The ids of the new live; the old ones lead nowhere any more.
 * @throws {@link LiveError} `live/already-started` when a replay would be lost, or when the live has ended and has no
 * key any more; as {@link createLive}; nothing has changed then. With `replacement` the new live is ready, and the old
 * one is still to be deleted.
 * @example
 * ```ts
 * import { createPeerTube, rotateLiveKey, signIn } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await signIn(peertube, { username: 'ada', password: 'hers' });
 * const { uuid } = await rotateLiveKey(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log('the live is now', uuid);
 * ```
 */
export async function rotateLiveKey(
  peertube: PeerTube,
  id: string | number,
  options: RotateLiveKeyOptions = {},
): Promise<RotatedLive> {
  const { copyLive, assertNoPendingReplay } = await loadPart(import('./copy-live.js'));
  await assertNoPendingReplay(peertube, id, options);
  const replacement = await copyLive(peertube, id, options);
  try {
    await deleteReplaced(peertube, id, options);
  } catch (cause) {
    const code = isPiyaError(cause) ? cause.code : 'http/unexpected-status';
    const message = 'The new live is ready, but the key of the old one still works. Delete the old one.';
    throw Object.assign(new LiveError(message, { code, cause }), { replacement });
  }
  return replacement;
}

/** A repeat after a lost answer finds it gone. */
export async function deleteReplaced(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<void> {
  await unlessMissing(deleteVideo(peertube, id, { signal }));
}

/**
 * A live that stays one thing while its key is rotated, and with it the PeerTube live behind it is replaced.
 *
 * @param live - UUID of the live; or the record of an earlier one, whose rotation is finished when it was cut off.
 * @throws {@link HttpError} `video/not-found`; {@link AuthError} `auth/forbidden` when a rotation that was cut off cannot
 * be finished; what `save` throws.
 * @example
 * ```ts
 * import { createPeerTube, openLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const kept = new Map<string, string>();
 * const show = await openLive(peertube, 'b7a3d2c1-0000-4000-8000-000000000000', {
 *   save: async (record) => void kept.set('evening show', JSON.stringify(record)),
 * });
 * await show.rotateKey();
 * console.log('OBS needs a new key for', show.uuid, (await show.series()).broadcasts.length);
 * ```
 */
export async function openLive(
  peertube: PeerTube,
  live: string | RotatingLiveRecord,
  options: RotatingLiveOptions = {},
): Promise<RotatingLive> {
  const { RotatingLive } = await loadPart(import('./rotating-live.js'));
  const opened = new RotatingLive(peertube, typeof live === 'string' ? { uuid: live, earlier: [] } : live, options);
  await opened.settle(options);
  return opened;
}
