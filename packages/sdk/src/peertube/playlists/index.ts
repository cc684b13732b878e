/**
 * Playlists: `client.playlists`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, playlistActions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const playlists = bind(peertube, playlistActions);
 * console.log((await playlists.list('ada')).data.map(({ displayName }) => displayName));
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const { id } = await client.playlists.create({ displayName: 'Summer' });
 * await client.playlists.add(id, { videoId: 42 });
 * ```
 */

export { /** {@link addToPlaylist} */ addToPlaylist as add } from './add-to-playlist.js';
export { /** {@link createPlaylist} */ createPlaylist as create } from './create-playlist.js';
export { /** {@link deletePlaylist} */ deletePlaylist as delete } from './delete-playlist.js';
export { /** {@link getPlaylist} */ getPlaylist as get } from './get-playlist.js';
export { /** {@link getPlaylistVideos} */ getPlaylistVideos as videos } from './get-playlist-videos.js';
export { /** {@link listPlaylists} */ listPlaylists as list } from './list-playlists.js';
export { /** {@link removeFromPlaylist} */ removeFromPlaylist as remove } from './remove-from-playlist.js';
export { /** {@link reorderPlaylist} */ reorderPlaylist as reorder } from './reorder-playlist.js';
export { /** {@link updatePlaylist} */ updatePlaylist as update } from './update-playlist.js';
export {
  /** {@link updatePlaylistElement} */ updatePlaylistElement as updateElement,
} from './update-playlist-element.js';
