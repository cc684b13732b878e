import { channelRefusal } from '../account/channel-refusal.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { Look } from '../request/refusal.js';
import type { PeerTubeVideoChanges } from '../types/video.js';
import { startedRefusal } from './started-refusal.js';

/** What PeerTube may have meant when it refused to change a video. Loaded on demand. */
export const updateLooks = (
  peertube: PeerTube,
  id: string | number,
  { channelId, privacy }: PeerTubeVideoChanges,
  signal: AbortSignal | undefined,
): Look[] => [
  (refusal) => channelRefusal(peertube, refusal, channelId, signal),
  async ({ status }) =>
    privacy === undefined || status !== 400 ? undefined : startedRefusal(peertube, id, status, signal),
];
