import type { Credentials } from '../auth/oauth.js';
import type { OnReauthentication, SessionInfo } from '../auth/session.js';
import { type CircuitState, createCircuitBreaker } from '../http/circuit-breaker.js';
import { createFailureLog } from '../http/failure-log.js';
import { createRequestBudget } from '../http/request-budget.js';
import { systemClock } from '../runtime/clock.js';
import { createUploads, type PeerTubeUploads } from '../upload/create-uploads.js';
import {
  accountArea,
  captionsArea,
  channelsArea,
  commentsArea,
  configArea,
  federationArea,
  jobsArea,
  liveArea,
  playlistsArea,
  statsArea,
  videosArea,
  viewsArea,
} from './areas.js';
import { type Bound, bind } from './bind.js';
import { type CacheStats, createCache } from './cache.js';
import type { CallOptions, ReadOptions } from './call-options.js';
import { ping } from './config.js';
import { createPeerTube, type PeerTube, type PeerTubeOptions } from './create-peertube.js';
import { createReport, type ReportSources } from './report.js';
import { signOut } from './sign-in.js';
import { type PeerTubeFeature, supports } from './supports.js';

/** Signing in and out. */
export interface PeerTubeAuth {
  /** See {@link signIn}. */
  signIn(credentials: Credentials, options?: CallOptions): Promise<SessionInfo>;
  /** See {@link signOut}. */
  signOut(options?: CallOptions): Promise<{ revoked: boolean }>;
  /** When the session ends; `undefined` when nobody is signed in. */
  session(): Promise<SessionInfo | undefined>;
  /** Called after sign-in, sign-out and the end of a session; the function returned stops it. */
  onChange(listener: (info: SessionInfo | undefined) => void): () => void;
  /** Called when the user has to sign in again; the function returned stops it. */
  onReauthentication(listener: OnReauthentication): () => void;
}

/**
 * One PeerTube instance with everything that this kit knows of it. Keeps below the instance's request limit, leaves it
 * alone while it is down, and keeps answers that change seldom.
 *
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const { data } = await client.videos.list({ count: 5, sort: '-publishedAt' });
 * for (const video of data) console.log(video.name, video.embedUrl);
 * ```
 */
export class PeerTubeClient {
  /** What the SDK's functions take first. */
  readonly context: PeerTube;
  readonly auth: PeerTubeAuth;
  readonly config: Bound<typeof configArea>;
  readonly account: Bound<typeof accountArea>;
  readonly channels: Bound<typeof channelsArea>;
  readonly videos: Bound<typeof videosArea>;
  readonly uploads: PeerTubeUploads;
  readonly live: Bound<typeof liveArea>;
  readonly captions: Bound<typeof captionsArea>;
  readonly comments: Bound<typeof commentsArea>;
  readonly playlists: Bound<typeof playlistsArea>;
  readonly views: Bound<typeof viewsArea>;
  readonly stats: Bound<typeof statsArea>;
  readonly federation: Bound<typeof federationArea>;
  readonly jobs: Bound<typeof jobsArea>;
  readonly #sources: ReportSources;

  /** @throws {@link ConfigError} `config/invalid-option` when `url` is not an http(s) URL. */
  constructor(options: PeerTubeOptions) {
    const { clock = systemClock } = options;
    const failures = createFailureLog(clock);
    const breaker = createCircuitBreaker({ clock, probes: ['/api/v1/ping'] });
    const budget = createRequestBudget(clock, options.tokenStore);
    const cache = createCache({ clock });
    const context = createPeerTube({
      cache,
      ...options,
      gates: [...(options.gates ?? []), breaker.gate, budget.gate, failures.gate],
    });
    const { session } = context;
    this.context = context;
    this.#sources = { breaker, budget, failures, cache };
    this.auth = {
      signIn: session.signIn,
      signOut: (options) => signOut(context, options),
      session: session.info,
      onChange: session.onChange,
      onReauthentication: session.onReauthentication,
    };
    this.config = bind(context, configArea);
    this.account = bind(context, accountArea);
    this.channels = bind(context, channelsArea);
    this.videos = bind(context, videosArea);
    this.uploads = createUploads(context);
    this.live = bind(context, liveArea);
    this.captions = bind(context, captionsArea);
    this.comments = bind(context, commentsArea);
    this.playlists = bind(context, playlistsArea);
    this.views = bind(context, viewsArea);
    this.stats = bind(context, statsArea);
    this.federation = bind(context, federationArea);
    this.jobs = bind(context, jobsArea);
  }

  /** Origin of the instance, without a trailing slash. */
  get url(): string {
    return this.context.url;
  }

  /** Whether requests go out: `open` while the instance is left alone. */
  get circuit(): CircuitState {
    return this.#sources.breaker.state();
  }

  /** How well answers are kept; of no use when the options brought a cache of their own. */
  get cacheStats(): CacheStats {
    return this.#sources.cache.stats();
  }

  /** Whether the instance answers within five seconds; rejects when it does not. */
  ping(options: CallOptions = {}): Promise<void> {
    return ping(this.context, options);
  }

  /** Whether the instance has a feature and allows it. */
  supports(feature: PeerTubeFeature, options: ReadOptions = {}): Promise<boolean> {
    return supports(this.context, feature, options);
  }

  /** A diagnosis to paste into an issue, without secrets. */
  report(options: CallOptions = {}): Promise<string> {
    return createReport(this.context, this.#sources, options);
  }
}
