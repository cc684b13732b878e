import { isPiyaError } from '../errors/piya-error.js';
import { change, list } from './ask.js';
import type { CallOptions, ListOptions } from './call-options.js';
import { CHANNEL_MEANINGS, getChannel } from './channels.js';
import type { PeerTube } from './create-peertube.js';
import { canonicalVideoUrl, handleOf } from './handles.js';
import { actorOf, videoOf } from './normalize.js';
import type { PeerTubeChannel } from './types/actor.js';
import type { PeerTubePage } from './types/common.js';
import type { PeerTubeVideo } from './types/video.js';
import { parsePeerTubeUrl } from './urls.js';
import { getVideo } from './videos.js';

/** Reaching another instance takes longer than an answer from this one. */
const REMOTE_TIMEOUT_MS = 60_000;

const lookup = (search: string, { signal }: CallOptions) => {
  const query = { search, searchTarget: 'local', count: 1 };
  return { query, timeoutMs: REMOTE_TIMEOUT_MS, signal };
};

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (isPiyaError(error) && error.code.endsWith('/not-found')) return undefined;
    throw error;
  }
}

/** The channels that the signed-in user follows. */
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
 */
export function followChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'POST /users/me/subscriptions', { json: { uri: handleOf(handle) }, signal });
}

/**
 * Stops following a channel.
 *
 * @param handle - `name@host`, or the address of the channel's page.
 * @throws {@link HttpError} `channel/not-found` when it was not followed.
 */
export function unfollowChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  const request = { params: { handle: handleOf(handle) }, meanings: CHANNEL_MEANINGS, signal };
  return change(peertube, 'DELETE /users/me/subscriptions/:handle', request);
}

/**
 * Makes the instance follow other instances, so that it knows their videos; administrators only. The follow begins when
 * the other instance has accepted it, some seconds later.
 *
 * @param hosts - Without a scheme: `video.example`.
 * @throws {@link HttpError} `http/forbidden` for anybody else.
 */
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
 * Finds a video of any instance by its address: watch, short or embed. The video found plays through this instance: its
 * details are read from here, its files come from wherever it lives.
 *
 * `undefined` when this instance does not know it and may not fetch it (that is the administrator's choice; most fetch
 * for signed-in users only), and for a text that is no address.
 *
 * @throws {@link HttpError} `video/private`, `video/password-required` for an address of this instance itself.
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
 * Finds a channel of any instance by `name@host` or by the address of its page; `undefined` as for {@link resolveVideo}.
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
