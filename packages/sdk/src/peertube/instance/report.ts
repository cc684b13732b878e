import { isPiyaError } from '../../errors/piya-error.js';
import { redact } from '../../errors/redact.js';
import type { CircuitBreaker } from '../../http/circuit-breaker.js';
import type { FailureLog } from '../../http/failure-log.js';
import type { RequestBudget } from '../../http/request-budget.js';
import type { CacheStats } from '../request/cache.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { getConfig } from './get-config.js';
import { ping } from './ping.js';

/** What the client's gates know. */
export interface ReportSources {
  breaker: CircuitBreaker;
  budget: RequestBudget;
  failures: FailureLog;
  cache: { stats(): CacheStats };
}

/**
 * A diagnosis to paste into an issue: reachability, version, session, limits and the latest failures. It holds no
 * token, key, password, user name or content of a request.
 */
export async function createReport(
  peertube: PeerTube,
  { breaker, budget, failures, cache }: ReportSources,
  { signal }: CallOptions = {},
): Promise<string> {
  const attempt = async (work: () => Promise<string>): Promise<string> => {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted || !isPiyaError(error)) throw error;
      return `${error.code} (${error.message})`;
    }
  };
  const startedAtMs = peertube.clock.now();
  const reach = await attempt(async () => {
    await ping(peertube, { signal });
    return `yes, in ${peertube.clock.now() - startedAtMs} ms`;
  });
  const version = await attempt(async () => {
    const { serverVersion, live, transcoding } = await getConfig(peertube, { signal });
    const say = (value: boolean | undefined): string => (value === undefined ? 'unknown' : value ? 'on' : 'off');
    // An instance that needs a diagnosis may answer anything.
    const parts = [`live ${say(live?.enabled)}`, `HLS ${say(transcoding?.hls?.enabled)}`];
    return `PeerTube ${serverVersion}, ${parts.join(', ')}`;
  });
  const session = await attempt(async () => {
    const info = await peertube.session.info();
    return info ? `signed in, token until ${new Date(info.expiresAtMs).toJSON() ?? 'an unknown time'}` : 'signed out';
  });
  const { available, waitingMs } = budget.state();
  const { hits, misses, stale, hitRatio } = cache.stats();
  const latest = failures.entries().map(({ at, route, outcome }) => `  ${at} ${outcome} ${route}`);
  const lines = [
    `instance: ${peertube.url}`,
    `time: ${new Date(peertube.clock.now()).toISOString()}`,
    `reachable: ${reach}`,
    `version: ${version}`,
    `session: ${session}`,
    `circuit: ${breaker.state()}`,
    `request budget: ${available} available, waiting ${waitingMs} ms`,
    `cache: ${hits} hits, ${misses} misses, ${stale} stale, ratio ${hitRatio.toFixed(2)}`,
    `latest failures:${latest.length === 0 ? ' none' : ''}`,
    ...latest,
  ];
  return redact(lines.join('\n'));
}
