import {
  embedUrl,
  filesOf,
  type PeerTubeChannel,
  type PeerTubeClient,
  type PeerTubeVideoDetails,
  PiyaError,
  type PiyakastChannel,
  type TokenStore,
} from '@piyakast/sdk';
import type { PeerTubeConfig } from '../config/instances.js';
import { createAccount } from './account.js';
import type { LiveOptions, PeerTubeGateway, RemoteVideo } from './gateway.js';
import { liveCalls } from './live-calls.js';
import { bestFile, posterOf, readPlayback } from './remote-playback.js';
import { ignoreMissing, present } from './remote-values.js';
import { uploadCalls } from './upload-calls.js';

/** What the SDK's pool chooses by. */
export interface SdkGateway extends PeerTubeGateway {
  readonly client: PeerTubeClient;
}

/** The gateway that talks to a real instance (or to the sandbox), through the SDK. A list: one short method for each question. */
export function createSdkGateway(config: PeerTubeConfig, tokenStore: TokenStore): SdkGateway {
  const account = createAccount(config, tokenStore);
  const { client, signedIn } = account;
  return {
    url: client.url,
    client,
    ...uploadCalls(account),
    ...liveCalls(account),

    async probe(signal) {
      await client.ping({ signal });
      const { serverVersion, video, live } = await client.config.get({ signal });
      const options: LiveOptions = {
        enabled: await client.supports('live', { signal }),
        replay: await client.supports('live-replay', { signal }),
        latency: await client.supports('live-latency', { signal }),
        schedules: await client.supports('live-schedules', { signal }),
        maxDvrSeconds: live?.dvr?.maxWindow ?? 0,
      };
      return { version: serverVersion, extensions: video?.file?.extensions ?? [], live: options };
    },
    vitals: () => ({ circuit: client.circuit, cacheHitRatio: client.cacheStats.hitRatio }),
    async signIn() {
      await account.signIn();
    },
    categories: () => client.config.categories(),
    async account() {
      const { account } = await signedIn();
      const me = await account.me();
      const isLimited = me.videoQuota >= 0 || me.videoQuotaDaily >= 0;
      const used = isLimited ? await account.quotaUsed() : undefined;
      const left = (quota: number, bytes = 0) => (quota < 0 ? null : quota - bytes);
      return {
        channels: me.videoChannels.map((channel) => channelOf(client.url, channel)),
        quotaBytesLeft: left(me.videoQuota, used?.videoQuotaUsed),
        dailyBytesLeft: left(me.videoQuotaDaily, used?.videoQuotaUsedDaily),
      };
    },
    async defaultChannelId() {
      const [channel] = await (await signedIn()).channels.list();
      if (channel !== undefined) return channel.id;
      const message = 'The PeerTube account has no channel to publish on; make one there.';
      throw new PiyaError(message, { code: 'channel/not-found' });
    },

    async video(id) {
      const details = await (await signedIn()).videos.get(id, { fresh: true }).catch(ignoreMissing);
      return details === undefined ? undefined : remoteVideo(client.url, details);
    },
    async playback(id) {
      return readPlayback(await signedIn(), id).catch(ignoreMissing);
    },
    async updateVideo(id, fields) {
      await (await signedIn()).videos.update(id, present(fields, true));
    },
    async deleteVideo(id) {
      await (await signedIn()).videos.delete(id).catch(ignoreMissing);
    },
    async close() {
      account.close();
    },
  };
}

function channelOf(instanceUrl: string, { id, name, displayName, url, avatars }: PeerTubeChannel): PiyakastChannel {
  // The smallest one that is sharp in a list.
  const sorted = [...avatars].sort((a, b) => (a.width ?? 0) - (b.width ?? 0));
  const avatar = sorted.find(({ width }) => (width ?? 0) >= 96) ?? sorted.at(-1);
  return { id, name, displayName, url, avatarUrl: avatar?.url ?? null, instanceUrl };
}

function remoteVideo(origin: string, details: PeerTubeVideoDetails): RemoteVideo {
  const file = bestFile(filesOf(details));
  return {
    id: details.id,
    uuid: details.uuid,
    stateId: details.state.id,
    isLive: details.isLive,
    embedUrl: details.embedUrl || embedUrl(origin, details.uuid),
    fileUrl: file?.fileUrl ?? null,
    posterUrl: posterOf(details),
    channelId: details.channel.id,
    durationSeconds: details.duration,
    viewers: details.viewers,
  };
}
