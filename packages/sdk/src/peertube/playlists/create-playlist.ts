import { assertField } from '../../http/assert-field.js';
import { askSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeVideoIds } from '../types/common.js';
import { type PeerTubePlaylistFields, toForm } from './playlist.js';

const CREATE: Route = 'POST /video-playlists';

/**
 * Makes a playlist; private unless `privacy` says otherwise.
 *
 * @throws {@link HttpError} `http/bad-request`, also for a public one without a channel; {@link AuthError}
 * `auth/not-signed-in`.
 * @see PeerTube REST API, "Create a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, createPlaylist, getMyChannels } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [channel] = await getMyChannels(peertube);
 * const fields = { displayName: 'Summer', privacy: 'public', videoChannelId: channel?.id ?? null } as const;
 * console.log((await createPlaylist(peertube, fields)).shortUUID);
 * ```
 */
export async function createPlaylist(
  peertube: PeerTube,
  fields: PeerTubePlaylistFields & { displayName: string },
  { signal }: CallOptions = {},
): Promise<PeerTubeVideoIds> {
  const body = toForm({ privacy: 'private', ...fields });
  const answer = await askSigned<{ videoPlaylist: PeerTubeVideoIds }>(peertube, CREATE, { body, signal });
  assertField(nameOf(CREATE), answer, 'videoPlaylist.id', 'number');
  return answer.videoPlaylist;
}
