import type { CallOptions } from '../request/call-options.js';

/** Reaching another instance takes longer than an answer from this one. */
const REMOTE_TIMEOUT_MS = 60_000;

export const searchRequest = (search: string, { signal }: CallOptions) => {
  const query = { search, searchTarget: 'local', count: 1 };
  return { query, timeoutMs: REMOTE_TIMEOUT_MS, signal };
};
