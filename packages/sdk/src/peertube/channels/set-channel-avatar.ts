import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { PICTURE_TIMEOUT_MS } from '../request/form-data.js';
import { channelRequest, forgetChannels } from './channel-request.js';

/**
 * Sets the channel's picture: JPEG, PNG, GIF or WebP, at most as large as {@link maxImageBytes} says.
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
  await change(peertube, 'POST /video-channels/:name/avatar/pick', {
    ...channelRequest(name, options),
    body,
    timeoutMs: PICTURE_TIMEOUT_MS,
  }).finally(() => forgetChannels(peertube));
}
