/**
 * What the instance allows, and its lists of categories, licences, languages and privacies: `client.config`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, configActions, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const config = bind(peertube, configActions);
 * console.log((await config.get()).serverVersion, await config.categories());
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const { live } = await client.config.get();
 * console.log(live.enabled, await client.config.categories());
 * ```
 */

export {
  /** {@link getCategories} */ getCategories as categories,
  /** {@link getLanguages} */
  getLanguages as languages,
  /** {@link getLicences} */
  getLicences as licences,
  /** {@link getPrivacies} */
  getPrivacies as privacies,
} from './constants.js';
export { /** {@link getConfig} */ getConfig as get } from './get-config.js';
