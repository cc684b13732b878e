import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeatureOverrides } from '../peertube/config/features.js';
import { createFakePeerTube } from '../peertube/create-fake-peertube.js';
import type { FakePeerTube } from '../peertube/fake-peertube.js';
import type { Faults } from '../peertube/faults/faults.js';
import { createSniffingMedia } from '../peertube/media/media.js';
import type { AccountOptions, FakeAccount } from '../peertube/users/state.js';
import type { PeerTubeVersion } from '../peertube/version.js';
import type { VideoState } from '../peertube/videos/state.js';
import type { Clock } from '../runtime/clock.js';
import type { Random } from '../runtime/random.js';
import { createDiskStorage, type DiskStorage } from './disk-storage.js';
import { hasFfmpeg } from './ffmpeg.js';
import { createFfmpegLives, type FfmpegLives } from './ffmpeg-lives.js';
import { createFfmpegMedia } from './ffmpeg-media.js';
import { createHashedVault } from './hashed-vault.js';
import { hlsScriptHandler } from './hls-script.js';
import { attachLiveSocket } from './live-socket.js';
import { serveRequest } from './node-http.js';
import { openPort } from './open-port.js';
import { type RtmpServer, startRtmpServer } from './rtmp-server.js';
import { createStateWriter, loadState } from './state-file.js';

/** How a sandbox begins. Everything is optional. */
export interface SandboxOptions {
  /** Which PeerTube it answers as. @defaultValue `'6.3.0'` */
  version?: PeerTubeVersion;
  /** 0 for any free one. @defaultValue 0 */
  port?: number;
  /** @defaultValue `'127.0.0.1'` */
  host?: string;
  /** Public origin, when it is not the address that it listens on. */
  url?: string;
  /** For encoders; 0 for any free one, which is also what a taken one becomes. @defaultValue 0 */
  rtmpPort?: number;
  /** Keeps accounts, videos and files over restarts. Without it they live in a temporary folder until `close()`. */
  dataDir?: string;
  /** The user to begin with. @defaultValue `demo` with a generated password */
  account?: AccountOptions;
  /** More users, such as an administrator. */
  accounts?: readonly AccountOptions[];
  features?: FeatureOverrides;
  clock?: Clock;
  random?: Random;
  /**
   * `'ffmpeg'` makes HLS, pictures and real lives; `'sniff'` only looks at the first bytes of files.
   *
   * @defaultValue `'ffmpeg'` when it is installed
   */
  media?: 'ffmpeg' | 'sniff';
}

/** A running fake PeerTube on a port. */
export interface Sandbox {
  /** For example `http://127.0.0.1:9100`. */
  readonly url: string;
  /** The first account. Its password is empty when it was made by an earlier run of the same data folder. */
  readonly account: FakeAccount;
  readonly fake: FakePeerTube;
  readonly faults: Faults;
  /** Finished uploads since the data folder was made. */
  readonly uploadsCompleted: number;
  videos(): readonly VideoState[];
  /** Hexadecimal SHA-256 of the file as it was uploaded. */
  sha256Of(videoUuid: string): Promise<string | undefined>;
  /** Closes the port: connections are refused, as when the process is gone. Unfinished uploads stay. */
  stop(): Promise<void>;
  /** Opens the same port again. */
  start(): Promise<void>;
  /**
   * What a restart of PeerTube does: connections break, unfinished uploads are forgotten, lives end. What was being made of
   * a last chunk is made before, never after.
   */
  restart(): Promise<void>;
  /** Stops, waits for what runs, and removes the folder if it was temporary. */
  close(): Promise<void>;
}

/** Starts a fake PeerTube over HTTP. Longer than others: the order of its steps, and of their undoing, is the point. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'piyakast-sandbox-')));
  const stateFile = join(dataDir, 'state.json');
  const storage = await createDiskStorage(join(dataDir, 'files'));
  await forgetUploads(join(dataDir, 'files'));
  const saved = options.dataDir === undefined ? undefined : await loadState(stateFile);
  const passwordHashes = saved?.passwordHashes ?? {};

  const server = createServer({ requestTimeout: 0 });
  // Who comes between the open port and the first handler is answered then, and not left waiting for ever.
  const early: Parameters<RequestListener>[] = [];
  const hold: RequestListener = (...exchange) => void early.push(exchange);
  server.on('request', hold);
  const port = await openPort(server, options.port ?? 0, host);
  const url = options.url ?? `http://${host.includes(':') ? `[${host}]` : host}:${port.number}`;
  const media = options.media ?? ((await hasFfmpeg()) ? 'ffmpeg' : 'sniff');
  const lives =
    media === 'ffmpeg'
      ? await startRealLives({
          ...{ host, url, storage, port: options.rtmpPort ?? 0, folder: join(dataDir, 'live') },
          fake: () => fake,
        })
      : undefined;
  const save = createStateWriter(stateFile, () => ({ version: 1, state: fake.state, passwordHashes }));

  const fake = createFakePeerTube({
    ...(options.version ? { version: options.version } : {}),
    url,
    storage,
    media: media === 'ffmpeg' ? createFfmpegMedia(storage) : createSniffingMedia(),
    vault: createHashedVault(passwordHashes),
    accounts: [options.account ?? {}, ...(options.accounts ?? [])],
    ...(lives ? { liveMedia: lives.media } : {}),
    features: { ...(media === 'ffmpeg' ? { transcoding: { resolutions: [240] } } : {}), ...options.features },
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.random ? { random: options.random } : {}),
    ...(saved ? { state: saved.state } : {}),
    ...(options.dataDir === undefined ? {} : { onChange: save }),
  });
  fake.handlers.unshift(hlsScriptHandler(url));
  const answering = answerRequests(server, fake, early, hold);
  const socket = attachLiveSocket(server, fake);
  const account = fake.accounts[0] ?? knownAccount(fake, options.account);
  if (options.dataDir !== undefined) await save();

  return {
    url,
    account,
    fake,
    faults: fake.faults,
    get uploadsCompleted() {
      return fake.state.uploadsCompleted;
    },
    videos: () => fake.videos(),
    sha256Of: (uuid) => fake.sha256Of(uuid),
    async stop() {
      socket.disconnect();
      await port.close();
    },
    start: () => port.open(),
    async restart() {
      const wasOpen = server.listening;
      socket.disconnect();
      await port.close();
      await Promise.all(answering);
      await fake.restart();
      if (wasOpen) await port.open();
    },
    async close() {
      socket.close();
      await port.close();
      fake.faults.clear();
      await lives?.close();
      fake.close();
      await fake.idle();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Hands each request to the fake: those that came early first. @returns The answers that are on their way. */
function answerRequests(
  server: Server,
  fake: FakePeerTube,
  early: readonly Parameters<RequestListener>[],
  hold: RequestListener,
): Set<Promise<void>> {
  const answering = new Set<Promise<void>>();
  const respond: RequestListener = (incoming, outgoing) => {
    const answer = serveRequest(fake, incoming, outgoing)
      .catch((error: unknown) => {
        if (outgoing.destroyed) return;
        console.error('sandbox:', error);
        outgoing.destroy();
      })
      .finally(() => answering.delete(answer));
    answering.add(answer);
  };
  server.off('request', hold).on('request', respond);
  for (const exchange of early) respond(...exchange);
  return answering;
}

interface RealLivesOptions {
  host: string;
  /** Public origin: encoders publish to its host. */
  url: string;
  port: number;
  folder: string;
  storage: DiskStorage;
  /** Made after its lives are. */
  fake: () => FakePeerTube;
}

/** Lives by RTMP and ffmpeg. */
async function startRealLives(options: RealLivesOptions): Promise<{ media: FfmpegLives; close(): Promise<void> }> {
  const { host, url, port, folder, storage, fake } = options;
  const rtmp: RtmpServer = await startRtmpServer({
    host,
    port,
    onPublish: (key, cut) => media.publish(fake(), key, cut),
  });
  const media = createFfmpegLives({
    folder,
    storage,
    rtmpUrl: () => `rtmp://${new URL(url).hostname}:${rtmp.port}/live`,
    onEnd(video) {
      if (fake().state.videos.includes(video)) fake().endLive(video.uuid);
    },
  });
  return {
    media,
    async close() {
      await media.close();
      await rtmp.close();
    },
  };
}

/** Unfinished uploads do not survive a restart of PeerTube. */
async function forgetUploads(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('upload-') || name.startsWith('legacy-')) await rm(join(folder, name));
  }
}

/** The account of an earlier run; its password is only known when the caller gave it again. */
function knownAccount(fake: FakePeerTube, options: AccountOptions = {}): FakeAccount {
  const user = fake.state.users.find((one) => one.username === (options.username ?? 'demo')) ?? fake.state.users[0];
  if (!user) return fake.addAccount(options);
  if (options.password !== undefined) fake.vault.set(user.id, options.password);
  const channel = fake.state.channels.find((one) => one.userId === user.id);
  return {
    username: user.username,
    password: options.password ?? '',
    userId: user.id,
    channelId: channel?.id ?? 0,
    channelName: channel?.name ?? '',
  };
}
