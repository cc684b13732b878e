import type { HttpAuth } from '../http/types.js';
import { abortable } from '../runtime/abortable.js';
import type { Clock } from '../runtime/clock.js';
import type { Credentials, OAuth } from './oauth.js';
import { createRefresh, keepTokens, type RefreshOptions, tokensOf } from './refresh.js';
import { createSessionMachine, infoOf, type SessionInfo } from './session-machine.js';
import { isFresh } from './session-state.js';
import { createSignInRequest, type OnReauthentication, type SignInRequest } from './sign-in-request.js';
import type { SessionTokens, TokenStore } from './stores/token-store.js';

/** The session of one client: signs its requests, refreshes its tokens, and notifies when it ends. */
export interface Session {
  /** Replaces the present session; calls that wait for a sign-in resume. */
  signIn(credentials: Credentials, options?: { signal?: AbortSignal | undefined }): Promise<SessionInfo>;
  /** Forgets the tokens at once, also against a refresh in flight, and returns what they were: the server still takes them. */
  end(): Promise<SessionTokens | undefined>;
  /** `undefined` when not signed in. */
  info(): Promise<SessionInfo | undefined>;
  /** Called after sign-in, sign-out and the end of a session; the function returned stops it. */
  onChange(listener: (info: SessionInfo | undefined) => void): () => void;
  /** Called when the user has to sign in again; the function returned stops it. */
  onReauthentication(listener: OnReauthentication): () => void;
  /** @internal */
  readonly auth: HttpAuth;
  /** @internal */
  readonly revoke: OAuth['revoke'];
}

/** What {@link createSession} is made from. */
export interface CreateSessionOptions {
  oauth: OAuth;
  store: TokenStore;
  clock: Clock;
  onReauthentication?: OnReauthentication | undefined;
}

export function createSession({ oauth, store, clock, onReauthentication }: CreateSessionOptions): Session {
  const machine = createSessionMachine();
  const parts = { machine, oauth, store, clock };
  const signInRequest = createSignInRequest(machine, clock);
  if (onReauthentication) signInRequest.listen(onReauthentication);

  /** By the user's own doing. Kept also when a listener throws. */
  async function replace(tokens: SessionTokens | undefined): Promise<void> {
    try {
      machine.dispatch(tokens ? { name: 'sign-in', tokens } : { name: 'sign-out' });
    } finally {
      await keepTokens(parts);
    }
  }

  return {
    auth: sessionAuth(parts, signInRequest),
    revoke: oauth.revoke,
    async signIn(credentials, { signal } = {}) {
      const tokens = await oauth.signIn(credentials, signal);
      await replace(tokens);
      return infoOf(tokens);
    },
    async end() {
      const tokens = await loadTokens(parts);
      await replace(undefined);
      return tokens;
    },
    async info() {
      const tokens = await loadTokens(parts);
      return tokens && infoOf(tokens);
    },
    onChange: (listener) => machine.onChange(listener),
    onReauthentication: (listener) => signInRequest.listen(listener),
  };
}

/** Reads the store while there are no tokens here: another tab or process may have signed in since. */
async function loadTokens({ machine, store }: RefreshOptions): Promise<SessionTokens | undefined> {
  const { state } = machine;
  if (!state.tokens) {
    const stored = await store.get();
    // Not when the user has signed in or out meanwhile.
    if (machine.state === state) machine.dispatch({ name: 'stored', tokens: stored });
  }
  return machine.state.tokens;
}

type TokenRequest = Parameters<HttpAuth['token']>[0];

/** How the session signs requests. */
function sessionAuth(parts: RefreshOptions, signInRequest: SignInRequest): HttpAuth {
  const { machine, store, clock } = parts;
  const refresh = createRefresh(parts);

  /** A fresh token; where there can be none, one that still works, or none for a call that needs none. */
  async function getFreshToken({ required, signal }: TokenRequest, refused?: string): Promise<string | undefined> {
    try {
      return (await abortable(refresh(), signal)).accessToken;
    } catch (error) {
      if (signal?.aborted) throw error;
      // A refresh ahead of need may fail: the present token works until it ends.
      const { tokens } = machine.state;
      if (tokens && tokens.accessToken !== refused && tokens.expiresAtMs > clock.now()) return tokens.accessToken;
      const token = afterExpiry(error, signal);
      if (required) return token;
      // A call that needs none is sent without, and listeners are notified nevertheless.
      token.catch(() => undefined);
      return undefined;
    }
  }

  /** When it is the refresh token that is dead, and the access token does not work, the user has to sign in again. */
  async function afterExpiry(error: unknown, signal: AbortSignal | undefined): Promise<string> {
    const { refused } = machine.state;
    if (!refused || refused.reason !== error) throw error;
    if (machine.state.name === 'ending') {
      // At once, so that no other call takes the dead token for a new one.
      machine.dispatch({ name: 'access-over' });
      if ((await store.get())?.refreshToken === refused.refreshToken) await store.delete();
    }
    if (!machine.state.tokens && signInRequest.hasListeners) {
      await abortable(signInRequest.send(refused.reason), signal);
      await loadTokens(parts);
    }
    return tokensOf(machine.state).accessToken;
  }

  return {
    async token(request) {
      const tokens = await loadTokens(parts);
      if (tokens && isFresh(machine.state, clock.now())) return tokens.accessToken;
      return tokens || request.required ? getFreshToken(request) : undefined;
    },
    async refused(token, { serverCode }, request) {
      // Other 401s (`current_password_is_invalid`, `video_requires_password`, those without a code) are not about the token.
      if (serverCode !== 'invalid_token') return undefined;
      const { tokens } = machine.state;
      if (tokens && tokens.accessToken !== token) return { token: tokens.accessToken };
      return { token: await getFreshToken(request, token) };
    },
  };
}
