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
