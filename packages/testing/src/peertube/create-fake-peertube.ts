import { systemClock } from '../runtime/clock.js';
import { randomHex } from '../runtime/ids.js';
import { type Random, systemRandom } from '../runtime/random.js';
import { createMemoryStorage } from '../runtime/storage.js';
import { resolveFeatures } from './config/features.js';
import type { FakePeerTube, FakePeerTubeOptions } from './fake-peertube.js';
import { Faults } from './faults/faults.js';
import { dispatch } from './http/dispatch.js';
import { RateLimits } from './http/rate-limits.js';
import { RequestLog } from './http/request-log.js';
import { LiveEvents } from './lives/events.js';
import { endLive, goLive, resumeLives } from './lives/live-machine.js';
import { createTextLiveMedia } from './lives/live-media.js';
import { createSniffingMedia } from './media/media.js';
import { createMemoryVault } from './oauth/passwords.js';
import { totp } from './oauth/totp.js';
import { allHandlers } from './routes.js';
import type { FakeState } from './state.js';
import { addAccount } from './users/accounts.js';
import type { FakeAccount } from './users/state.js';
import { RULES } from './version.js';
import { findVideo } from './videos/find-video.js';
import { setViewers } from './views/viewers.js';

/**
 * Makes an instance. Two of them are two servers: they share nothing until they are made peers.
 *
 * Long, because an instance has a line for each of its members.
 */
export function createFakePeerTube(options: FakePeerTubeOptions = {}): FakePeerTube {
  const version = options.version ?? '6.3.0';
  const rules = RULES[version];
  const url = options.url ?? 'http://peertube.test';
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandom;
  const state = options.state ?? emptyState(random);
  const work = createBackgroundWork();
  const accounts: FakeAccount[] = [];
  const lifetime = new AbortController();

  const fake: FakePeerTube = {
    version,
    rules,
    url,
    host: new URL(url).host,
    clock,
    random,
    storage: options.storage ?? createMemoryStorage(),
    media: options.media ?? createSniffingMedia(),
    liveMedia: options.liveMedia ?? createTextLiveMedia(clock),
    vault: options.vault ?? createMemoryVault(),
    features: resolveFeatures(version, rules, options.features),
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
    revokeTokens: (change) => expireTokens(fake, change),
    restart: () => restart(fake),
    ...work,
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

/** Access tokens die; with `refresh` the refresh tokens too. */
function expireTokens({ state }: FakePeerTube, { refresh = false }: { refresh?: boolean } = {}): void {
  for (const token of state.tokens) {
    token.accessExpiresAtMs = 0;
    if (refresh) token.refreshExpiresAtMs = 0;
  }
}

/** Unfinished uploads and file tokens are forgotten, lives end. */
async function restart(fake: FakePeerTube): Promise<void> {
  for (const upload of fake.uploads.values()) await fake.storage.remove(upload.key);
  fake.uploads.clear();
  fake.fileTokens.clear();
  for (const video of fake.state.videos) {
    if (video.live?.phase !== 'publishing') continue;
    await fake.liveMedia.stop?.(video);
    endLive(fake, video);
  }
}

/** Work that outlives its request: what `idle` waits for, and timelines, which `close` ends. */
function createBackgroundWork(): Pick<FakePeerTube, 'idle' | 'background' | 'later'> {
  const running = new Set<Promise<void>>();
  const report = (error: unknown) => console.error('fake PeerTube:', error);
  return {
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    background(task) {
      const tracked = task.catch(report).finally(() => running.delete(tracked));
      running.add(tracked);
    },
    later(task) {
      task.catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'AbortError') return;
        report(error);
      });
    },
  };
}
