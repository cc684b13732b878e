import type { AuthError } from '../errors/auth-error.js';
import type { PiyaError } from '../errors/piya-error.js';
import type { Clock } from '../runtime/clock.js';
import { type SessionMachine, subscribe } from './session-machine.js';

/** How long calls wait for a new sign-in; without it those that have no signal would be held for ever. */
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
 * // The same, typed, for a script that knows the password: calls resume once it has signed in again.
 * const again: OnReauthentication = () =>
 *   client.auth.signIn({ username: 'ada', password: process.env.PEERTUBE_PASSWORD ?? '' });
 * client.auth.onReauthentication(again);
 * ```
 */
export type OnReauthentication = (reason: AuthError) => unknown;

/** Asks the program for a new sign-in, and waits for it. */
export interface SignInRequest {
  /** Whether there is a listener to ask. */
  readonly hasListeners: boolean;
  listen(listener: OnReauthentication): () => void;
  /**
   * Resolves after a new sign-in or a sign-out, when a listener gave up, or when the wait has been long enough. One request
   * at a time: callers share it.
   */
  send(reason: AuthError): Promise<void>;
}

export function createSignInRequest(machine: SessionMachine, clock: Clock): SignInRequest {
  const listeners = new Set<OnReauthentication>();
  let pending: Promise<void> | undefined;

  async function ask(reason: AuthError): Promise<void> {
    // Only a promise can say when a listener gave up.
    const answers = [...listeners].map((listener) => listener(reason)).filter((answer) => answer instanceof Promise);
    const over = new AbortController();
    const stop = machine.onChange(() => over.abort());
    try {
      await Promise.race([clock.sleep(SIGN_IN_WAIT_MS, over.signal), ...answers]);
    } catch (error) {
      // The session then says whether there was a sign-in. But when it failed for what passes, the call may be repeated:
      // the end of the session is not the reason.
      if ((error as Partial<PiyaError> | undefined)?.retryable) throw error;
    } finally {
      stop();
      over.abort();
    }
  }

  return {
    get hasListeners() {
      return listeners.size > 0;
    },
    listen: (listener) => subscribe(listeners, listener),
    send(reason) {
      pending ??= ask(reason).finally(() => {
        pending = undefined;
      });
      return pending;
    },
  };
}
