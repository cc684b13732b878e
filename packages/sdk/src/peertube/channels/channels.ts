import { assertField } from '../../http/assert-field.js';
import type { ErrorMappings } from '../../http/types.js';
import { getMe } from '../account/account.js';
import { ask, askSigned, change, list, nameOf, type Route } from '../request/ask.js';
import type { CallOptions, ListOptions, ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf, videoOf } from '../request/normalize.js';
import type { PeerTubeChannel } from '../types/actor.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';
import { forgetVideos } from '../videos/videos.js';

const CHANNEL_TTL_MS = 60_000;
const CREATE: Route = 'POST /video-channels';

/** What failures mean on a channel. */
export const CHANNEL_MEANINGS: ErrorMappings = {
  403: ['auth/forbidden', 'Use a channel of the signed-in account.'],
  404: ['channel/not-found', 'Check the name of the channel.'],
};
const about = (name: string, { signal }: CallOptions) =>
  ({ params: { name }, errorMappings: CHANNEL_MEANINGS, signal }) as const;

/** What may be set on a channel, by {@link createChannel} and {@link updateChannel}. */
export interface PeerTubeChannelFields {
  /** 1 to 120 characters. */
  displayName?: string;
  /** 3 to 1,000 characters; `null` clears it. */
  description?: string | null;
  /** 3 to 1,000 characters; `null` clears it. */
  support?: string | null;
}

/**
 * The channels that the signed-in user may publish on. Kept for a minute.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @example
 * ```ts
 * import { createPeerTube, getMyChannels } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [channel] = await getMyChannels(peertube);
 * // Uploads and lives take the numeric id.
 * console.log(channel?.id, channel?.displayName);
 * ```
 */
export async function getMyChannels(peertube: PeerTube, options: ReadOptions = {}): Promise<PeerTubeChannel[]> {
  return (await getMe(peertube, options)).videoChannels;
}

/**
 * A channel by its name, or by `name@host` for one of another instance. Kept for a minute.
 *
 * @throws {@link HttpError} `channel/not-found`.
 * @see PeerTube REST API, "Get a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { displayName, followersCount } = await getChannel(peertube, 'films@other.example');
 * console.log(displayName, followersCount);
 * ```
 */
export function getChannel(peertube: PeerTube, name: string, options: ReadOptions = {}): Promise<PeerTubeChannel> {
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeChannel> =>
    actorOf(peertube.url, await ask(peertube, 'GET /video-channels/:name', about(name, { signal })));
  return peertube.cache.get(`channel:${name}`, CHANNEL_TTL_MS, load, options);
}

/**
 * The public videos of a channel, by its name, or by `name@host` for one of another instance.
 *
 * @throws {@link HttpError} `channel/not-found`, `http/bad-request` for an unknown `sort`.
 * @see PeerTube REST API, "List videos of a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getChannelVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { total, data } = await getChannelVideos(peertube, 'films', { sort: '-views', count: 5 });
 * console.log(total, data[0]?.name);
 * ```
 */
export function getChannelVideos(
  peertube: PeerTube,
  name: string,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  return list(peertube, 'GET /video-channels/:name/videos', { ...about(name, { signal }), query }, videoOf);
}

/**
 * Makes a channel. Its name can never be used again, not even after deletion.
 *
 * @param channel - `name`: lower-case letters, digits, `.` and `_`, at most 50.
 * @returns The numeric id, which is all that PeerTube answers.
 * @throws {@link HttpError} `channel/name-taken`, `http/bad-request` with `invalidParams`; {@link AuthError}
 * `auth/not-signed-in`.
 * @see PeerTube REST API, "Create a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createChannel, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { id } = await createChannel(peertube, { name: 'films', displayName: 'Films' });
 * console.log(id); // what `channelId` of an upload or a live wants
 * ```
 */
export async function createChannel(
  peertube: PeerTube,
  channel: PeerTubeChannelFields & { name: string; displayName: string },
  { signal }: CallOptions = {},
): Promise<{ id: number }> {
  const errorMappings: ErrorMappings = {
    409: ['channel/name-taken', 'Choose another name; deleted names stay taken.'],
  };
  const request = { json: channel, errorMappings, signal };
  const asked = askSigned<{ videoChannel: { id: number } }>(peertube, CREATE, request);
  const body = await asked.finally(() => forget(peertube));
  assertField(nameOf(CREATE), body, 'videoChannel.id', 'number');
  return { id: body.videoChannel.id };
}

/**
 * Changes a channel of the signed-in user.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `channel/not-found`, `http/bad-request`.
 * @see PeerTube REST API, "Update a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, updateChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await updateChannel(peertube, 'films', { displayName: 'Films and shorts', support: null });
 * ```
 */
export async function updateChannel(
  peertube: PeerTube,
  name: string,
  fields: PeerTubeChannelFields,
  options: CallOptions = {},
): Promise<void> {
  await change(peertube, 'PUT /video-channels/:name', { ...about(name, options), json: fields }).finally(() =>
    forget(peertube),
  );
}

/**
 * Sets the channel's picture: JPEG, PNG, GIF or WebP of at most 4 MiB.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `channel/not-found`, `http/bad-request` for another
 * kind of file.
 * @see PeerTube REST API, "Update channel avatar"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, setChannelAvatar } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const picture = await (await fetch('/logo.png')).blob();
 * await setChannelAvatar(peertube, 'films', picture);
 * ```
 */
export async function setChannelAvatar(
  peertube: PeerTube,
  name: string,
  picture: Blob,
  options: CallOptions = {},
): Promise<void> {
  const body = new FormData();
  body.append('avatarfile', picture, `avatar.${picture.type.split('/')[1] ?? 'jpg'}`);
  await change(peertube, 'POST /video-channels/:name/avatar/pick', { ...about(name, options), body }).finally(() =>
    forget(peertube),
  );
}

/**
 * Deletes a channel with its videos.
 *
 * @throws {@link HttpError} `http/conflict` for the last channel of the account, `channel/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @see PeerTube REST API, "Delete a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deleteChannel, isPiyaError } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deleteChannel(peertube, 'films').catch((error: unknown) => {
 *   if (!isPiyaError(error) || error.code !== 'http/conflict') throw error;
 *   console.log('An account keeps one channel.');
 * });
 * ```
 */
export async function deleteChannel(peertube: PeerTube, name: string, options: CallOptions = {}): Promise<void> {
  const errorMappings: ErrorMappings = { ...CHANNEL_MEANINGS, 409: ['http/conflict', 'Make another channel first.'] };
  await change(peertube, 'DELETE /video-channels/:name', { ...about(name, options), errorMappings }).finally(() =>
    forget(peertube),
  );
}

/** A video shows its channel, and goes with it. Also when no answer came: the change may have been made. */
function forget(peertube: PeerTube): void {
  peertube.cache.invalidate('me');
  peertube.cache.invalidate('channel:');
  forgetVideos(peertube);
}
