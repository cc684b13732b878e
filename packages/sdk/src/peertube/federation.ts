import { change, list } from './ask.js';
import type { CallOptions, ListOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import { actorOf, videoOf } from './normalize.js';
import type { PeerTubeChannel } from './types/actor.js';
import type { PeerTubePage } from './types/common.js';
import type { PeerTubeVideo } from './types/video.js';

/** Reaching another instance takes longer than an answer from this one. */
const REMOTE_TIMEOUT_MS = 60_000;

/** `name@host` from a handle, with or without an at sign before it. */
const uriOf = (handle: string): string => handle.replace(/^@/, '');
const lookup = (search: string, { signal }: CallOptions) => {
  const query = { search: uriOf(search), searchTarget: 'local', count: 1 };
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
 * Follows a channel of any instance as the signed-in user. PeerTube answers at once and follows in the background.
 *
 * @param handle - `name@host`, with or without an at sign before it.
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
  return change(peertube, 'POST /users/me/subscriptions', { json: { uri: uriOf(handle) }, signal });
}

/**
 * Stops following a channel.
 *
 * @param handle - `name@host`, with or without an at sign before it.
 * @throws {@link AuthError} `auth/not-signed-in`; {@link HttpError} `http/not-found` for one that is not followed.
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
  return change(peertube, 'DELETE /users/me/subscriptions/:handle', { params: { handle: uriOf(handle) }, signal });
}

/**
 * Makes the instance follow other instances, so that it knows their videos; administrators only. An instance without
 * TLS cannot, and answers with an error of its own.
 *
 * @param hosts - Such as `other.example`; without `https://`.
 * @throws {@link HttpError} `http/forbidden` for anybody else, `http/server-error` on an instance without TLS.
 * @see PeerTube REST API, "Follow a list of actors"; checked against 6.3.0.
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
 * Finds a video of any instance by its address. The video found plays through this instance.
 *
 * `undefined` when this instance does not know it and may not fetch it (that is the administrator's choice).
 *
 * @throws {@link HttpError} `http/server-error`; {@link TimeoutError} when the other instance does not answer within a
 * minute.
 * @see PeerTube REST API, "Search videos"; checked against 6.3.0.
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
  return (await list(peertube, 'GET /search/videos', lookup(url, options), videoOf)).data[0];
}

/**
 * Finds a channel of any instance by its address or `name@host`; `undefined` as for {@link resolveVideo}.
 *
 * @param handle - `name@host`, or the address of the channel.
 * @throws {@link HttpError} `http/server-error`; {@link TimeoutError} when the other instance does not answer within a
 * minute.
 * @see PeerTube REST API, "Search video channels"; checked against 6.3.0.
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
  const route = 'GET /search/video-channels';
  return (await list(peertube, route, lookup(handle, options), actorOf<PeerTubeChannel>)).data[0];
}
