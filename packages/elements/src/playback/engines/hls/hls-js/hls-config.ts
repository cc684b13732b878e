import type Hls from 'hls.js';
import type { HlsConfig, LoadPolicy, RetryConfig } from 'hls.js';
import type { EngineSource, LoadOptions, MediaAccess } from '../../engine.js';

type HlsSource = Extract<EngineSource, { kind: 'hls' }>;
type ShouldRetry = NonNullable<RetryConfig['shouldRetry']>;

/** With another source at hand two quick retries are enough. */
const QUICK_RETRIES = { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 1000 };
/** A segment that fails is requested again for as long as this much is left to play. Seconds. */
const PATIENT_WHILE_AHEAD = 2;
/** What a server answers to a token that it does not take. */
const REFUSED: readonly (number | undefined)[] = [401, 403];

/** Settings of hls.js for a source. */
export function hlsConfig(
  HlsClass: typeof Hls,
  source: HlsSource,
  options: LoadOptions,
  video: HTMLVideoElement,
): Partial<HlsConfig> {
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
    fragLoadPolicy: adapt(whileBuffered(DefaultConfig.fragLoadPolicy, video)),
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
      errorRetry: rules.errorRetry?.shouldRetry === undefined ? QUICK_RETRIES : rules.errorRetry,
    },
  };
}

/** A failing segment is an error soon when the picture stands still, and none while enough is buffered. */
function whileBuffered({ default: rules }: LoadPolicy, video: HTMLVideoElement): LoadPolicy {
  const shouldRetry: ShouldRetry = (_config, _count, _isTimeout, _response, retry) =>
    retry || secondsAhead(video) > PATIENT_WHILE_AHEAD;
  return { default: { ...rules, errorRetry: { ...QUICK_RETRIES, shouldRetry } } };
}

function secondsAhead({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= currentTime + 0.1 && currentTime < buffered.end(index)) {
      return buffered.end(index) - currentTime;
    }
  }
  return 0;
}

/** hls.js does not repeat a request that was refused; with another token it may pass, once. */
function withRenewal(policy: LoadPolicy, access: MediaAccess): LoadPolicy {
  const { default: rules } = policy;
  const { errorRetry } = rules;
  const shouldRetry: ShouldRetry = (config, count, isTimeout, response, retry) => {
    if (!REFUSED.includes(response?.code)) {
      return errorRetry?.shouldRetry?.(config, count, isTimeout, response, retry) ?? retry;
    }
    access.invalidate();
    return count === 0;
  };
  return { default: { ...rules, errorRetry: { ...(errorRetry ?? QUICK_RETRIES), shouldRetry } } };
}
