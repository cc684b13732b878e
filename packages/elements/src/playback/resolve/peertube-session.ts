import { createPeerTube, type PeerTube, type PiyakastToken, type TokenStore } from '@piyakast/sdk';

/** An access token of a PeerTube user, for one instance. The page renews it: a function is called for each request. */
export interface PeerTubeToken {
  readonly url: string;
  readonly token: PiyakastToken;
}

/** A session at a PeerTube instance: a client, its context, or a token. */
export type PeerTubeSession = PeerTube | { readonly context: PeerTube } | PeerTubeToken;

/** The context of a session, for the functions of the SDK. */
export function contextOf(session: PeerTubeSession): PeerTube {
  if ('context' in session) return session.context;
  if ('http' in session) return session;
  const known = made.get(session);
  if (known !== undefined) return known;
  const context = createPeerTube({ url: session.url, tokenStore: pageTokens(session.token) });
  made.set(session, context);
  return context;
}

const made = new WeakMap<PeerTubeToken, PeerTube>();

/** Reads the page's token. The page signs in and out, so nothing is written and nothing expires here. */
function pageTokens(token: PiyakastToken): TokenStore {
  return {
    async get() {
      const accessToken = typeof token === 'function' ? await token() : token;
      if (accessToken === undefined) return undefined;
      const never = Number.MAX_SAFE_INTEGER;
      return { accessToken, refreshToken: '', expiresAtMs: never, refreshExpiresAtMs: never };
    },
    set: async () => undefined,
    delete: async () => undefined,
  };
}
