/**
 * `@piyakast/sdk`: clients for PeerTube and for a PIYAKast server. Knows no DOM and no `node:` module, so it is the same in
 * browsers, Node, Deno, Bun and workers.
 *
 * Begin with {@link PeerTubeClient} for an instance, or {@link PiyakastClient} for a PIYAKast server. A page that counts
 * bytes begins with {@link createPeerTube}, and imports the functions that it needs.
 *
 * @module main
 */
export type { Credentials } from './auth/oauth.js';
export type { OnReauthentication, Session, SessionInfo } from './auth/session.js';
export {
  AuthError,
  ConfigError,
  type ErrorCode,
  HttpError,
  type HttpErrorOptions,
  isPiyaError,
  type KnownErrorCode,
  LiveError,
  NetworkError,
  PiyaError,
  type PiyaErrorJson,
  type PiyaErrorOptions,
  redact,
  TimeoutError,
  UploadError,
  type UploadErrorOptions,
} from './errors/index.js';
export {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
  createCircuitBreaker,
} from './http/circuit-breaker.js';
export { createHttp } from './http/create-http.js';
export { createRequestBudget, type RequestBudget } from './http/request-budget.js';
export type {
  CreateHttpOptions,
  Http,
  HttpAuth,
  HttpGate,
  HttpRequest,
  Meaning,
  Meanings,
  Problem,
  QueryValue,
  RetryOptions,
} from './http/types.js';
export {
  HybridUploader,
  type HybridUploaderOptions,
  type KeepPromotingOptions,
} from './hybrid/hybrid-uploader.js';
export { isUnavailable } from './hybrid/is-unavailable.js';
export { type PiyakastStoreOptions, piyakastStore } from './hybrid/piyakast-store.js';
export type {
  FallbackStore,
  HybridResult,
  PrimaryUploads,
  PromotionReport,
  StoredUpload,
} from './hybrid/types.js';
export { getMe, getMyVideos, getQuotaUsed, type MyVideosOptions } from './peertube/account.js';
export {
  accountArea,
  captionsArea,
  channelsArea,
  commentsArea,
  configArea,
  federationArea,
  jobsArea,
  liveArea,
  playlistsArea,
  statsArea,
  videosArea,
  viewsArea,
} from './peertube/areas.js';
export { type AreaFunction, type Bound, bind } from './peertube/bind.js';
export { type CacheStats, type CreateCacheOptions, createCache, type PeerTubeCache } from './peertube/cache.js';
export type { CallOptions, ListOptions, ReadOptions } from './peertube/call-options.js';
export {
  createChannel,
  deleteChannel,
  getChannel,
  getChannelVideos,
  getMyChannels,
  type PeerTubeChannelFields,
  setChannelAvatar,
  updateChannel,
} from './peertube/channels.js';
export {
  addComment,
  deleteComment,
  getCommentThread,
  listComments,
  listReplies,
  type PeerTubeComment,
  type PeerTubeCommentTree,
} from './peertube/comments.js';
export { getCategories, getConfig, getLanguages, getLicences, getPrivacies, ping } from './peertube/config.js';
export { createPeerTube, type PeerTube, type PeerTubeOptions } from './peertube/create-peertube.js';
export {
  getEmbedPrivacy,
  getOEmbed,
  isEmbedAllowed,
  type PeerTubeEmbedPrivacy,
  type PeerTubeOEmbed,
  setEmbedPrivacy,
} from './peertube/embedding.js';
export {
  followChannel,
  followInstances,
  listFollowed,
  resolveChannel,
  resolveVideo,
  unfollowChannel,
  unfollowInstance,
} from './peertube/federation.js';
export { canBeVideoPassword, latencyId, latencyName, privacyId, privacyName } from './peertube/fields.js';
export { type JobListOptions, listJobs, type PeerTubeJob } from './peertube/jobs.js';
export {
  getLiveSeries,
  openLive,
  type PeerTubeLiveSeries,
  type RotatedLive,
  type RotateLiveKeyOptions,
  rotateLiveKey,
} from './peertube/live-series.js';
export type { LiveSocket, LiveSocketConnect, LiveSocketOptions } from './peertube/live-socket.js';
export type { LiveState } from './peertube/live-state.js';
export {
  createLive,
  deleteLive,
  getLive,
  getLiveSessions,
  getSessionOfReplay,
  listMyLives,
  updateLive,
} from './peertube/lives.js';
export { type PeerTubeAuth, PeerTubeClient } from './peertube/peertube-client.js';
export { PeerTubePool } from './peertube/peertube-pool.js';
export { filesOf, hlsUrlOf, isOnAir, VIDEO_STATE } from './peertube/playback.js';
export {
  getChannelPlayerSettings,
  getPlayerSettings,
  type PeerTubePlayerSettings,
  type PlayerSettingsOptions,
  setChannelPlayerSettings,
  setPlayerSettings,
} from './peertube/player-settings.js';
export {
  addToPlaylist,
  createPlaylist,
  deletePlaylist,
  getPlaylist,
  getPlaylistVideos,
  listPlaylists,
  type PeerTubePlaylist,
  type PeerTubePlaylistElement,
  type PeerTubePlaylistFields,
  type PeerTubePlaylistPrivacy,
  removeFromPlaylist,
  reorderPlaylist,
  updatePlaylist,
  updatePlaylistElement,
} from './peertube/playlists.js';
export type {
  KeepCheckingOptions,
  PeerTubePoolOptions,
  PlacementStore,
  PoolMember,
  PoolMemberStatus,
} from './peertube/pool-options.js';
export type { PoolUploadOptions, PoolUploadResult } from './peertube/pool-upload.js';
export type { RotatingLive, RotatingLiveOptions, RotatingLiveRecord } from './peertube/rotating-live.js';
export { getSession, signIn, signOut } from './peertube/sign-in.js';
export {
  getRetention,
  getTimeSeries,
  getVideoStats,
  getViewers,
  type PeerTubeRetentionPoint,
  type PeerTubeTimeSeries,
  type PeerTubeVideoStats,
  type StatsRange,
} from './peertube/stats.js';
export { type PeerTubeFeature, supports } from './peertube/supports.js';
export { listSessions, type PeerTubeTokenSession, revokeSession } from './peertube/token-sessions.js';
export type { PeerTubeAccount, PeerTubeChannel, PeerTubeQuotaUsed, PeerTubeUser } from './peertube/types/actor.js';
export type { PeerTubeImage, PeerTubeLabel, PeerTubePage, PeerTubeVideoIds } from './peertube/types/common.js';
export type { PeerTubeConfig } from './peertube/types/config.js';
export type {
  PeerTubeLatencyMode,
  PeerTubeLive,
  PeerTubeLiveRequest,
  PeerTubeLiveSession,
  PeerTubeLiveSettings,
} from './peertube/types/live.js';
export type {
  PeerTubeStreamingPlaylist,
  PeerTubeVideo,
  PeerTubeVideoChanges,
  PeerTubeVideoDetails,
  PeerTubeVideoFile,
} from './peertube/types/video.js';
export { type EmbedParameters, embedUrl, type PeerTubeUrl, parsePeerTubeUrl, watchUrl } from './peertube/urls.js';
export {
  deleteCaption,
  getCaptions,
  getChapters,
  getFileToken,
  getStoryboards,
  getVideoPasswords,
  getVideoSource,
  type PeerTubeCaption,
  type PeerTubeChapter,
  type PeerTubeFileToken,
  type PeerTubeStoryboard,
  type PeerTubeVideoPassword,
  type PeerTubeVideoSource,
  setCaption,
  setChapters,
  setVideoPasswords,
} from './peertube/video-parts.js';
export {
  deleteVideo,
  getVideo,
  listVideos,
  rateVideo,
  searchVideos,
  updateVideo,
  type VideoListOptions,
  type VideoReadOptions,
} from './peertube/videos.js';
export { type StartViewingOptions, sendView, startViewing, type Viewing, type ViewReport } from './peertube/views.js';
export { type LiveStatus, type WatchLiveOptions, watchLive } from './peertube/watch-live.js';
export { checkVideoMetadata } from './piyakast/check-video-metadata.js';
export { createPiyakast, type Piyakast, type PiyakastOptions, type PiyakastToken } from './piyakast/create-piyakast.js';
export { type ListenOptions, listenToPiyakast } from './piyakast/events.js';
export { PiyakastClient } from './piyakast/piyakast-client.js';
export {
  createPiyakastStream,
  deletePiyakastStream,
  getPiyakastStream,
  getPiyakastStreamCredentials,
  listPiyakastStreams,
  updatePiyakastStream,
} from './piyakast/streams.js';
export type * from './piyakast/types.js';
export { type PiyakastUploadOptions, uploadToPiyakast } from './piyakast/uploads.js';
export {
  deletePiyakastVideo,
  findPiyakastVideo,
  getPiyakastVideo,
  listPiyakastVideos,
  type PiyakastListOptions,
  retryPiyakastVideo,
  updatePiyakastVideo,
} from './piyakast/videos.js';
export { type Clock, systemClock } from './runtime/clock.js';
export { type FetchLike, globalFetch } from './runtime/fetch.js';
export { type Random, systemRandom } from './runtime/random.js';
export { memoryTokenStore, type SessionTokens, type TokenStore } from './storage/token-store.js';
export { blobSource } from './upload/blob-source.js';
export { checkVideoFields } from './upload/check-video-fields.js';
export { createUploads, type PeerTubeUploads, type WithdrawOptions } from './upload/create-uploads.js';
export { startUpload } from './upload/engine.js';
export {
  type FindUploadedOptions,
  type PeerTubeUploadResult,
  type UploadedFinder,
  uploadedFinder,
} from './upload/find-uploaded.js';
export { type ContainerType, detectContainer, HEAD_BYTES } from './upload/inspect/detect-container.js';
export { inspectVideo, type VideoInspection, type VideoTracks } from './upload/inspect/inspect-video.js';
export { memoryRecords } from './upload/memory-records.js';
export { peertubeProtocol } from './upload/peertube-protocol.js';
export { type ReplaceVideoFileOptions, replaceVideoFile } from './upload/replace-video-file.js';
export { type StreamSourceInput, streamSource } from './upload/stream-source.js';
export { type TusProtocolOptions, tusProtocol } from './upload/tus-protocol.js';
export type {
  StepOptions,
  Upload,
  UploadBody,
  UploadCreated,
  UploadOptions,
  UploadPhase,
  UploadProgress,
  UploadProtocol,
  UploadRecord,
  UploadRecordStore,
  UploadSource,
  UploadStatus,
} from './upload/types.js';
export type { UploadDoubt, UploadDoubtStore } from './upload/upload-doubts.js';
export { type LegacyUploadOptions, uploadLegacy } from './upload/upload-legacy.js';
export { toUploadSource, type UploadInput } from './upload/upload-source.js';
export { type PeerTubeUploadOptions, uploadVideo } from './upload/upload-video.js';
export type {
  CaptionFile,
  Chapter,
  CommentsPolicy,
  PeerTubeVideoFields,
  VideoPrivacy,
} from './upload/video-fields.js';
export {
  type PeerTubeVideoState,
  type WaitUntilPlayableOptions,
  waitUntilPlayable,
} from './upload/wait-until-playable.js';
