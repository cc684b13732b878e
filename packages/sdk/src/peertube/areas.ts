import { getMe, getMyVideos, getQuotaUsed } from './account.js';
import {
  createChannel,
  deleteChannel,
  getChannel,
  getChannelVideos,
  getMyChannels,
  setChannelAvatar,
  updateChannel,
} from './channels.js';
import { addComment, deleteComment, getCommentThread, listComments, listReplies } from './comments.js';
import { getCategories, getConfig, getLanguages, getLicences, getPrivacies } from './config.js';
import { getEmbedPrivacy, getOEmbed, isEmbedAllowed, setEmbedPrivacy } from './embedding.js';
import {
  followChannel,
  followInstances,
  listFollowed,
  resolveChannel,
  resolveVideo,
  unfollowChannel,
  unfollowInstance,
} from './federation.js';
import { listJobs } from './jobs.js';
import { getLiveSeries, rotateLiveKey } from './live-series.js';
import {
  createLive,
  deleteLive,
  getLive,
  getLiveSessions,
  getSessionOfReplay,
  listMyLives,
  updateLive,
} from './lives.js';
import {
  getChannelPlayerSettings,
  getPlayerSettings,
  setChannelPlayerSettings,
  setPlayerSettings,
} from './player-settings.js';
import {
  addToPlaylist,
  createPlaylist,
  deletePlaylist,
  getPlaylist,
  getPlaylistVideos,
  listPlaylists,
  removeFromPlaylist,
  reorderPlaylist,
  updatePlaylist,
} from './playlists.js';
import { getRetention, getTimeSeries, getVideoStats, getViewers } from './stats.js';
import { listSessions, revokeSession } from './token-sessions.js';
import {
  deleteCaption,
  getCaptions,
  getChapters,
  getFileToken,
  getStoryboards,
  getVideoPasswords,
  getVideoSource,
  setCaption,
  setChapters,
  setVideoPasswords,
} from './video-parts.js';
import { deleteVideo, getVideo, listVideos, rateVideo, searchVideos, updateVideo } from './videos.js';
import { sendView, startViewing } from './views.js';
import { watchLive } from './watch-live.js';

/**
 * What {@link PeerTubeClient.config} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, configArea, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const config = bind(peertube, configArea);
 * console.log((await config.get()).serverVersion, await config.categories());
 * ```
 */
export const configArea = {
  get: getConfig,
  categories: getCategories,
  licences: getLicences,
  languages: getLanguages,
  privacies: getPrivacies,
};

/**
 * What {@link PeerTubeClient.account} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { accountArea, bind, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const account = bind(peertube, accountArea);
 * console.log((await account.me()).username, (await account.videos()).total);
 * ```
 */
export const accountArea = {
  me: getMe,
  quotaUsed: getQuotaUsed,
  videos: getMyVideos,
  sessions: listSessions,
  revokeSession,
};

/**
 * What {@link PeerTubeClient.channels} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, channelsArea, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const channels = bind(peertube, channelsArea);
 * console.log((await channels.get('films@other.example')).displayName);
 * ```
 */
export const channelsArea = {
  list: getMyChannels,
  get: getChannel,
  videos: getChannelVideos,
  create: createChannel,
  update: updateChannel,
  setAvatar: setChannelAvatar,
  delete: deleteChannel,
  playerSettings: getChannelPlayerSettings,
  setPlayerSettings: setChannelPlayerSettings,
};

/**
 * What {@link PeerTubeClient.videos} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, videosArea } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const videos = bind(peertube, videosArea);
 * console.log((await videos.search('holiday', { count: 5 })).data.map(({ name }) => name));
 * ```
 */
export const videosArea = {
  get: getVideo,
  list: listVideos,
  search: searchVideos,
  update: updateVideo,
  delete: deleteVideo,
  rate: rateVideo,
  source: getVideoSource,
  token: getFileToken,
  captions: getCaptions,
  chapters: getChapters,
  setChapters,
  storyboards: getStoryboards,
  passwords: getVideoPasswords,
  setPasswords: setVideoPasswords,
  oEmbed: getOEmbed,
  isEmbedAllowed,
  embedPrivacy: getEmbedPrivacy,
  setEmbedPrivacy,
  playerSettings: getPlayerSettings,
  setPlayerSettings,
};

/**
 * What {@link PeerTubeClient.live} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, liveArea } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const live = bind(peertube, liveArea);
 * for await (const { state } of live.watch('gRjscAKWouefiE5Tmt8MeC')) console.log(state);
 * ```
 */
export const liveArea = {
  create: createLive,
  get: getLive,
  update: updateLive,
  list: listMyLives,
  delete: deleteLive,
  sessions: getLiveSessions,
  series: getLiveSeries,
  sessionOfReplay: getSessionOfReplay,
  rotateKey: rotateLiveKey,
  watch: watchLive,
};

/**
 * What {@link PeerTubeClient.comments} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, commentsArea, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const comments = bind(peertube, commentsArea);
 * console.log((await comments.list('gRjscAKWouefiE5Tmt8MeC')).data[0]?.text);
 * ```
 */
export const commentsArea = {
  list: listComments,
  thread: getCommentThread,
  replies: listReplies,
  add: addComment,
  delete: deleteComment,
};

/**
 * What {@link PeerTubeClient.captions} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, captionsArea, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const captions = bind(peertube, captionsArea);
 * console.log((await captions.list('gRjscAKWouefiE5Tmt8MeC')).map(({ url }) => url));
 * ```
 */
export const captionsArea = { list: getCaptions, set: setCaption, delete: deleteCaption };

/**
 * What {@link PeerTubeClient.playlists} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, playlistsArea } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const playlists = bind(peertube, playlistsArea);
 * console.log((await playlists.list('ada')).data.map(({ displayName }) => displayName));
 * ```
 */
export const playlistsArea = {
  list: listPlaylists,
  get: getPlaylist,
  videos: getPlaylistVideos,
  create: createPlaylist,
  update: updatePlaylist,
  delete: deletePlaylist,
  add: addToPlaylist,
  remove: removeFromPlaylist,
  reorder: reorderPlaylist,
};

/**
 * What {@link PeerTubeClient.views} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, viewsArea } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const views = bind(peertube, viewsArea);
 * const player = document.querySelector('video');
 * const viewing = views.start('gRjscAKWouefiE5Tmt8MeC', { position: () => player?.currentTime });
 * player?.addEventListener('ended', () => void viewing.stop());
 * ```
 */
export const viewsArea = { send: sendView, start: startViewing };

/**
 * What {@link PeerTubeClient.stats} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, statsArea } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const stats = bind(peertube, statsArea);
 * console.log((await stats.overall('gRjscAKWouefiE5Tmt8MeC')).averageWatchTime, 'seconds');
 * ```
 */
export const statsArea = {
  overall: getVideoStats,
  retention: getRetention,
  timeSeries: getTimeSeries,
  viewers: getViewers,
};

/**
 * What {@link PeerTubeClient.federation} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, federationArea } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const federation = bind(peertube, federationArea);
 * const video = await federation.resolveVideo('https://other.example/w/gRjscAKWouefiE5Tmt8MeC');
 * console.log(video?.embedUrl ?? 'not known here');
 * ```
 */
export const federationArea = {
  followed: listFollowed,
  follow: followChannel,
  unfollow: unfollowChannel,
  followInstances,
  unfollowInstance,
  resolveVideo,
  resolveChannel,
};

/**
 * What {@link PeerTubeClient.jobs} offers; for {@link bind}.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, jobsArea } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const jobs = bind(peertube, jobsArea);
 * console.log((await jobs.list({ state: 'failed', jobType: 'video-transcoding' })).total);
 * ```
 */
export const jobsArea = { list: listJobs };
