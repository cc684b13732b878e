import { AuthError } from '../errors/auth-error.js';
import type { PiyaError } from '../errors/piya-error.js';
import type { HttpAuth } from '../http/types.js';
import { abortable } from '../runtime/abortable.js';
import type { Clock } from '../runtime/clock.js';
import type { Credentials, OAuth } from './oauth.js';
import type { SessionTokens, TokenStore } from './stores/token-store.js';

/** A token is renewed when it has less than this left, so that a request never starts with a dying one. */
const EARLY_MS = 60_000;
/** After a refresh a token that still works is used this long before the next one, which may be as short-lived. */
const EARLY_PAUSE_MS = 30_000;
/** How long a process that lost a race waits for the winner to write, where the store has no lock. */
const LOST_RACE_WAITS_MS = [0, 250, 1_000];

/** How long calls wait for a new sign-in; those that have no signal are not held for ever. */
const SIGN_IN_WAIT_MS = 120_000;

/**
 * Called once when the session is dead and the user has to sign in again. Calls that need the session wait meanwhile, for
 * two minutes at most. When it returns a promise, they fail as soon as that settles without a new sign-in; with its own
 * error when that is a {@link PiyaError} that is worth a repeat, such as an instance that does not answer.
 *
 * @example
 * ```ts
 * import { type OnReauthentication, PeerTubeClient } from '@piyakast/sdk';
 *
 * export const client = new PeerTubeClient({
 *   url: 'https://video.example',
 *   onReauthentication: (reason) => console.log('Show the sign-in form:', reason.code),
 * });
 * // The same, typed, for a script that knows the password: calls go on once it has signed in again.
 * const again: OnReauthentication = () =>
 *   client.auth.signIn({ username: 'ada', password: process.env.PEERTUBE_PASSWORD ?? '' });
 * client.auth.onReauthentication(again);
 * ```
 */
export type OnReauthentication = (reason: AuthError) => unknown;

/** What may be known of a session; never its tokens. */
export interface SessionInfo {
  /** When the access token ends, in milliseconds since the UNIX epoch; it is renewed by itself before that. */
  expiresAtMs: number;
  /** When the user has to sign in again unless the session is used before, in milliseconds since the UNIX epoch. */
  refreshExpiresAtMs: number;
}

/** The session of one client: signs its requests, renews its tokens, and tells when that ends. */
export interface Session {
  /** Replaces whoever was signed in here; calls that wait for a sign-in go on. */
  signIn(credentials: Credentials, options?: { signal?: AbortSignal | undefined }): Promise<SessionInfo>;
  /** Forgets the tokens at once, also against a refresh in flight, and gives what they were: the server still takes them. */
  end(): Promise<SessionTokens | undefined>;
  /** `undefined` when nobody is signed in. */
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

type TokenRequest = Parameters<HttpAuth['token']>[0];

const notSignedIn = (): AuthError =>
  new AuthError('Nobody is signed in. Sign in and try again.', { code: 'auth/not-signed-in', status: 401 });

const infoOf = ({ expiresAtMs, refreshExpiresAtMs }: SessionTokens): SessionInfo => ({
  expiresAtMs,
  refreshExpiresAtMs,
});

export function createSession({ oauth, store, clock, onReauthentication }: CreateSessionOptions): Session {
  const changeListeners = new Set<(info: SessionInfo | undefined) => void>();
  const signInListeners = new Set<OnReauthentication>();
  if (onReauthentication) signInListeners.add(onReauthentication);

  let current: SessionTokens | undefined;
  let refreshing: Promise<SessionTokens> | undefined;
  let asking: Promise<void> | undefined;
  /** Rises with each sign-in and sign-out; the result of a refresh that began before is dropped. */
  let epoch = 0;
  /** The refresh token that the server refused and the error that told so, until somebody signs in or out. */
  let deadToken: string | undefined;
  let reason: AuthError | undefined;
  let earlyFromMs = 0;

  function become(tokens: SessionTokens | undefined): void {
    epoch += 1;
    current = tokens;
    for (const listener of changeListeners) listener(tokens && infoOf(tokens));
  }

  const keep = (): Promise<void> => (current ? store.set(current) : store.delete());

  /** By the user's own doing. Kept also when a listener throws. */
  async function replace(tokens: SessionTokens | undefined): Promise<void> {
    deadToken = undefined;
    reason = undefined;
    try {
      become(tokens);
    } finally {
      await keep();
    }
  }

  function currentOrThrow(): SessionTokens {
    if (!current) throw reason ?? notSignedIn();
    return current;
  }

  /** Reads the store while nobody is signed in here: another tab or process may have signed in since. */
  async function load(): Promise<SessionTokens | undefined> {
    if (!current) {
      const begun = epoch;
      const stored = await store.get();
      if (begun === epoch && stored?.refreshToken !== deadToken) {
        // What comes first was there before; what comes later is news.
        if (epoch > 0 && stored) become(stored);
        else current ??= stored;
      }
    }
    return current;
  }

  /** One refresh at a time, whoever asks; it belongs to no caller, so no caller's abort ends it. */
  function refresh(): Promise<SessionTokens> {
    refreshing ??= (store.lock ? store.lock(renew) : renew()).finally(() => {
      refreshing = undefined;
      earlyFromMs = clock.now() + EARLY_PAUSE_MS;
    });
    return refreshing;
  }

  async function renew(): Promise<SessionTokens> {
    const begun = epoch;
    const mine = currentOrThrow();
    const stored = await store.get();
    if (begun === epoch) {
      // Nothing there: another tab or process signed out. Others: it refreshed, or somebody else signed in there. But
      // older ones are from before the store could not be written.
      if (stored?.accessToken !== mine.accessToken && !(stored && stored.expiresAtMs < mine.expiresAtMs)) {
        become(stored);
        return currentOrThrow().expiresAtMs > clock.now() ? currentOrThrow() : renew();
      }
      const fresh = await askForTokens(mine);
      const newest = await store.get();
      if (begun === epoch && newest?.refreshToken === stored?.refreshToken) {
        current = fresh;
        await keep();
        if (begun !== epoch) await keep();
      } else {
        // Signed out or in meanwhile, here or elsewhere: that wins, and what the refresh brought is ended. Nobody keeps
        // these tokens, so a server that cannot be told changes nothing here. After a lost race they are the winner's.
        if (newest?.refreshToken !== fresh.refreshToken) await oauth.revoke(fresh.accessToken).catch(() => undefined);
        if (begun === epoch) become(newest);
      }
    }
    return currentOrThrow();
  }

  async function askForTokens({ refreshToken }: SessionTokens): Promise<SessionTokens> {
    if (refreshToken === deadToken) throw reason;
    try {
      return await oauth.refresh(refreshToken);
    } catch (cause) {
      if (!(cause instanceof AuthError) || cause.code === 'auth/client-rejected') throw cause;
      for (const waitMs of store.lock ? [0] : LOST_RACE_WAITS_MS) {
        if (waitMs > 0) await clock.sleep(waitMs);
        const newest = await store.get();
        if (newest && newest.refreshToken !== refreshToken) return newest;
      }
      const options = { code: 'auth/refresh-rejected', status: 401, cause };
      deadToken = refreshToken;
      reason = new AuthError('The session has ended. Sign in and try again.', options);
      throw reason;
    }
  }

  /** A new token; where there can be none, one that still works, or none for a call that needs none. */
  async function renewed({ required, signal }: TokenRequest, refused?: string): Promise<string | undefined> {
    try {
      return (await abortable(refresh(), signal)).accessToken;
    } catch (error) {
      if (signal?.aborted) throw error;
      // A refresh ahead of need may fail: the present token works until it ends.
      if (current && current.accessToken !== refused && current.expiresAtMs > clock.now()) return current.accessToken;
      const again = reauthenticate(error, signal);
      // A call that needs none goes on without, and who listens is told all the same.
      return required ? again : void again.catch(() => undefined);
    }
  }

  /** When it is the refresh token that is dead, and the access token does not work, the user has to sign in again. */
  async function reauthenticate(error: unknown, signal: AbortSignal | undefined): Promise<string> {
    if (!reason || reason !== error) throw error;
    // At once, so that no other call takes the dead token for a new one.
    if (current?.refreshToken === deadToken) {
      become(undefined);
      if ((await store.get())?.refreshToken === deadToken) await store.delete();
    }
    if (!current && signInListeners.size > 0) {
      asking ??= askToSignIn(reason).finally(() => {
        asking = undefined;
      });
      await abortable(asking, signal);
      await load();
    }
    return currentOrThrow().accessToken;
  }

  /** Resolves after a new sign-in or a sign-out, when a listener gave up, or when all have waited long enough. */
  async function askToSignIn(reason: AuthError): Promise<void> {
    // Without a promise there is nothing that tells when a listener gave up.
    const answers = [...signInListeners].map((ask) => ask(reason)).filter((answer) => answer instanceof Promise);
    const over = new AbortController();
    const stop = subscribe(changeListeners, () => over.abort());
    await Promise.race([clock.sleep(SIGN_IN_WAIT_MS, over.signal), ...answers])
      // Who is signed in now tells the rest; but a sign-in that failed for what passes does not make the session's end
      // the reason: the call may be repeated.
      .catch((error: Partial<PiyaError> | undefined) => {
        if (error?.retryable) throw error;
      })
      .finally(() => {
        stop();
        over.abort();
      });
  }

  const auth: HttpAuth = {
    async token(request) {
      const tokens = await load();
      const untilMs = clock.now() + (clock.now() < earlyFromMs ? 0 : EARLY_MS);
      if (tokens && tokens.expiresAtMs > untilMs) return tokens.accessToken;
      return tokens || request.required ? renewed(request) : undefined;
    },
    async refused(token, { serverCode }, request) {
      // Other 401s (`current_password_is_invalid`, a private video) are not about the token.
      if (serverCode !== 'invalid_token') return undefined;
      if (current && current.accessToken !== token) return { token: current.accessToken };
      return { token: await renewed(request, token) };
    },
  };

  return {
    auth,
    revoke: oauth.revoke,
    async signIn(credentials, { signal } = {}) {
      const tokens = await oauth.signIn(credentials, signal);
      await replace(tokens);
      return infoOf(tokens);
    },
    async end() {
      const tokens = await load();
      await replace(undefined);
      return tokens;
    },
    async info() {
      const tokens = await load();
      return tokens && infoOf(tokens);
    },
    onChange: (listener) => subscribe(changeListeners, listener),
    onReauthentication: (listener) => subscribe(signInListeners, listener),
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
