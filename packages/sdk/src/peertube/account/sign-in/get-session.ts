import type { SessionInfo } from '../../../session/session-machine.js';
import type { PeerTube } from '../../request/create-peertube.js';

/**
 * When the present session ends; `undefined` when signed out.
 *
 * @throws What the token store throws.
 * @example
 * ```ts
 * import { createPeerTube, getSession } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const info = await getSession(peertube);
 * console.log(info ? `signed in until ${new Date(info.refreshExpiresAtMs).toISOString()}` : 'signed out');
 * ```
 */
export function getSession(peertube: PeerTube): Promise<SessionInfo | undefined> {
  return peertube.session.info();
}
