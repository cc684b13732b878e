import type Hls from 'hls.js';
import type { HlsConfig, LoadPolicy, RetryConfig } from 'hls.js';
import type { EngineSource, LoadOptions, MediaAccess } from '../engine.js';

type HlsSource = Extract<EngineSource, { kind: 'hls' }>;
type ShouldRetry = NonNullable<RetryConfig['shouldRetry']>;

/** With another source at hand two quick retries are enough. Without one, hls.js's own patience is right. */
const QUICK_RETRIES = { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 1000 };
/** What a server answers to a token that it does not take. */
const REFUSED: readonly (number | undefined)[] = [401, 403];

/** Settings of hls.js for a source. */
export function hlsConfig(HlsClass: typeof Hls, source: HlsSource, options: LoadOptions): Partial<HlsConfig> {
  const { DefaultConfig } = HlsClass;
  const { access, live } = source;
  const adapt = (policy: LoadPolicy): LoadPolicy => {
    const hurried = options.hasAlternative ? quick(policy) : policy;
    return access === undefined ? hurried : withRenewal(hurried, access);
  };
  return {
    // Play begins small and soon; the rest follows.
    capLevelToPlayerSize: true,
    backBufferLength: 60,
    // By default small videos are fetched ten minutes ahead, watched or not.
    maxMaxBufferLength: 60,
    // As at a media element: a live has no end, and a growing number is no length.
    liveDurationInfinity: true,
    startPosition: live || options.startTime <= 0 ? -1 : options.startTime,
    manifestLoadPolicy: adapt(DefaultConfig.manifestLoadPolicy),
    playlistLoadPolicy: adapt(DefaultConfig.playlistLoadPolicy),
    fragLoadPolicy: adapt(DefaultConfig.fragLoadPolicy),
    ...(access === undefined ? {} : { xhrSetup: authorizeEach(access, source.url) }),
  };
}

/** Every playlist and segment is requested with the token of that moment, so playing outlives any one of them. */
function authorizeEach(access: MediaAccess, address: string): NonNullable<HlsConfig['xhrSetup']> {
  const { origin } = new URL(address);
  return async (xhr, url) => {
    // A playlist may point elsewhere, and no other server may learn the token.
    if (new URL(url).origin === origin) xhr.open('GET', await access.authorize(url), true);
  };
}

function quick(policy: LoadPolicy): LoadPolicy {
  const { default: rules } = policy;
  return {
    default: {
      ...rules,
      maxTimeToFirstByteMs: Math.min(rules.maxTimeToFirstByteMs, 6000),
      timeoutRetry: { ...QUICK_RETRIES, maxNumRetry: 1 },
      errorRetry: QUICK_RETRIES,
    },
  };
}

/** hls.js does not repeat a request that was refused; with another token it may pass, once. */
function withRenewal(policy: LoadPolicy, access: MediaAccess): LoadPolicy {
  const { default: rules } = policy;
  const shouldRetry: ShouldRetry = (_config, count, _isTimeout, response, retry) => {
    if (!REFUSED.includes(response?.code)) return retry;
    access.invalidate();
    return count === 0;
  };
  return {
    default: { ...rules, errorRetry: { ...(rules.errorRetry ?? QUICK_RETRIES), shouldRetry } },
  };
}
