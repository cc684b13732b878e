import { embedUrl, filesOf, type PeerTubeVideoDetails, PiyaError, type TokenStore } from '@piyakast/sdk';
import type { PeerTubeConfig } from '../config/config.js';
import { createAccount } from './account.js';
import type { PeerTubeGateway, RemoteVideo } from './gateway.js';
import { liveCalls } from './live-calls.js';
import { bestFile, readPlayback } from './remote-playback.js';
import { ignoreMissing, present } from './remote-values.js';
import { uploadCalls } from './upload-calls.js';

/** The gateway that talks to a real instance (or to the sandbox), through the SDK. */
export function createSdkGateway(config: PeerTubeConfig, tokenStore: TokenStore): PeerTubeGateway {
  const account = createAccount(config, tokenStore);
  const { client, signedIn } = account;
  return {
    url: client.url,
    ...uploadCalls(account),
    ...liveCalls(account),

    async probe(signal) {
      await client.ping({ signal });
      const { serverVersion, video } = await client.config.get({ signal });
      return { version: serverVersion, extensions: video?.file?.extensions ?? [] };
    },
    async signIn() {
      await account.signIn();
    },
    categories: () => client.config.categories(),
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

function remoteVideo(origin: string, details: PeerTubeVideoDetails): RemoteVideo {
  const file = bestFile(filesOf(details));
  return {
    id: details.id,
    uuid: details.uuid,
    stateId: details.state.id,
    isLive: details.isLive,
    embedUrl: details.embedUrl || embedUrl(origin, details.uuid),
    fileUrl: file?.fileUrl ?? null,
    channelId: details.channel.id,
    durationSeconds: details.duration,
    viewers: details.viewers,
  };
}
