import { PeerTubeClient } from '../peertube/client/peertube-client.js';
import { type Reply, transcript } from './transcript.js';

export const url = 'https://video.example';

/** A session, for longer than any test runs. */
const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };
export const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };

/** A signed-in client whose instance answers by a script, and what it was asked. */
export function clientOf(...replies: Reply[]) {
  const { fetch, sent } = transcript(...replies);
  const asked = () => sent.map((request) => `${request.method} ${request.url.pathname}${request.url.search}`);
  return { client: new PeerTubeClient({ url, fetch, tokenStore }), sent, asked };
}

/** What PeerTube 6.3 answers to a route that it does not have. */
export const unknownRoute = () => new Response('', { status: 400, headers: { 'content-type': 'application/json' } });
