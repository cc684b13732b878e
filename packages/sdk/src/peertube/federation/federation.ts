import { CHANNEL_MEANINGS, getChannel } from '../channels/channels.js';
import { change, list } from '../request/ask.js';
import type { CallOptions, ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf, videoOf } from '../request/normalize.js';
import { unlessMissing } from '../request/unless-missing.js';
import type { PeerTubeChannel } from '../types/actor.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';
import { parsePeerTubeUrl } from '../urls/urls.js';
import { getVideo } from '../videos/videos.js';
import { canonicalVideoUrl, handleOf } from './handles.js';

/** Reaching another instance takes longer than an answer from this one. */
const REMOTE_TIMEOUT_MS = 60_000;

const lookup = (search: string, { signal }: CallOptions) => {
  const query = { search, searchTarget: 'local', count: 1 };
  return { query, timeoutMs: REMOTE_TIMEOUT_MS, signal };
};

/**
 * The channels that the signed-in user follows.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @see PeerTube REST API, "Get my user subscriptions"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listFollowed } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listFollowed(peertube, { count: 100 });
 * console.log(data.map(({ name, host }) => `${name}@${host}`));
 * ```
 */
export function listFollowed(
  peertube: PeerTube,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubeChannel>> {
  return list(peertube, 'GET /users/me/subscriptions', { query, auth: 'required', signal }, actorOf<PeerTubeChannel>);
}

/**
 * Follows a channel of any instance as the signed-in user.
 *
 * PeerTube answers at once and looks for the channel afterwards: one that it cannot find never shows in
 * {@link listFollowed}, and says nothing. {@link resolveChannel} tells beforehand.
 *
 * @param handle - `name@host`, or the address of the channel's page.
 * @throws {@link AuthError} `auth/not-signed-in`; {@link HttpError} `http/bad-request` for something else than a
 * handle.
 * @see PeerTube REST API, "Add subscription to my user"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, followChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await followChannel(peertube, 'films@other.example');
 * ```
 */
export function followChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'POST /users/me/subscriptions', { json: { uri: handleOf(handle) }, signal });
}

/**
 * Stops following a channel.
 *
 * @param handle - `name@host`, or the address of the channel's page.
 * @throws {@link AuthError} `auth/not-signed-in`; {@link HttpError} `channel/not-found` for one that is not followed.
 * @see PeerTube REST API, "Delete subscription of my user"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, unfollowChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await unfollowChannel(peertube, '@films@other.example');
 * ```
 */
export function unfollowChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  const request = { params: { handle: handleOf(handle) }, errorMappings: CHANNEL_MEANINGS, signal };
  return change(peertube, 'DELETE /users/me/subscriptions/:handle', request);
}

/**
 * Makes the instance follow other instances, so that it knows their videos; administrators only. The follow begins when
 * the other instance has accepted it, some seconds later. An instance without TLS cannot, and answers with an error of
 * its own.
 *
 * @param hosts - Such as `other.example`; without `https://`.
 * @throws {@link HttpError} `http/forbidden` for anybody else, `http/server-error` on an instance without TLS.
 * @see PeerTube REST API, "Follow a list of actors".
 * @example
 * ```ts
 * import { createPeerTube, followInstances } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await followInstances(peertube, ['one.example', 'two.example']);
 * ```
 */
export function followInstances(
  peertube: PeerTube,
  hosts: readonly string[],
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'POST /server/following', { json: { hosts }, signal });
}

/**
 * Makes the instance stop following another one; administrators only.
 *
 * @throws {@link HttpError} `http/forbidden` for anybody else, `http/not-found` for one that is not followed.
 * @see PeerTube REST API, "Unfollow an actor"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, unfollowInstance } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await unfollowInstance(peertube, 'one.example');
 * ```
 */
export function unfollowInstance(peertube: PeerTube, host: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'DELETE /server/following/:host', { params: { host }, signal });
}

/**
 * Finds a video of any instance by its address: watch, short or embed. The video found plays through this instance: its
 * details are read from here, its files come from wherever it lives.
 *
 * `undefined` when this instance does not know it and may not fetch it (that is the administrator's choice; most fetch
 * for signed-in users only), and for a text that is no address.
 *
 * @throws {@link HttpError} `video/private`, `video/password-required` for an address of this instance itself,
 * `http/server-error`; {@link TimeoutError} when the other instance does not answer within a minute.
 * @see PeerTube REST API, "Search videos" with an address.
 * @example
 * ```ts
 * import { createPeerTube, resolveVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await resolveVideo(peertube, 'https://other.example/w/gRjscAKWouefiE5Tmt8MeC');
 * // The id is the same on both; the embed address is this instance's.
 * console.log(video?.uuid, video?.embedUrl);
 * ```
 */
export async function resolveVideo(
  peertube: PeerTube,
  url: string,
  options: CallOptions = {},
): Promise<PeerTubeVideo | undefined> {
  if (!URL.canParse(url)) return undefined;
  // Its own page, whichever instance the video lives on.
  const own = parsePeerTubeUrl(url);
  if (own?.origin === peertube.url && own.kind === 'video') return unlessMissing(getVideo(peertube, own.id, options));
  const request = lookup(canonicalVideoUrl(url), options);
  const find = async (auth: 'none' | 'optional') =>
    (await list(peertube, 'GET /search/videos', { ...request, auth }, videoOf)).data[0];
  // As nobody first: that reads what is known. For a user PeerTube asks the other instance, always, and finds nothing
  // while that one is away.
  return (await find('none')) ?? ((await peertube.session.info()) && (await find('optional')));
}

/**
 * Finds a channel of any instance by its address or `name@host`; `undefined` as for {@link resolveVideo}.
 *
 * @param handle - `name@host`, or the address of the channel's page.
 * @throws {@link HttpError} `http/server-error`; {@link TimeoutError} when the other instance does not answer within a minute.
 * @see PeerTube REST API, "Search video channels" with an address or a handle.
 * @example
 * ```ts
 * import { createPeerTube, followChannel, resolveChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const channel = await resolveChannel(peertube, 'films@other.example');
 * if (channel) await followChannel(peertube, `${channel.name}@${channel.host}`);
 * ```
 */
export async function resolveChannel(
  peertube: PeerTube,
  handle: string,
  options: CallOptions = {},
): Promise<PeerTubeChannel | undefined> {
  const name = handleOf(handle);
  const known = await unlessMissing(getChannel(peertube, name, options));
  // A name alone would be searched for in texts.
  if (known || !/[@:]/.test(name)) return known;
  const route = 'GET /search/video-channels';
  return (await list(peertube, route, lookup(name, options), actorOf<PeerTubeChannel>)).data[0];
}
