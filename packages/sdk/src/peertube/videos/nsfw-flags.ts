import { ConfigError } from '../../errors/config-error.js';
import { supports } from '../instance/supports.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeVideoChanges } from '../types/video.js';

/** Instances before PeerTube 7.2 would drop the flags and their summary without a word. */
export async function assertNsfwFlagsSupported(
  peertube: PeerTube,
  { nsfwFlags, nsfwSummary }: Pick<PeerTubeVideoChanges, 'nsfwFlags' | 'nsfwSummary'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const name = nsfwFlags ? 'nsfwFlags' : nsfwSummary ? 'nsfwSummary' : undefined;
  if (name === undefined || (await supports(peertube, 'nsfw-flags', { signal }))) return;
  throw new ConfigError(`The instance does not know or allow \`${name}\` of a video. Leave it out.`, {
    code: 'config/unsupported',
  });
}
