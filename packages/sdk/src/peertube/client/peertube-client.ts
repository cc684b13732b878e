import { type CircuitState, createCircuitBreaker } from '../../http/circuit-breaker.js';
import { createFailureLog } from '../../http/failure-log.js';
import { createRequestBudget } from '../../http/request-budget.js';
import { systemClock } from '../../runtime/clock.js';
import type { Credentials } from '../../session/oauth.js';
import { signInLimit } from '../../session/oauth.js';
import type { SessionInfo } from '../../session/session-machine.js';
import type { OnReauthentication } from '../../session/sign-in-request.js';
import * as accountActions from '../account/index.js';
import { signOut } from '../account/sign-in/sign-out.js';
import * as channelActions from '../channels/index.js';
import * as commentActions from '../comments/index.js';
import * as federationActions from '../federation/index.js';
import * as configActions from '../instance/index.js';
import * as jobActions from '../instance/jobs/index.js';
import { ping } from '../instance/ping.js';
import { createReport, type ReportSources } from '../instance/report.js';
import { type PeerTubeFeature, supports } from '../instance/supports.js';
import * as liveActions from '../lives/index.js';
import * as playlistActions from '../playlists/index.js';
import { type CacheStats, createCache } from '../request/cache.js';
import type { CallOptions, ReadOptions } from '../request/call-options.js';
import { createPeerTube, type PeerTube, type PeerTubeOptions } from '../request/create-peertube.js';
import * as statsActions from '../stats/index.js';
import { createUploads, type PeerTubeUploads } from '../uploads/create-uploads.js';
import * as captionActions from '../videos/captions/index.js';
import * as videoActions from '../videos/index.js';
import * as viewActions from '../views/index.js';
import { type Bound, bind } from './bind.js';

/** Signing in and out. */
export interface PeerTubeAuth {
  /** See {@link signIn}. */
  signIn(credentials: Credentials, options?: CallOptions): Promise<SessionInfo>;
  /** See {@link signOut}. */
  signOut(options?: CallOptions): Promise<{ revoked: boolean }>;
  /** When the session ends; `undefined` when signed out. */
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
  /**
   * Signing in and out, and listeners for both.
   *
   * @example
   * ```ts
   * import { PeerTubeClient } from '@piyakast/sdk';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * client.auth.onChange((info) => console.log(info ? 'signed in' : 'signed out'));
   * await client.auth.signIn({ username: 'ada', password: prompt('Password') ?? '' });
   * ```
   */
  readonly auth: PeerTubeAuth;
  /** {@link configActions} */
  readonly config: Bound<typeof configActions>;
  /** {@link accountActions} */
  readonly account: Bound<typeof accountActions>;
  /** {@link channelActions} */
  readonly channels: Bound<typeof channelActions>;
  /** {@link videoActions} */
  readonly videos: Bound<typeof videoActions>;
  /**
   * Uploads: resumable, exactly once for each key.
   *
   * @example
   * ```ts
   * import { PeerTubeClient } from '@piyakast/sdk';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * const upload = client.uploads.upload(new File(['…'], 'holiday.mp4'), { name: 'Holiday' });
   * const { uuid } = await upload.done;
   * await client.uploads.waitUntilPlayable(uuid);
   * ```
   */
  readonly uploads: PeerTubeUploads;
  /** {@link liveActions} */
  readonly live: Bound<typeof liveActions>;
  /** {@link captionActions} */
  readonly captions: Bound<typeof captionActions>;
  /** {@link commentActions} */
  readonly comments: Bound<typeof commentActions>;
  /** {@link playlistActions} */
  readonly playlists: Bound<typeof playlistActions>;
  /** {@link viewActions} */
  readonly views: Bound<typeof viewActions>;
  /** {@link statsActions} */
  readonly stats: Bound<typeof statsActions>;
  /** {@link federationActions} */
  readonly federation: Bound<typeof federationActions>;
  /** {@link jobActions} */
  readonly jobs: Bound<typeof jobActions>;
  readonly #sources: ReportSources;

  /** @throws {@link ConfigError} `config/invalid-option` when `url` is not an http(s) URL. */
  constructor(options: PeerTubeOptions) {
    const { clock = systemClock } = options;
    const failures = createFailureLog(clock);
    const breaker = createCircuitBreaker({ clock, probes: ['/api/v1/ping'] });
    const budget = createRequestBudget(clock, { signIn: signInLimit(options.tokenStore) });
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
    this.config = bind(context, configActions);
    this.account = bind(context, accountActions);
    this.channels = bind(context, channelActions);
    this.videos = bind(context, videoActions);
    this.uploads = createUploads(context);
    this.live = bind(context, liveActions);
    this.captions = bind(context, captionActions);
    this.comments = bind(context, commentActions);
    this.playlists = bind(context, playlistActions);
    this.views = bind(context, viewActions);
    this.stats = bind(context, statsActions);
    this.federation = bind(context, federationActions);
    this.jobs = bind(context, jobActions);
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

  /**
   * Whether the instance answers within five seconds; rejects when it does not.
   *
   * @throws {@link NetworkError} `network/unreachable`; {@link TimeoutError}; {@link HttpError} of a proxy whose
   * PeerTube is away.
   * @example
   * ```ts
   * import { PeerTubeClient } from '@piyakast/sdk';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * await client.ping();
   * console.log(client.circuit); // closed
   * ```
   */
  ping(options: CallOptions = {}): Promise<void> {
    return ping(this.context, options);
  }

  /**
   * Whether the instance has a feature and allows it.
   *
   * @throws {@link HttpError} `http/unexpected-body` when the address is not a PeerTube.
   * @example
   * ```ts
   * import { PeerTubeClient } from '@piyakast/sdk';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * if (await client.supports('live-replay')) console.log('The page may offer to keep a replay.');
   * ```
   */
  supports(feature: PeerTubeFeature, options: ReadOptions = {}): Promise<boolean> {
    return supports(this.context, feature, options);
  }

  /**
   * A diagnosis to paste into an issue, without secrets.
   *
   * @throws What the token store throws, or the signal's reason. The failure of an instance is part of the report.
   * @example
   * ```ts
   * import { PeerTubeClient } from '@piyakast/sdk';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * console.log(await client.report());
   * ```
   */
  report(options: CallOptions = {}): Promise<string> {
    return createReport(this.context, this.#sources, options);
  }
}
