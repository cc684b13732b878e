import { type Decision, decide, type SessionEvent, type SessionState, UNREAD } from './session-state.js';
import type { SessionTokens } from './stores/token-store.js';

/** What may be known of a session; never its tokens. */
export interface SessionInfo {
  /** When the access token ends, in milliseconds since the UNIX epoch; it is refreshed before that. */
  expiresAtMs: number;
  /** When the user has to sign in again unless the session is used before, in milliseconds since the UNIX epoch. */
  refreshExpiresAtMs: number;
}

/** The present state of a session, and its listeners. */
export interface SessionMachine {
  readonly state: SessionState;
  /** Moves on, and notifies the listeners of another session or of none. A listener that throws ends it. */
  dispatch(event: SessionEvent): void;
  onChange(listener: (info: SessionInfo | undefined) => void): () => void;
}

export const infoOf = ({ expiresAtMs, refreshExpiresAtMs }: SessionTokens): SessionInfo => ({
  expiresAtMs,
  refreshExpiresAtMs,
});

export function createSessionMachine(): SessionMachine {
  const listeners = new Set<(info: SessionInfo | undefined) => void>();
  let state = UNREAD;
  return {
    get state() {
      return state;
    },
    dispatch(event) {
      const decision: Decision = decide(state, event);
      state = decision.state;
      if (!decision.notify) return;
      for (const listener of listeners) listener(state.tokens && infoOf(state.tokens));
    },
    onChange: (listener) => subscribe(listeners, listener),
  };
}

export function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
