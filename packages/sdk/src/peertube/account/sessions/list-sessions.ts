import { list } from '../../request/ask.js';
import type { ListOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubePage } from '../../types/common.js';
import { getMe } from '../get-me.js';

/** One place where the signed-in user is signed in (PeerTube 8). Dates in ISO 8601. */
export interface PeerTubeTokenSession {
  id: number;
  /** Whether it is the one that asked. */
  currentSession: boolean;
  /** The browser or program, as it called itself. */
  loginDevice: string | null;
  /** Where it signed in from. */
  loginIP: string | null;
  /** When it signed in, ISO 8601. */
  loginDate: string;
  /** The browser or program that used it last. */
  lastActivityDevice?: string | null;
  /** Where it was used from last. */
  lastActivityIP?: string | null;
  /** When it was used last, ISO 8601. */
  lastActivityDate?: string | null;
}

/**
 * Where the signed-in user is signed in.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8; {@link AuthError} `auth/not-signed-in`.
 * @example
 * ```ts
 * import { createPeerTube, listSessions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const { currentSession, loginDevice, loginDate } of (await listSessions(peertube)).data) {
 *   console.log(currentSession ? 'here' : loginDevice, loginDate);
 * }
 * ```
 */
export async function listSessions(
  peertube: PeerTube,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubeTokenSession>> {
  const params = { user: (await getMe(peertube, { signal })).id };
  const request = { params, query, auth: 'required', signal } as const;
  return list(peertube, 'GET /users/:user/token-sessions', request, (_origin, raw) => raw as PeerTubeTokenSession);
}
