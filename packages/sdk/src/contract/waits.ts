const MINUTE_MS = 60_000;

/**
 * How long PeerTube may be at work on a file that it has whole, in milliseconds, also after it crashed: until then a
 * missing video is no proof that none was made.
 *
 * @example
 * ```ts
 * import { PEERTUBE_AT_WORK_MS } from '@piyakast/sdk';
 *
 * console.log(PEERTUBE_AT_WORK_MS / 60_000, 'minutes'); // 60 minutes
 * ```
 */
export const PEERTUBE_AT_WORK_MS = 60 * MINUTE_MS;

/**
 * How long an upload waits for a server that has the whole file, in milliseconds, unless its options say otherwise.
 *
 * @example
 * ```ts
 * import { PROCESSING_TIMEOUT_MS } from '@piyakast/sdk';
 *
 * console.log(PROCESSING_TIMEOUT_MS / 60_000, 'minutes'); // 30 minutes
 * ```
 */
export const PROCESSING_TIMEOUT_MS = 30 * MINUTE_MS;

/**
 * How long a silent server is waited for, in milliseconds, before another place takes the file: a slow line may need that
 * long for one chunk.
 *
 * @example
 * ```ts
 * import { FAILOVER_AFTER_MS } from '@piyakast/sdk';
 *
 * console.log(FAILOVER_AFTER_MS / 60_000, 'minutes'); // 5 minutes
 * ```
 */
export const FAILOVER_AFTER_MS = 5 * MINUTE_MS;
