/**
 * Videos and what belongs to one: chapters, passwords, storyboards, source, embedding: `client.videos`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, videoActions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const videos = bind(peertube, videoActions);
 * console.log((await videos.search('holiday', { count: 5 })).data.map(({ name }) => name));
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const { name, embedUrl } = await client.videos.get('gRjscAKWouefiE5Tmt8MeC');
 * console.log(name, embedUrl);
 * ```
 */

export { /** {@link getCaptions} */ getCaptions as captions } from './captions/get-captions.js';
export { /** {@link getChapters} */ getChapters as chapters } from './chapters/get-chapters.js';
export { /** {@link setChapters} */ setChapters } from './chapters/set-chapters.js';
export { /** {@link deleteVideo} */ deleteVideo as delete } from './delete-video.js';
export { /** {@link getEmbedPrivacy} */ getEmbedPrivacy as embedPrivacy } from './embedding/get-embed-privacy.js';
export { /** {@link getOEmbed} */ getOEmbed as oEmbed } from './embedding/get-oembed.js';
export { /** {@link isEmbedAllowed} */ isEmbedAllowed } from './embedding/is-embed-allowed.js';
export { /** {@link setEmbedPrivacy} */ setEmbedPrivacy } from './embedding/set-embed-privacy.js';
export { /** {@link getFileToken} */ getFileToken as token } from './get-file-token.js';
export { /** {@link getStoryboards} */ getStoryboards as storyboards } from './get-storyboards.js';
export { /** {@link getVideo} */ getVideo as get } from './get-video.js';
export { /** {@link getVideoSource} */ getVideoSource as source } from './get-video-source.js';
export { /** {@link listVideos} */ listVideos as list } from './list-videos.js';
export { /** {@link getVideoPasswords} */ getVideoPasswords as passwords } from './passwords/get-video-passwords.js';
export { /** {@link setVideoPasswords} */ setVideoPasswords as setPasswords } from './passwords/set-video-passwords.js';
export {
  /** {@link getPlayerSettings} */ getPlayerSettings as playerSettings,
} from './player-settings/get-player-settings.js';
export { /** {@link setPlayerSettings} */ setPlayerSettings } from './player-settings/set-player-settings.js';
export { /** {@link rateVideo} */ rateVideo as rate } from './rate-video.js';
export { /** {@link searchVideos} */ searchVideos as search } from './search-videos.js';
export { /** {@link updateVideo} */ updateVideo as update } from './update-video.js';
