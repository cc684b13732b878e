import { PeerTubeClient, type TokenStore } from '@piyakast/sdk';
import type { PeerTubeConfig } from '../config/instances.js';

/** A request that a person waits for fails rather than hangs. */
const REQUEST_TIMEOUT_MS = 15_000;

/** The account that publishes for all users, and the one client of the instance: with one cache, one budget, one breaker. */
export interface Account {
  readonly client: PeerTubeClient;
  /** The client once it is signed in; calls at the same time share one sign-in. */
  signedIn(): Promise<PeerTubeClient>;
  signIn(): Promise<unknown>;
  /** Aborts with the server. */
  readonly signal: AbortSignal;
  close(): void;
}

export function createAccount(config: PeerTubeConfig, tokenStore: TokenStore): Account {
  const stopping = new AbortController();
  const { username, password } = config;
  const signIn = (): Promise<unknown> => client.auth.signIn({ username, password });
  const client: PeerTubeClient = new PeerTubeClient({
    url: config.url,
    tokenStore,
    signal: stopping.signal,
    timeoutMs: REQUEST_TIMEOUT_MS,
    onReauthentication: signIn,
  });
  let signingIn: Promise<unknown> | undefined;
  return {
    client,
    signIn,
    signal: stopping.signal,
    async signedIn() {
      if ((await client.auth.session()) === undefined) {
        signingIn ??= signIn().finally(() => {
          signingIn = undefined;
        });
        await signingIn;
      }
      return client;
    },
    close: () => stopping.abort(new Error('The server stops.')),
  };
}
