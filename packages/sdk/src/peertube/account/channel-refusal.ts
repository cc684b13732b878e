import { HttpError } from '../../errors/http-error.js';
import type { PeerTube } from '../request/create-peertube.js';
import { getMe } from './get-me.js';

/**
 * `channel/not-found` when the channel of a request is not one of the signed-in account. PeerTube refuses an unknown and a
 * foreign channel with 400 in 6.3, with 404 and 403 since 8, and gives no code in either.
 */
export async function channelRefusal(
  peertube: PeerTube,
  { route, status, detail }: HttpError,
  channelId: number | undefined,
  signal: AbortSignal | undefined,
): Promise<HttpError | undefined> {
  if (channelId === undefined) return undefined;
  const { videoChannels } = await getMe(peertube, { signal, fresh: true });
  if (videoChannels.some(({ id }) => id === channelId)) return undefined;
  return new HttpError(
    `${route} answered ${status}: no channel ${channelId} of this account. Choose one of its channels.`,
    {
      code: 'channel/not-found',
      status,
      route,
      detail,
      field: 'channelId',
    },
  );
}
