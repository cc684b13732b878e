import { createHttp } from '../../http/create-http.js';
import type { CreateHttpOptions, Http } from '../../http/types.js';
import { type Clock, systemClock } from '../../runtime/clock.js';
import { type Random, systemRandom } from '../../runtime/random.js';
import { createOAuth } from '../../session/oauth.js';
import { createSession, type Session } from '../../session/session.js';
import type { OnReauthentication } from '../../session/sign-in-request.js';
import { memoryTokenStore, type TokenStore } from '../../session/stores/token-store.js';
import { noCache, type PeerTubeCache } from './cache.js';
import { peertubeProblem } from './problem-table.js';

/** Options of {@link createPeerTube} and of the client. Only `url` is needed. */
export interface PeerTubeOptions extends Omit<CreateHttpOptions, 'auth' | 'mapProblem'> {
  /** Address of the instance, such as `https://video.example`; only its origin is used. */
  url: string | URL;
  /** Keeps the session's tokens. @defaultValue in memory */
  tokenStore?: TokenStore | undefined;
  /** Called when the user has to sign in again; calls that need the session wait meanwhile, two minutes at most. */
  onReauthentication?: OnReauthentication | undefined;
  /** Keeps answers that change seldom. @defaultValue none here; {@link PeerTubeClient} has one */
  cache?: PeerTubeCache | undefined;
}

/** One PeerTube instance, as every function of the SDK takes it first. */
export interface PeerTube {
  /** Origin of the instance, without a trailing slash. */
  readonly url: string;
  /** The way to the instance, for routes that the SDK has no function for. */
  readonly http: Http;
  /** Who is signed in here. */
  readonly session: Session;
  /** Keeps answers; in memory in a {@link PeerTubeClient}, nothing otherwise. */
  readonly cache: PeerTubeCache;
  /** The time that waits go by. */
  readonly clock: Clock;
  /** What spreads repeats. */
  readonly random: Random;
}

/**
 * Makes the context that the functions of the SDK work on. Asks the server nothing yet.
 *
 * @throws {@link ConfigError} `config/invalid-option` when `url` is not an http(s) URL.
 * @example
 * ```ts
 * import { createPeerTube, getVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(video.name);
 * ```
 */
export function createPeerTube(options: PeerTubeOptions): PeerTube {
  const { clock = systemClock, random = systemRandom, cache = noCache } = options;
  const http = createHttp({
    ...options,
    mapProblem: peertubeProblem,
    // Read at each request: the session's own requests go the same way.
    get auth() {
      return session.auth;
    },
  });
  const session = createSession({
    oauth: createOAuth(http, clock),
    store: options.tokenStore ?? memoryTokenStore(),
    clock,
    onReauthentication: options.onReauthentication,
  });
  // What one user may see is not what the next one may see.
  session.onChange(() => cache.invalidate(''));
  return { url: http.origin, http, session, cache, clock, random };
}
