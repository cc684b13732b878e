import { FAILOVER_AFTER_MS } from '../contract/waits.js';

/** Long enough for a slow request, short enough that the user does not notice more than a pause. */
const STALL_MS = 30_000;

/**
 * How long a place is waited for before another takes the file over: for a new confirmed byte, and, once it has every byte,
 * for its answer. PeerTube needs some time for a large file, and reports nothing meanwhile.
 */
export const failoverPatience = (failoverAfterMs = STALL_MS) => ({
  stallTimeoutMs: failoverAfterMs,
  processingTimeoutMs: FAILOVER_AFTER_MS,
});
