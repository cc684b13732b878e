/**
 * The signed-in user: videos in every state, quota, sessions: `client.account`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { accountActions, bind, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const account = bind(peertube, accountActions);
 * console.log((await account.me()).username, (await account.videos()).total);
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const { username } = await client.account.me();
 * console.log(username, (await client.account.quotaUsed()).videoQuotaUsed);
 * ```
 */

export { /** {@link getMe} */ getMe as me } from './get-me.js';
export { /** {@link getMyVideos} */ getMyVideos as videos } from './get-my-videos.js';
export { /** {@link getQuotaUsed} */ getQuotaUsed as quotaUsed } from './get-quota-used.js';
export { /** {@link listSessions} */ listSessions as sessions } from './sessions/list-sessions.js';
export { /** {@link revokeSession} */ revokeSession } from './sessions/revoke-session.js';
