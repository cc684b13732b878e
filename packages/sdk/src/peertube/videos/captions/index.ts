/**
 * Captions of a video: `client.captions`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, captionActions, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const captions = bind(peertube, captionActions);
 * console.log((await captions.list('gRjscAKWouefiE5Tmt8MeC')).map(({ url }) => url));
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const file = new Blob(['WEBVTT\n\n00:01.000 --> 00:02.000\nHello'], { type: 'text/vtt' });
 * await client.captions.set('gRjscAKWouefiE5Tmt8MeC', 'en', file);
 * ```
 */

export { /** {@link deleteCaption} */ deleteCaption as delete } from './delete-caption.js';
export { /** {@link getCaptions} */ getCaptions as list } from './get-captions.js';
export { /** {@link setCaption} */ setCaption as set } from './set-caption.js';
