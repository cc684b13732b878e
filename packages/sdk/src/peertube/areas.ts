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
import { getLiveSeries, openLive, rotateLiveKey } from './live-series.js';
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

/** What {@link PeerTubeClient.config} offers. */
export const configArea = {
  get: getConfig,
  categories: getCategories,
  licences: getLicences,
  languages: getLanguages,
  privacies: getPrivacies,
};

/** What {@link PeerTubeClient.account} offers. */
export const accountArea = {
  me: getMe,
  quotaUsed: getQuotaUsed,
  videos: getMyVideos,
  sessions: listSessions,
  revokeSession,
};

/** What {@link PeerTubeClient.channels} offers. */
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

/** What {@link PeerTubeClient.videos} offers. */
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

/** What {@link PeerTubeClient.live} offers. */
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
  open: openLive,
  watch: watchLive,
};

/** What {@link PeerTubeClient.comments} offers. */
export const commentsArea = {
  list: listComments,
  thread: getCommentThread,
  replies: listReplies,
  add: addComment,
  delete: deleteComment,
};

/** What {@link PeerTubeClient.captions} offers. */
export const captionsArea = { list: getCaptions, set: setCaption, delete: deleteCaption };

/** What {@link PeerTubeClient.playlists} offers. */
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

/** What {@link PeerTubeClient.views} offers. */
export const viewsArea = { send: sendView, start: startViewing };

/** What {@link PeerTubeClient.stats} offers. */
export const statsArea = {
  overall: getVideoStats,
  retention: getRetention,
  timeSeries: getTimeSeries,
  viewers: getViewers,
};

/** What {@link PeerTubeClient.federation} offers. */
export const federationArea = {
  followed: listFollowed,
  follow: followChannel,
  unfollow: unfollowChannel,
  followInstances,
  unfollowInstance,
  resolveVideo,
  resolveChannel,
};

/** What {@link PeerTubeClient.jobs} offers. */
export const jobsArea = { list: listJobs };
