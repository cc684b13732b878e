import { assertField } from '../../http/assert-field.js';
import type { ErrorMappings } from '../../http/types.js';
import { askSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { normalizeTexts } from '../request/fields.js';
import { forgetChannels } from './channel-request.js';

const CREATE: Route = 'POST /video-channels';

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
  const request = { json: normalizeTexts(channel), errorMappings, signal };
  const asked = askSigned<{ videoChannel: { id: number } }>(peertube, CREATE, request);
  const body = await asked.finally(() => forgetChannels(peertube));
  assertField(nameOf(CREATE), body, 'videoChannel.id', 'number');
  return { id: body.videoChannel.id };
}
