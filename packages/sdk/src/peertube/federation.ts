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

/** The channels that the signed-in user follows. */
export function listFollowed(
  peertube: PeerTube,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubeChannel>> {
  return list(peertube, 'GET /users/me/subscriptions', { query, auth: 'required', signal }, actorOf<PeerTubeChannel>);
}

/** Follows a channel of any instance as the signed-in user. @param handle - `name@host`. */
export function followChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'POST /users/me/subscriptions', { json: { uri: uriOf(handle) }, signal });
}

/** Stops following a channel. @param handle - `name@host`. */
export function unfollowChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'DELETE /users/me/subscriptions/:handle', { params: { handle: uriOf(handle) }, signal });
}

/** Makes the instance follow other instances, so that it knows their videos; administrators only. */
export function followInstances(
  peertube: PeerTube,
  hosts: readonly string[],
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'POST /server/following', { json: { hosts }, signal });
}

/** Makes the instance stop following another one; administrators only. */
export function unfollowInstance(peertube: PeerTube, host: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'DELETE /server/following/:host', { params: { host }, signal });
}

/**
 * Finds a video of any instance by its address. The video found plays through this instance.
 *
 * `undefined` when this instance does not know it and may not fetch it (that is the administrator's choice).
 */
export async function resolveVideo(
  peertube: PeerTube,
  url: string,
  options: CallOptions = {},
): Promise<PeerTubeVideo | undefined> {
  return (await list(peertube, 'GET /search/videos', lookup(url, options), videoOf)).data[0];
}

/** Finds a channel of any instance by its address or `name@host`; `undefined` as for {@link resolveVideo}. */
export async function resolveChannel(
  peertube: PeerTube,
  handle: string,
  options: CallOptions = {},
): Promise<PeerTubeChannel | undefined> {
  const route = 'GET /search/video-channels';
  return (await list(peertube, route, lookup(handle, options), actorOf<PeerTubeChannel>)).data[0];
}
