import { change } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { getMe } from '../get-me.js';

/**
 * Ends one of the user's sessions elsewhere.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8; {@link AuthError} `auth/not-signed-in`.
 * @example
 * ```ts
 * import { createPeerTube, listSessions, revokeSession } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listSessions(peertube);
 * for (const { id, currentSession } of data) if (!currentSession) await revokeSession(peertube, id);
 * ```
 */
export async function revokeSession(
  peertube: PeerTube,
  sessionId: number,
  { signal }: CallOptions = {},
): Promise<void> {
  const params = { user: (await getMe(peertube, { signal })).id, sessionId };
  await change(peertube, 'POST /users/:user/token-sessions/:sessionId/revoke', { params, signal });
}
