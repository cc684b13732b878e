/**
 * The background jobs of the instance, for administrators: `client.jobs`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, jobActions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const jobs = bind(peertube, jobActions);
 * console.log((await jobs.list({ state: 'failed', jobType: 'video-transcoding' })).total);
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * console.log((await client.jobs.list({ state: 'failed' })).total);
 * ```
 */

export { /** {@link listJobs} */ listJobs as list } from './list-jobs.js';
