import { getMe } from './account.js';
import { change, list } from './ask.js';
import type { CallOptions, ListOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import type { PeerTubePage } from './types/common.js';

/** One place where the signed-in user is signed in (PeerTube 8). Dates in ISO 8601. */
export interface PeerTubeTokenSession {
  id: number;
  /** Whether it is the one that asked. */
  currentSession: boolean;
  /** The browser or program, as it called itself. */
  loginDevice: string | null;
  loginIP: string | null;
  loginDate: string;
  lastActivityDevice?: string | null;
  lastActivityIP?: string | null;
  lastActivityDate?: string | null;
}

/** Where the signed-in user is signed in. @throws {@link HttpError} `config/unsupported` before PeerTube 8. */
export async function listSessions(
  peertube: PeerTube,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubeTokenSession>> {
  const params = { user: (await getMe(peertube, { signal })).id };
  const request = { params, query, auth: 'required', signal } as const;
  return list(peertube, 'GET /users/:user/token-sessions', request, (_origin, raw) => raw as PeerTubeTokenSession);
}

/** Ends one of the user's sessions elsewhere. @throws {@link HttpError} `config/unsupported` before PeerTube 8. */
export async function revokeSession(
  peertube: PeerTube,
  sessionId: number,
  { signal }: CallOptions = {},
): Promise<void> {
  const params = { user: (await getMe(peertube, { signal })).id, sessionId };
  await change(peertube, 'POST /users/:user/token-sessions/:sessionId/revoke', { params, signal });
}
