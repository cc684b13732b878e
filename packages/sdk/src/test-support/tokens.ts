import type { SessionTokens } from '../session/stores/token-store.js';

/** Tokens that no other call has made. */
export const makeTokens = (): SessionTokens => ({
  accessToken: crypto.randomUUID(),
  refreshToken: crypto.randomUUID(),
  expiresAtMs: 1,
  refreshExpiresAtMs: 2,
});
