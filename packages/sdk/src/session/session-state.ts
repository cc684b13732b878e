import type { AuthError } from '../errors/auth-error.js';
import type { SessionTokens } from './stores/token-store.js';

/** A token is refreshed when it has less than this left, so that a request never starts with a dying one. */
const EARLY_MS = 60_000;
/** After a refresh a token that still works is used this long before the next one, which may be as short-lived. */
const EARLY_PAUSE_MS = 30_000;

/** A refresh token that the server refused, and the error to report; kept until the user signs in or out. */
export interface RefusedToken {
  refreshToken: string;
  reason: AuthError;
}

interface WithTokens {
  tokens: SessionTokens;
  /** Until then a token that still works is not refreshed early, in milliseconds since the UNIX epoch. */
  earlyFromMs: number;
  refused?: RefusedToken | undefined;
}

interface Refreshing extends WithTokens {
  name: 'refreshing';
}

interface WithoutTokens {
  tokens?: undefined;
  refused?: RefusedToken | undefined;
}

/**
 * Where a session is.
 *
 * - `unread`: the store has not been read yet.
 * - `signed-out`: no tokens.
 * - `signed-in`: the access token can be used, or refreshed.
 * - `refreshing`: a refresh is under way; the tokens are those that it began with.
 * - `ending`: the refresh token was refused; the access token works until it ends.
 * - `expired`: that one does not work either. The user has to sign in again.
 */
export type SessionState =
  | ({ name: 'unread' | 'signed-out' } & WithoutTokens)
  | ({ name: 'signed-in' } & WithTokens)
  | Refreshing
  | ({ name: 'ending' } & WithTokens & { refused: RefusedToken })
  | ({ name: 'expired' } & WithoutTokens & { refused: RefusedToken });

/** What happened to a session. `from` are the tokens that a refresh began with: what is not about them comes too late. */
export type SessionEvent =
  | { name: 'sign-in'; tokens: SessionTokens }
  | { name: 'sign-out' }
  /** The store was read. Another tab or process may have signed in or out, or refreshed. */
  | { name: 'stored'; tokens: SessionTokens | undefined }
  /** The store holds other tokens than those that a refresh began with: they win, whatever they are. */
  | { name: 'overtaken'; tokens: SessionTokens | undefined }
  | { name: 'refresh-started' }
  | { name: 'refreshed'; from: SessionTokens; tokens: SessionTokens }
  | { name: 'refresh-refused'; from: SessionTokens; reason: AuthError }
  /** Of no effect when the refresh had another end. */
  | { name: 'refresh-over'; nowMs: number }
  /** The server refuses the access token too, or its time is over. */
  | { name: 'access-over' };

/** The next state, and whether listeners are notified of another session, or of none. */
export interface Decision {
  state: SessionState;
  notify: boolean;
}

export const UNREAD: SessionState = { name: 'unread' };

/** The state machine of a session. Pure. */
export function decide(state: SessionState, event: SessionEvent): Decision {
  switch (event.name) {
    case 'sign-in':
      return notified(signedIn(event.tokens));
    case 'sign-out':
      return notified({ name: 'signed-out' });
    case 'stored':
      return decideStored(state, event.tokens);
    case 'overtaken':
      return overtaken(state, event.tokens);
    case 'refresh-started':
      return silent(state.tokens ? { ...state, name: 'refreshing' } : state);
    case 'refreshed':
      return silent(isRunning(state, event.from) ? { ...state, tokens: event.tokens } : state);
    case 'refresh-refused': {
      const refused = { refreshToken: event.from.refreshToken, reason: event.reason };
      return silent(isRunning(state, event.from) ? { ...state, name: 'ending', refused } : state);
    }
    case 'refresh-over':
      return silent(state.tokens ? rested(state, event.nowMs + EARLY_PAUSE_MS) : state);
    case 'access-over':
      return state.name === 'ending' ? notified({ name: 'expired', refused: state.refused }) : silent(state);
  }
}

/** Whether the refresh that began with these tokens is still wanted: there was no sign-in or sign-out since. */
export const isRefreshOf = (state: SessionState, from: SessionTokens): boolean => isRunning(state, from);

const isRunning = (state: SessionState, from: SessionTokens): state is Refreshing =>
  state.name === 'refreshing' && state.tokens === from;

/** Whether the access token can sign a request now without a refresh before. */
export function isFresh(state: SessionState, nowMs: number): boolean {
  if (!state.tokens) return false;
  return state.tokens.expiresAtMs > nowMs + (nowMs < state.earlyFromMs ? 0 : EARLY_MS);
}

function decideStored(state: SessionState, stored: SessionTokens | undefined): Decision {
  const { tokens, refused } = state;
  if (!tokens) {
    // What the first reading finds was there before; what a later one finds is news.
    const first = state.name === 'unread';
    if (!stored) return silent(first ? { name: 'signed-out' } : state);
    if (stored.refreshToken === refused?.refreshToken) return silent(state);
    return { state: signedIn(stored, refused), notify: !first };
  }
  // The same; or older ones, of a time before the store could not be written.
  if (stored?.accessToken === tokens.accessToken || (stored && stored.expiresAtMs < tokens.expiresAtMs)) {
    return silent(state);
  }
  return overtaken(state, stored);
}

const overtaken = ({ refused }: SessionState, tokens: SessionTokens | undefined): Decision =>
  notified(tokens ? signedIn(tokens, refused) : { name: 'signed-out', refused });

const silent = (state: SessionState): Decision => ({ state, notify: false });
const notified = (state: SessionState): Decision => ({ state, notify: true });

const signedIn = (tokens: SessionTokens, refused?: RefusedToken): SessionState => ({
  name: 'signed-in',
  tokens,
  earlyFromMs: 0,
  refused,
});

const rested = (state: SessionState & WithTokens, earlyFromMs: number): SessionState =>
  state.name === 'refreshing' ? { ...state, name: 'signed-in', earlyFromMs } : { ...state, earlyFromMs };
