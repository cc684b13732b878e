import { AuthError } from '../errors/auth-error.js';
import type { Clock } from '../runtime/clock.js';
import { singleFlight } from '../runtime/single-flight.js';
import type { OAuth } from './oauth.js';
import type { SessionMachine } from './session-machine.js';
import { isRefreshOf, type SessionState } from './session-state.js';
import type { SessionTokens, TokenStore } from './stores/token-store.js';

/** How long a process that lost a race waits for the winner to write, where the store has no lock. */
const LOST_RACE_WAITS_MS = [0, 250, 1_000];

/** What a refresh works on. */
export interface RefreshOptions {
  machine: SessionMachine;
  oauth: OAuth;
  store: TokenStore;
  clock: Clock;
}

/** The tokens of the session. @throws AuthError `auth/refresh-rejected` when it has ended, `auth/not-signed-in`. */
export function tokensOf({ tokens, refused }: SessionState): SessionTokens {
  if (tokens) return tokens;
  throw refused?.reason ?? notSignedIn();
}

const notSignedIn = (): AuthError =>
  new AuthError('Not signed in. Sign in and try again.', { code: 'auth/not-signed-in', status: 401 });

/**
 * Makes the refresh of a session: one at a time, in all tabs and processes whose store has a lock. It belongs to no caller,
 * so no caller's abort ends it. A sign-in or sign-out meanwhile wins over its result.
 */
export function createRefresh(options: RefreshOptions): () => Promise<SessionTokens> {
  const { machine, store, clock } = options;
  return singleFlight(async () => {
    const work = () => refresh(options);
    try {
      return await (store.lock ? store.lock(work) : work());
    } finally {
      machine.dispatch({ name: 'refresh-over', nowMs: clock.now() });
    }
  });
}

async function refresh(options: RefreshOptions): Promise<SessionTokens> {
  const { machine, oauth, store, clock } = options;
  const from = tokensOf(machine.state);
  machine.dispatch({ name: 'refresh-started' });
  const stored = await store.get();
  if (!isRefreshOf(machine.state, from)) return tokensOf(machine.state);
  machine.dispatch({ name: 'stored', tokens: stored });
  if (machine.state.tokens !== from) {
    // Another tab or process refreshed, signed in or signed out.
    const adopted = tokensOf(machine.state);
    return adopted.expiresAtMs > clock.now() ? adopted : refresh(options);
  }
  const fresh = await requestTokens(options, from);
  const newest = await store.get();
  if (isRefreshOf(machine.state, from) && newest?.refreshToken === stored?.refreshToken) {
    machine.dispatch({ name: 'refreshed', from, tokens: fresh });
    await keepTokens(options);
    // Signed in or out while that was written.
    if (machine.state.tokens !== fresh) await keepTokens(options);
    return tokensOf(machine.state);
  }
  // Signed out or in meanwhile, here or elsewhere: that wins. These tokens are kept nowhere, so they are revoked, and a
  // failure to do so changes nothing here. After a lost race they are the winner's.
  if (newest?.refreshToken !== fresh.refreshToken) await oauth.revoke(fresh.accessToken).catch(() => undefined);
  if (isRefreshOf(machine.state, from)) machine.dispatch({ name: 'overtaken', tokens: newest });
  return tokensOf(machine.state);
}

/** Writes what the session now has to the store. */
export async function keepTokens({ machine, store }: Pick<RefreshOptions, 'machine' | 'store'>): Promise<void> {
  const { tokens } = machine.state;
  await (tokens ? store.set(tokens) : store.delete());
}

/** New tokens of the server, or those of the winner of a race for them. */
async function requestTokens(options: RefreshOptions, from: SessionTokens): Promise<SessionTokens> {
  const { machine, oauth, store, clock } = options;
  const { refused } = machine.state;
  // A refused token is not sent a second time.
  if (refused?.refreshToken === from.refreshToken) {
    machine.dispatch({ name: 'refresh-refused', from, reason: refused.reason });
    throw refused.reason;
  }
  try {
    return await oauth.refresh(from.refreshToken);
  } catch (cause) {
    if (!(cause instanceof AuthError) || cause.code === 'auth/client-rejected') throw cause;
    for (const waitMs of store.lock ? [0] : LOST_RACE_WAITS_MS) {
      if (waitMs > 0) await clock.sleep(waitMs);
      const newest = await store.get();
      if (newest && newest.refreshToken !== from.refreshToken) return newest;
    }
    const reason = new AuthError('The session has ended. Sign in and try again.', {
      code: 'auth/refresh-rejected',
      status: 401,
      cause,
    });
    machine.dispatch({ name: 'refresh-refused', from, reason });
    throw reason;
  }
}
