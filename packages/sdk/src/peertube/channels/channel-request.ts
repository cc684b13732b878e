import type { ErrorMappings } from '../../http/types.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { forgetVideos } from '../videos/video-request.js';

/** What failures mean on a channel. */
export const CHANNEL_ERRORS: ErrorMappings = {
  403: ['auth/forbidden', 'Use a channel of the signed-in account.'],
  404: ['channel/not-found', 'Check the name of the channel.'],
};

export const channelRequest = (name: string, { signal }: CallOptions) =>
  ({ params: { name }, errorMappings: CHANNEL_ERRORS, signal }) as const;

/** A video shows its channel, and goes with it. Also when no answer came: the change may have been made. */
export function forgetChannels(peertube: PeerTube): void {
  peertube.cache.invalidate('me');
  peertube.cache.invalidate('channel:');
  forgetVideos(peertube);
}
