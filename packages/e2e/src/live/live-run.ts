import { randomUUID } from 'node:crypto';
import type { LiveStatus, PeerTubeClient, PeerTubeLiveRequest, WatchLiveOptions } from '@piyakast/sdk';
import { pushRtmp } from '../support/rtmp.js';
import { type createdVideos, ownChannelId } from './instance.js';
import { until } from './until.js';

/** How long PeerTube lets a live rest before it makes the replay. */
export const REPLAY_DELAY_MS = 300_000;

/** Makes a live of the account that is removed at the end, with an encoder for it. */
export async function makeLive(
  client: PeerTubeClient,
  created: ReturnType<typeof createdVideos>,
  request: Partial<PeerTubeLiveRequest>,
): Promise<{ id: number; uuid: string; name: string; push: () => ReturnType<typeof pushRtmp> }> {
  const name = `live ${randomUUID()}`;
  const channelId = await ownChannelId(client);
  const { id, uuid } = await client.live.create({
    name,
    channelId,
    privacy: 'public',
    latencyMode: 'small',
    ...request,
  });
  created.add(uuid);
  const { rtmpUrl, streamKey } = await client.live.get(uuid);
  if (!rtmpUrl || !streamKey) throw new Error('the owner got no RTMP address');
  return { id, uuid, name, push: () => pushRtmp(rtmpUrl, streamKey) };
}

/** Collects what a watch yields, and waits for what is to come. */
export function followLive(client: PeerTubeClient, id: string, options: WatchLiveOptions = {}) {
  const stopping = new AbortController();
  const seen: (LiveStatus & { atMs: number })[] = [];
  let failure: unknown;
  const done = (async () => {
    for await (const status of client.live.watch(id, { signal: stopping.signal, ...options })) {
      seen.push({ ...status, atMs: Date.now() });
    }
  })().catch((error: unknown) => {
    if (!stopping.signal.aborted) failure = error;
  });
  return {
    seen,
    done,
    failure: () => failure,
    states: () => seen.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]),
    waitFor: (what: string, is: (status: LiveStatus) => boolean, timeoutMs = 120_000) =>
      until(what, () => seen.find(is), { timeoutMs }),
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
