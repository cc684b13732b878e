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
 */

export { /** {@link deleteCaption} */ deleteCaption as delete } from './delete-caption.js';
export { /** {@link getCaptions} */ getCaptions as list } from './get-captions.js';
export { /** {@link setCaption} */ setCaption as set } from './set-caption.js';
