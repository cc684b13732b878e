import { isPiyaError } from '../../errors/piya-error.js';
import { ask, type Route } from '../request/ask.js';
import type { ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeConfig } from '../types/config.js';
import { getConfig } from './get-config.js';

/** What an instance may or may not be able to do; for {@link supports}. */
export type PeerTubeFeature =
  | 'live'
  | 'live-replay'
  | 'live-latency'
  | 'live-schedules'
  | 'live-dvr'
  | 'scheduled-live-lists'
  | 'nsfw-flags'
  | 'split-audio'
  | 'replace-file'
  | 'storyboards'
  | 'transcription'
  | 'embed-privacy'
  | 'player-settings'
  | 'token-sessions'
  | 'comment-replies';

type Check = (config: PeerTubeConfig, peertube: PeerTube, options: ReadOptions) => boolean | Promise<boolean>;

/** As long as the configuration is kept: an update changes both. */
const PROBE_TTL_MS = 5 * 60_000;
/** A video that exists nowhere: a route that is known answers about it, one that is not answers with nothing. */
const NO_VIDEO = '00000000-0000-4000-8000-000000000000';

/** By version first, which spares older instances the question; then by asking the route, as forks and updates differ. */
const probed =
  (since: readonly [major: number, minor: number], route: Route, query: Record<string, string> = {}): Check =>
  (config, peertube, options) =>
    isAtLeast(config, ...since) &&
    peertube.cache.get(`probe:${route}`, PROBE_TTL_MS, (signal) => hasRoute(peertube, route, query, signal), options);

const CHECKS: Record<PeerTubeFeature, Check> = {
  live: ({ live }) => live?.enabled === true,
  'live-replay': ({ live }) => live?.enabled === true && live.allowReplay === true,
  'live-latency': ({ live }) => live?.enabled === true && live.latencySetting?.enabled === true,
  // No field and no route shows it; announced with 7.3.
  'scheduled-live-lists': (config) => isAtLeast(config, 7, 3),
  'live-schedules': (config) => config.live?.enabled === true && isAtLeast(config, 7, 3),
  'live-dvr': ({ live }) => (live?.dvr?.maxWindow ?? 0) > 0,
  'nsfw-flags': ({ nsfwFlagsSettings }) => nsfwFlagsSettings?.enabled === true,
  'split-audio': ({ transcoding }) => transcoding?.hls?.splitAudioAndVideo === true,
  'replace-file': ({ videoFile }) => videoFile?.update?.enabled === true,
  storyboards: ({ storyboards }) => storyboards?.enabled === true,
  transcription: ({ videoTranscription }) => videoTranscription?.enabled === true,
  'embed-privacy': probed([7, 2], 'GET /videos/:id/embed-privacy/allowed', { domain: 'example.org' }),
  'player-settings': probed([7, 2], 'GET /player-settings/videos/:id'),
  'token-sessions': probed([7, 2], 'GET /users/:id/token-sessions'),
  'comment-replies': probed([8, 3], 'GET /videos/:id/comments/1/replies'),
};

/**
 * Whether the instance has a feature and its administrator allows it: by its configuration, or by its version and by
 * asking the route. Answers are kept for five minutes.
 *
 * @throws {@link NetworkError}, {@link HttpError} when the instance could not be asked; `http/unexpected-body` when the
 * address is not a PeerTube.
 * @example
 * ```ts
 * import { createPeerTube, supports } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * if (await supports(peertube, 'live-replay')) console.log('Offer to keep a replay.');
 * if (await supports(peertube, 'live-schedules')) console.log('Offer to announce the beginning.');
 * ```
 */
export async function supports(
  peertube: PeerTube,
  feature: PeerTubeFeature,
  options: ReadOptions = {},
): Promise<boolean> {
  return CHECKS[feature](await getConfig(peertube, options), peertube, options);
}

/** Any word about what was asked for, a refusal too, comes from a route that is there; a page of the web app does not. */
async function hasRoute(
  peertube: PeerTube,
  route: Route,
  query: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await ask(peertube, route, { params: { id: NO_VIDEO }, query, auth: 'none', signal });
    return true;
  } catch (error) {
    if (!isPiyaError(error) || error.status === undefined || error.retryable) throw error;
    return error.code !== 'config/unsupported' && error.code !== 'http/unexpected-body';
  }
}

/** A version without numbers (a build of one's own) is taken for a new one: the route is asked anyway. */
function isAtLeast({ serverVersion }: PeerTubeConfig, major: number, minor: number): boolean {
  const [ours = Number.NaN, theirs = 0] = serverVersion.split('.').map(Number);
  return Number.isNaN(ours) || ours > major || (ours === major && theirs >= minor);
}
