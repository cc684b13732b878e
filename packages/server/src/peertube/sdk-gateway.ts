import {
  embedUrl,
  filesOf,
  isPiyaError,
  LiveError,
  PeerTubeClient,
  type PeerTubeVideoDetails,
  PiyaError,
  peertubeProtocol,
  type TokenStore,
  uploadedFinder,
} from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import type { PeerTubeConfig } from '../config/config.js';
import type { PeerTubeIds } from '../db/schema.js';
import type { BegunUpload, PeerTubeGateway, RemoteFields, RemoteLiveSettings, RemoteVideo } from './gateway.js';
import { bestFile, readPlayback } from './remote-playback.js';

/** How long an upload may stand still before it counts as failed; the video plays from here and comes back later. */
const STALL_TIMEOUT_MS = 20_000;
/** How long an upload waits for the answer to its last byte; afterwards the video is asked for now and then. */
const PROCESSING_TIMEOUT_MS = 20_000;
/** How often, and how far apart, the account is asked for a video before it counts as not there. */
const LOOKS = 3;
const LOOK_PAUSE_MS = 1000;
/** A request that a person waits for fails rather than hangs. */
const REQUEST_TIMEOUT_MS = 15_000;

/** The gateway that talks to a real instance (or to the sandbox), through the SDK. */
export function createSdkGateway(config: PeerTubeConfig, tokenStore: TokenStore): PeerTubeGateway {
  const stopping = new AbortController();
  const { username, password } = config;
  const signIn = (): Promise<unknown> => client.auth.signIn({ username, password });
  const client: PeerTubeClient = new PeerTubeClient({
    url: config.url,
    tokenStore,
    signal: stopping.signal,
    timeoutMs: REQUEST_TIMEOUT_MS,
    onReauthentication: signIn,
  });
  let signingIn: Promise<unknown> | undefined;
  const signedIn = async (): Promise<PeerTubeClient> => {
    if ((await client.auth.session()) === undefined) {
      signingIn ??= signIn().finally(() => {
        signingIn = undefined;
      });
      await signingIn;
    }
    return client;
  };

  /** One for the whole life of the server, so that a video that is not the one is asked for once. */
  const finder = uploadedFinder(client.context.http);
  const findUpload = async (key: string, begun: BegunUpload): Promise<PeerTubeIds | undefined> => {
    await signedIn();
    const found = await finder(key, begun);
    return found && { id: found.id, uuid: found.uuid, shortUUID: found.shortUUID };
  };

  return {
    url: client.url,

    async probe(signal) {
      await client.ping({ signal });
      const { serverVersion, video } = await client.config.get({ signal });
      return { version: serverVersion, extensions: video?.file?.extensions ?? [] };
    },
    async signIn() {
      await client.auth.signIn({ username, password });
    },
    categories: () => client.config.categories(),
    async defaultChannelId() {
      const [channel] = await (await signedIn()).channels.list();
      if (channel !== undefined) return channel.id;
      const message = 'The PeerTube account has no channel to publish on; make one there.';
      throw new PiyaError(message, { code: 'channel/not-found' });
    },

    async upload({ key, file, fields, waitTranscoding, records, onProgress, signal }) {
      const { uploads } = await signedIn();
      const source = await fileSource(file.path, { name: file.name, type: file.mediaType });
      const { name = file.name, ...rest } = present(fields);
      // PeerTube checks type and quota when the upload is announced, before any byte: asking first would only add requests.
      const options = { ...rest, name, waitTranscoding, key, records, onProgress, signal, inspect: false };
      const patience = { stallTimeoutMs: STALL_TIMEOUT_MS, processingTimeoutMs: PROCESSING_TIMEOUT_MS };
      const { id, uuid, shortUUID } = await uploads.upload(source, { ...options, ...patience }).done;
      return { id, uuid, shortUUID };
    },

    async uploadState(record, begun) {
      const { context } = await signedIn();
      const { kind } = await peertubeProtocol(context, { name: begun.name }).status(record, {
        signal: stopping.signal,
      });
      if (kind === 'processing' || kind === 'incomplete') return { kind };
      for (let look = 0; look < LOOKS; look++) {
        if (look > 0) await context.clock.sleep(LOOK_PAUSE_MS, stopping.signal);
        const ids = await findUpload(record.key, begun);
        if (ids !== undefined) return { kind: 'made', ids };
      }
      return { kind: 'unknown' };
    },
    findUpload,
    async withdrawUpload(key, begun) {
      return (await signedIn()).uploads.withdraw(key, begun);
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

    async createLive({ permanentLive, saveReplay, replayPrivacy, latencyMode, ...fields }) {
      const { live } = await signedIn();
      const { name = '', channelId = 0, ...rest } = present(fields);
      const settings = liveSettings({ permanentLive, saveReplay, latencyMode, replayPrivacy });
      return live.create({ ...rest, name, channelId, ...settings });
    },
    async live(id) {
      const { rtmpUrl, rtmpsUrl = null, streamKey } = await (await signedIn()).live.get(id);
      if (rtmpUrl !== undefined && streamKey !== undefined) return { rtmpUrl, rtmpsUrl, streamKey };
      const message = 'PeerTube does not show the key of the live to this account.';
      throw new LiveError(message, { code: 'live/not-found' });
    },
    async updateLive(id, settings) {
      await (await signedIn()).live.update(id, liveSettings(settings));
    },
    async sessions(id) {
      const sessions = await (await signedIn()).live.sessions(id).catch(ignoreMissing);
      return (sessions ?? []).map(({ startDate, endDate, error, replayVideo }) => ({
        startedAt: startDate,
        endedAt: endDate,
        error,
        replay:
          replayVideo === null ? null : { uuid: replayVideo.uuid, embedUrl: embedUrl(client.url, replayVideo.uuid) },
      }));
    },
    async recentLives() {
      const { data } = await (await signedIn()).account.videos({ isLive: true, count: 20, sort: '-createdAt' });
      return data.map(({ uuid, name, createdAt }) => ({ uuid, name, createdAtMs: Date.parse(createdAt) }));
    },
    async close() {
      stopping.abort(new Error('The server stops.'));
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

function liveSettings({ permanentLive, saveReplay, replayPrivacy, latencyMode }: RemoteLiveSettings) {
  const replaySettings =
    saveReplay && replayPrivacy !== undefined ? { replaySettings: { privacy: replayPrivacy } } : {};
  return { permanentLive, saveReplay, latencyMode, ...replaySettings };
}

type Present<Fields> = { [Field in keyof Fields]: Exclude<Fields[Field], null | undefined> };

/** Leaves out what is not set; in a change, `null` stays, because it clears. */
function present(fields: RemoteFields): Partial<Present<RemoteFields>>;
function present(fields: RemoteFields, keepNull: true): RemoteFields;
function present(fields: RemoteFields, keepNull = false): RemoteFields {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && (keepNull || value !== null));
  return Object.fromEntries(entries);
}

function ignoreMissing(error: unknown): undefined {
  if (isPiyaError(error) && error.status === 404) return undefined;
  throw error;
}
