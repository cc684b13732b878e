import { LiveError } from '../../errors/live-error.js';
import { getConfig } from '../instance/get-config.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { GivenSettings } from './live-settings.js';

/** What the configuration of the instance does not allow of a live's settings. */
export async function settingRefusal(
  peertube: PeerTube,
  { latencyMode, saveReplay }: GivenSettings,
  status: number,
  signal: AbortSignal | undefined,
): Promise<LiveError | undefined> {
  if (status !== 403) return undefined;
  const { live } = await getConfig(peertube, { signal, fresh: true });
  if (latencyMode !== undefined && live?.latencySetting?.enabled === false) {
    const message = 'The instance does not allow the choice of a latency. Leave `latencyMode` out.';
    return new LiveError(message, { code: 'live/latency-not-allowed', status });
  }
  if (saveReplay !== true || live?.allowReplay !== false) return undefined;
  const message = 'The instance does not allow replays. Use `saveReplay: false`.';
  return new LiveError(message, { code: 'live/replay-not-allowed', status });
}
