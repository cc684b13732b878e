import { type UntilOptions, until as untilSoon } from '@piyakast/testing/kit';

/**
 * Waits for a condition on the real instance: for two minutes, as the machine may be busy, and with a question a second, as all
 * clients of one address share 50 requests in 10 s.
 */
export const until: typeof untilSoon = (what, ask, { timeoutMs = 120_000, everyMs = 1_000 }: UntilOptions = {}) =>
  untilSoon(what, ask, { timeoutMs, everyMs });
