import { isPiyaError } from '../errors/piya-error.js';
import type { CallOptions } from './call-options.js';
import { getConfig } from './config.js';
import type { PeerTube } from './create-peertube.js';
import type { PeerTubeConfig } from './types/config.js';

/** What an instance may or may not be able to do; {@link supports} tells. */
export type PeerTubeFeature =
  | 'live'
  | 'live-replay'
  | 'live-latency'
  | 'live-schedules'
  | 'live-dvr'
  | 'replace-file'
  | 'storyboards'
  | 'transcription'
  | 'embed-privacy';

type Check = (config: PeerTubeConfig, peertube: PeerTube, options: CallOptions) => boolean | Promise<boolean>;

/** A video that exists nowhere: a route that is known answers about it, one that is not answers with nothing. */
const NO_VIDEO = '00000000-0000-4000-8000-000000000000';

const CHECKS: Record<PeerTubeFeature, Check> = {
  live: ({ live }) => live.enabled,
  'live-replay': ({ live }) => live.enabled && live.allowReplay,
  'live-latency': ({ live }) => live.enabled && live.latencySetting?.enabled === true,
  // No field tells; announced with 7.3.
  'live-schedules': ({ live, serverVersion }) => live.enabled && isAtLeast(serverVersion, 7, 3),
  'live-dvr': ({ live }) => (live.dvr?.maxWindow ?? 0) > 0,
  'replace-file': ({ videoFile }) => videoFile?.update?.enabled === true,
  storyboards: ({ storyboards }) => storyboards?.enabled === true,
  transcription: ({ videoTranscription }) => videoTranscription?.enabled === true,
  'embed-privacy': async (_config, { http }, { signal }) => {
    const route = '/api/v1/videos/:id/embed-privacy/allowed';
    const query = { domain: 'example.org' };
    try {
      await http.request({ path: route.replace(':id', NO_VIDEO), route, query, auth: 'none', accept: [404], signal });
      return true;
    } catch (error) {
      if (isPiyaError(error) && error.code === 'config/unsupported') return false;
      throw error;
    }
  },
};

/**
 * Whether the instance has a feature and its administrator allows it, by its configuration, else by asking the route,
 * else by version.
 *
 * @throws {@link HttpError} `http/unexpected-body` when the address is not a PeerTube.
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
  options: CallOptions = {},
): Promise<boolean> {
  return CHECKS[feature](await getConfig(peertube, options), peertube, options);
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ours = 0, theirs = 0] = version.split('.').map(Number);
  return ours > major || (ours === major && theirs >= minor);
}
