import { channelRefusal } from '../account/channel-refusal.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { Look } from '../request/refusal.js';
import type { PeerTubeLive, PeerTubeLiveRequest } from '../types/live.js';
import { startedRefusal } from '../videos/started-refusal.js';
import type { GivenSettings } from './live-settings.js';
import { settingRefusal } from './setting-refusal.js';

/** What PeerTube may have meant when it refused to make a live. Loaded on demand. */
export const createLooks = (
  peertube: PeerTube,
  request: PeerTubeLiveRequest,
  signal: AbortSignal | undefined,
): Look[] => [
  ({ status }) => settingRefusal(peertube, request, status, signal),
  (refusal) => channelRefusal(peertube, refusal, request.channelId, signal),
];

/** What PeerTube may have meant when it refused to change a live. Loaded on demand. */
export const updateLooks = (
  peertube: PeerTube,
  { id, settings, present }: { id: string | number; settings: GivenSettings; present: PeerTubeLive },
  signal: AbortSignal | undefined,
): Look[] => [
  // Only its owner gets the key of a live; for others it is the account that is refused.
  async ({ status }) =>
    present.streamKey === undefined ? undefined : settingRefusal(peertube, settings, status, signal),
  async ({ status }) => (status === 400 ? startedRefusal(peertube, id, status, signal) : undefined),
];
