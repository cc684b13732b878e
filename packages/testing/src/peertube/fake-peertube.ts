import type { HttpHandler } from 'msw';
import type { Clock } from '../runtime/clock.js';
import type { Random } from '../runtime/random.js';
import type { FileStorage } from '../runtime/storage.js';
import type { FeatureOverrides, Features } from './config/features.js';
import type { Faults } from './faults/faults.js';
import type { RateLimits } from './http/rate-limits.js';
import type { RequestLog } from './http/request-log.js';
import type { LiveEvents } from './lives/events.js';
import type { LiveMedia } from './lives/live-media.js';
import type { LiveChangeOptions } from './lives/state.js';
import type { MediaEngine } from './media/media.js';
import type { PasswordVault } from './oauth/passwords.js';
import type { FakeState } from './state.js';
import type { UploadState } from './uploads/state.js';
import type { AccountOptions, FakeAccount, UserState } from './users/state.js';
import type { PeerTubeVersion, VersionRules } from './version.js';
import type { VideoState } from './videos/state.js';

/** How a fake instance begins. Everything is optional. */
export interface FakePeerTubeOptions {
  /** Which PeerTube it answers as. @defaultValue `'6.3.0'` */
  version?: PeerTubeVersion;
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
  readonly version: PeerTubeVersion;
  /** How this version differs from the other. */
  readonly rules: VersionRules;
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
