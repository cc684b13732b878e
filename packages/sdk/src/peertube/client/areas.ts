import { getMe, getMyVideos, getQuotaUsed } from '../account/account.js';
import { listSessions, revokeSession } from '../account/token-sessions.js';
import {
  createChannel,
  deleteChannel,
  getChannel,
  getChannelVideos,
  getMyChannels,
  setChannelAvatar,
  updateChannel,
} from '../channels/channels.js';
import { addComment, deleteComment, getCommentThread, listComments, listReplies } from '../comments/comments.js';
import {
  followChannel,
  followInstances,
  listFollowed,
  resolveChannel,
  resolveVideo,
  unfollowChannel,
  unfollowInstance,
} from '../federation/federation.js';
import { getCategories, getConfig, getLanguages, getLicences, getPrivacies } from '../instance/config.js';
import { listJobs } from '../instance/jobs.js';
import { getLiveSeries, openLive, rotateLiveKey } from '../lives/live-series.js';
import {
  createLive,
  deleteLive,
  getLive,
  getLiveSessions,
  getSessionOfReplay,
  listMyLives,
  updateLive,
} from '../lives/lives.js';
import { watchLive } from '../lives/watch-live.js';
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
  updatePlaylistElement,
} from '../playlists/playlists.js';
import { getRetention, getTimeSeries, getVideoStats, getViewers } from '../stats/stats.js';
import { sendView, startViewing } from '../stats/views.js';
import { getEmbedPrivacy, getOEmbed, isEmbedAllowed, setEmbedPrivacy } from '../videos/embedding.js';
import {
  getChannelPlayerSettings,
  getPlayerSettings,
  setChannelPlayerSettings,
  setPlayerSettings,
} from '../videos/player-settings.js';
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
} from '../videos/video-parts.js';
import { deleteVideo, getVideo, listVideos, rateVideo, searchVideos, updateVideo } from '../videos/videos.js';

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
  /** What the instance allows: live, upload types, chunk size, view interval. See {@link getConfig}. */
  get: getConfig,
  /** The instance's categories: id to label. See {@link getCategories}. */
  categories: getCategories,
  /** The instance's licences: id to label. See {@link getLicences}. */
  licences: getLicences,
  /** The instance's languages: ISO 639 code to label. See {@link getLanguages}. */
  languages: getLanguages,
  /** The instance's privacies: id to label. See {@link getPrivacies}. */
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
  /** The signed-in user with its channels, also those it may use as a collaborator (PeerTube 8). See {@link getMe}. */
  me: getMe,
  /** Bytes that the signed-in user's videos take. See {@link getQuotaUsed}. */
  quotaUsed: getQuotaUsed,
  /** The signed-in user's videos in every state, lives included. See {@link getMyVideos}. */
  videos: getMyVideos,
  /** Where the signed-in user is signed in. See {@link listSessions}. */
  sessions: listSessions,
  /** Ends one of the user's sessions elsewhere. See {@link revokeSession}. */
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
  /** The channels that the signed-in user may publish on. See {@link getMyChannels}. */
  list: getMyChannels,
  /** A channel by its name, or by `name@host` for one of another instance. See {@link getChannel}. */
  get: getChannel,
  /** See {@link getChannelVideos}. */
  videos: getChannelVideos,
  /** Makes a channel. See {@link createChannel}. */
  create: createChannel,
  /** Changes a channel of the signed-in user. See {@link updateChannel}. */
  update: updateChannel,
  /** Sets the channel's picture: JPEG, PNG, GIF or WebP of at most 4 MiB. See {@link setChannelAvatar}. */
  setAvatar: setChannelAvatar,
  /** Deletes a channel with its videos. See {@link deleteChannel}. */
  delete: deleteChannel,
  /** The player settings of a channel. See {@link getChannelPlayerSettings}. */
  playerSettings: getChannelPlayerSettings,
  /** Sets the player settings of a channel. See {@link setChannelPlayerSettings}. */
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
  /** A whole video by numeric id, UUID or short UUID. See {@link getVideo}. */
  get: getVideo,
  /** Public videos, of other instances too unless `isLocal`. See {@link listVideos}. */
  list: listVideos,
  /** Public videos that match `search`. See {@link searchVideos}. */
  search: searchVideos,
  /** Changes the fields given and leaves the others. See {@link updateVideo}. */
  update: updateVideo,
  /** Deletes a video or live. See {@link deleteVideo}. */
  delete: deleteVideo,
  /** Likes, dislikes, or takes that back. See {@link rateVideo}. */
  rate: rateVideo,
  /** The uploaded file's facts. See {@link getVideoSource}. */
  source: getVideoSource,
  /** A token for the files of a private, internal or password-protected video. See {@link getFileToken}. */
  token: getFileToken,
  /** The captions of a video. See {@link getCaptions}. */
  captions: getCaptions,
  /** The chapters. See {@link getChapters}. */
  chapters: getChapters,
  /** Replaces all chapters. See {@link setChapters}. */
  setChapters,
  /** Seek previews. See {@link getStoryboards}. */
  storyboards: getStoryboards,
  /** The passwords of a protected video. See {@link getVideoPasswords}. */
  passwords: getVideoPasswords,
  /** Replaces the passwords of a protected video. See {@link setVideoPasswords}. */
  setPasswords: setVideoPasswords,
  /** The oEmbed answer for a video. See {@link getOEmbed}. */
  oEmbed: getOEmbed,
  /** Whether pages of this host may embed the video. See {@link isEmbedAllowed}. */
  isEmbedAllowed,
  /** Which sites may embed the video. See {@link getEmbedPrivacy}. */
  embedPrivacy: getEmbedPrivacy,
  /** Sets which sites may embed the video. See {@link setEmbedPrivacy}. */
  setEmbedPrivacy,
  /** The player settings of a video. See {@link getPlayerSettings}. */
  playerSettings: getPlayerSettings,
  /** Sets the player settings of a video. See {@link setPlayerSettings}. */
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
  /** Makes a live. See {@link createLive}. */
  create: createLive,
  /** A live's settings. See {@link getLive}. */
  get: getLive,
  /** Changes a live that waits. See {@link updateLive}. */
  update: updateLive,
  /** The signed-in user's lives, those that wait or have ended included. See {@link listMyLives}. */
  list: listMyLives,
  /** Deletes a live. See {@link deleteLive}. */
  delete: deleteLive,
  /** The broadcasts of a live, oldest first, with their replays. See {@link getLiveSessions}. */
  sessions: getLiveSessions,
  /** All broadcasts of a live with their replays. See {@link getLiveSeries}. */
  series: getLiveSeries,
  /** The broadcast that a replay came from. See {@link getSessionOfReplay}. */
  sessionOfReplay: getSessionOfReplay,
  /** See {@link rotateLiveKey}. */
  rotateKey: rotateLiveKey,
  /** A live that stays one object while its key changes. See {@link openLive}. */
  open: openLive,
  /** See {@link watchLive}. */
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
  /** See {@link listComments}. */
  list: listComments,
  /** A thread: its first comment with the replies to it, and the replies to these. See {@link getCommentThread}. */
  thread: getCommentThread,
  /** More direct replies to a comment than its thread holds. See {@link listReplies}. */
  replies: listReplies,
  /** Comments a video, or answers the comment `replyTo`. See {@link addComment}. */
  add: addComment,
  /** Deletes a comment: one's own, or any of one's own video. See {@link deleteComment}. */
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
export const captionsArea = {
  /** The captions of a video. See {@link getCaptions}. */
  list: getCaptions,
  /** Adds or replaces the captions of one language. See {@link setCaption}. */
  set: setCaption,
  /** Removes the captions of one language. See {@link deleteCaption}. */
  delete: deleteCaption,
};

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
  /** The playlists of an account, by its name: the public ones, and all for the owner. See {@link listPlaylists}. */
  list: listPlaylists,
  /** A playlist by numeric id, UUID or short UUID. See {@link getPlaylist}. */
  get: getPlaylist,
  /** The videos of a playlist, in its order. See {@link getPlaylistVideos}. */
  videos: getPlaylistVideos,
  /** Makes a playlist. See {@link createPlaylist}. */
  create: createPlaylist,
  /** Changes a playlist of the signed-in user. See {@link updatePlaylist}. */
  update: updatePlaylist,
  /** Deletes a playlist. See {@link deletePlaylist}. */
  delete: deletePlaylist,
  /** Puts a video at the end of a playlist. See {@link addToPlaylist}. */
  add: addToPlaylist,
  /** Changes between which seconds an element plays. See {@link updatePlaylistElement}. */
  updateElement: updatePlaylistElement,
  /** Takes an element out of a playlist. See {@link removeFromPlaylist}. */
  remove: removeFromPlaylist,
  /** Moves `count` elements so that they come after a position. See {@link reorderPlaylist}. */
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
export const viewsArea = {
  /** Reports a viewer's position. See {@link sendView}. */
  send: sendView,
  /** Reports while a player plays, as often as the instance asks for. See {@link startViewing}. */
  start: startViewing,
};

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
  /** Views, watch time and peak of a video. See {@link getVideoStats}. */
  overall: getVideoStats,
  /** Which part of the viewers watched how far. See {@link getRetention}. */
  retention: getRetention,
  /** Viewers, or watch time in seconds, over time. See {@link getTimeSeries}. */
  timeSeries: getTimeSeries,
  /** How many watch a video or live now. See {@link getViewers}. */
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
  /** The channels that the signed-in user follows. See {@link listFollowed}. */
  followed: listFollowed,
  /** Follows a channel of any instance as the signed-in user. See {@link followChannel}. */
  follow: followChannel,
  /** Stops following a channel. See {@link unfollowChannel}. */
  unfollow: unfollowChannel,
  /** Makes the instance follow other instances, so that it knows their videos. See {@link followInstances}. */
  followInstances,
  /** Makes the instance stop following another one. See {@link unfollowInstance}. */
  unfollowInstance,
  /** Finds a video of any instance by its address. See {@link resolveVideo}. */
  resolveVideo,
  /** Finds a channel of any instance by its address or `name@host`. See {@link resolveChannel}. */
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
export const jobsArea = {
  /** The instance's jobs. See {@link listJobs}. */
  list: listJobs,
};
