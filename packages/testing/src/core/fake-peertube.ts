import type { HttpHandler } from 'msw';
import { allHandlers } from '../handlers/all-handlers.js';
import { type AccountOptions, addAccount, type FakeAccount } from './accounts.js';
import { type Clock, systemClock } from './clock.js';
import { dispatch } from './dispatch.js';
import { LiveEvents } from './events.js';
import { Faults } from './faults.js';
import { type FeatureOverrides, type Features, resolveFeatures } from './features.js';
import { findVideo } from './find-video.js';
import { randomHex } from './ids.js';
import { endLive, goLive, type LiveChangeOptions, resumeLives } from './live-machine.js';
import { createTextLiveMedia, type LiveMedia } from './live-media.js';
import { createSniffingMedia, type MediaEngine } from './media.js';
import { createMemoryVault, type PasswordVault } from './passwords.js';
import { type Random, systemRandom } from './random.js';
import { RateLimits } from './rate-limits.js';
import { RequestLog } from './request-log.js';
import type { FakeState, UploadState, UserState, VideoState } from './state.js';
import { createMemoryStorage, type FileStorage } from './storage.js';
import { totp } from './totp.js';
import { setViewers } from './viewers.js';

/** How a fake instance begins. Everything is optional. */
export interface FakePeerTubeOptions {
  /** Public origin, without a trailing slash. @defaultValue `'http://peertube.test'` */
  url?: string;
  clock?: Clock;
  random?: Random;
  storage?: FileStorage;
  media?: MediaEngine;
  liveMedia?: LiveMedia;
  vault?: PasswordVault;
  /** @defaultValue one ordinary user, `demo`, with a random password */
  accounts?: readonly AccountOptions[];
  features?: FeatureOverrides;
  /** A state that was saved before; `accounts` is then ignored. */
  state?: FakeState;
  /** Called after every request that may have changed the state, before its answer goes out. */
  onChange?: () => Promise<void> | void;
}

/** A fake PeerTube instance: its data, its switches, and its HTTP as MSW handlers or as one function. */
export interface FakePeerTube {
  /** Public origin; the Host check and all absolute URLs use it. */
  readonly url: string;
  readonly host: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: FileStorage;
  readonly media: MediaEngine;
  readonly liveMedia: LiveMedia;
  readonly vault: PasswordVault;
  readonly features: Features;
  readonly state: FakeState;
  /** Unfinished uploads, by id. */
  readonly uploads: Map<string, UploadState>;
  /** Tokens for the files of videos that are not public: kept in memory only, as PeerTube does. */
  readonly fileTokens: Map<string, { videoId: number; expiresAtMs: number; password?: string }>;
  readonly faults: Faults;
  readonly events: LiveEvents;
  readonly log: RequestLog;
  readonly limits: RateLimits;
  /** Other instances that this one can resolve videos and channels of. */
  readonly peers: Map<string, FakePeerTube>;
  /** The accounts given at creation, with their passwords. */
  readonly accounts: readonly FakeAccount[];
  /** For `setupServer(...fake.handlers)` or `setupWorker(...fake.handlers)`. */
  readonly handlers: HttpHandler[];
  /** Answers one request. A cut connection is `Response.error()`. */
  fetch(request: Request): Promise<Response>;
  addAccount(options?: AccountOptions): FakeAccount;
  /** The two-factor code that is right now for a user. */
  otp(username: string): Promise<string>;
  /** Access tokens die; with `refresh` the refresh tokens too. */
  revokeTokens(options?: { refresh?: boolean }): void;
  /** What a restart of the server does: unfinished uploads and file tokens are forgotten, lives end. */
  restart(): Promise<void>;
  /** Resolves when no transcoding or replay runs in the background. */
  idle(): Promise<void>;
  /** Runs work that outlives its request, and that {@link FakePeerTube.idle} waits for. */
  background(work: Promise<void>): void;
  /** Runs a timeline: nothing waits for it, and {@link FakePeerTube.close} ends it. */
  later(work: Promise<void>): void;
  /** Aborted by {@link FakePeerTube.close}. */
  readonly lifetime: AbortSignal;
  /** A publisher begins on a live. @returns `false` when its key would be refused. */
  goLive(videoId: string, options?: LiveChangeOptions): boolean;
  /** The publisher of a live ends. @returns `false` when there was none. */
  endLive(videoId: string, options?: LiveChangeOptions): boolean;
  /** Puts so many made-up viewers on a video. */
  setViewers(videoId: string, count: number): void;
  /** Ends every timeline. */
  close(): void;
  changed(): Promise<void>;
  /** The next number of a series. */
  nextId(series: string): number;
  /** Now, as PeerTube writes dates. */
  isoNow(): string;
  videos(): readonly VideoState[];
  users(): readonly UserState[];
  /** Hexadecimal SHA-256 of the file as it was uploaded. */
  sha256Of(videoUuid: string): Promise<string | undefined>;
}

/** Makes an instance. Two of them are two servers: they share nothing until they are made peers. */
export function createFakePeerTube(options: FakePeerTubeOptions = {}): FakePeerTube {
  const url = options.url ?? 'http://peertube.test';
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandom;
  const state = options.state ?? emptyState(random);
  const running = new Set<Promise<void>>();
  const accounts: FakeAccount[] = [];
  const lifetime = new AbortController();

  const fake: FakePeerTube = {
    url,
    host: new URL(url).host,
    clock,
    random,
    storage: options.storage ?? createMemoryStorage(),
    media: options.media ?? createSniffingMedia(),
    liveMedia: options.liveMedia ?? createTextLiveMedia(clock),
    vault: options.vault ?? createMemoryVault(),
    features: resolveFeatures(options.features),
    state,
    uploads: new Map(),
    fileTokens: new Map(),
    faults: new Faults(),
    events: new LiveEvents(),
    log: new RequestLog(),
    limits: new RateLimits(),
    peers: new Map(),
    accounts,
    handlers: [],
    fetch: (request) => dispatch(fake, request),
    addAccount(account = {}) {
      const added = addAccount(fake, account);
      accounts.push(added);
      return added;
    },
    async otp(username) {
      const user = state.users.find((one) => one.username === username);
      if (!user?.otpSecret) throw new Error(`"${username}" has no two-factor authentication`);
      return totp(user.otpSecret, clock.now());
    },
    revokeTokens({ refresh = false } = {}) {
      for (const token of state.tokens) {
        token.accessExpiresAtMs = 0;
        if (refresh) token.refreshExpiresAtMs = 0;
      }
    },
    async restart() {
      for (const upload of fake.uploads.values()) await fake.storage.remove(upload.key);
      fake.uploads.clear();
      fake.fileTokens.clear();
      for (const video of state.videos) {
        if (video.live?.phase !== 'publishing') continue;
        await fake.liveMedia.stop?.(video);
        endLive(fake, video);
      }
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    background(work) {
      const tracked = work
        .catch((error: unknown) => console.error('fake PeerTube:', error))
        .finally(() => running.delete(tracked));
      running.add(tracked);
    },
    later(work) {
      work.catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'AbortError') return;
        console.error('fake PeerTube:', error);
      });
    },
    lifetime: lifetime.signal,
    goLive: (videoId, change) => goLive(fake, findVideo(fake, videoId), change),
    endLive: (videoId, change) => endLive(fake, findVideo(fake, videoId), change),
    setViewers: (videoId, count) => setViewers(fake, findVideo(fake, videoId), count),
    close: () => lifetime.abort(new DOMException('the fake was closed', 'AbortError')),
    changed: async () => options.onChange?.(),
    nextId(series) {
      const next = (state.counters[series] ?? 0) + 1;
      state.counters[series] = next;
      return next;
    },
    isoNow: () => new Date(clock.now()).toISOString(),
    videos: () => state.videos,
    users: () => state.users,
    async sha256Of(uuid) {
      const video = state.videos.find((one) => one.uuid === uuid);
      return video?.source && fake.storage.sha256(video.source.key);
    },
  };

  fake.handlers.push(...allHandlers(fake));
  if (options.state) resumeLives(fake);
  else for (const account of options.accounts ?? [{}]) fake.addAccount(account);
  return fake;
}

function emptyState(random: Random): FakeState {
  return {
    clientId: randomHex(random, 32),
    clientSecret: randomHex(random, 32),
    users: [],
    channels: [],
    videos: [],
    tokens: [],
    playlists: [],
    follows: [],
    usedNames: [],
    counters: {},
    uploadsCompleted: 0,
  };
}
