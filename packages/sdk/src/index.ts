/**
 * `@piyakast/sdk`: clients for PeerTube and for a PIYAKast server. Knows no DOM and no `node:` module, so it is the same in
 * browsers, Node, Deno, Bun and workers.
 *
 * Begin with {@link PeerTubeClient} for an instance, or {@link PiyakastClient} for a PIYAKast server. A page that counts
 * bytes begins with {@link createPeerTube}, and imports the functions that it needs.
 *
 * @module main
 */

export {
  acceptedExtensions,
  CAPTION_EXTENSIONS,
  CATEGORIES,
  CHANNEL_LIMITS,
  COMMENTS_POLICIES,
  type CommentsPolicyWord,
  canBeVideoPassword,
  categoryId,
  commentsPolicyId,
  countCharacters,
  DEFAULT_MAX_CAPTION_BYTES,
  DEFAULT_MAX_IMAGE_BYTES,
  DEFAULT_MAX_UPLOAD_BYTES,
  DEFAULT_PRIVACY,
  describeSessionError,
  ENDED_UPLOAD_CODES,
  ERROR_CODES,
  type ErrorClassName,
  type ErrorCode,
  type ErrorCodeFacts,
  extensionOf,
  FAILOVER_AFTER_MS,
  FAILOVER_CODES,
  FALLBACK_CATEGORY_LABEL,
  FINAL_UPLOAD_CODES,
  FULL_INSTANCE_CODES,
  IMAGE_MEDIA_TYPES,
  isFailedState,
  isOnAir,
  isUploadKey,
  isWithin,
  type KnownCategory,
  type KnownErrorCode,
  LATENCIES,
  type Latency,
  type LengthLimit,
  LIVE_PRIVACIES,
  LIVE_SESSION_ERRORS,
  type LivePrivacy,
  LOST_UPLOAD_CODES,
  latencyId,
  latencyName,
  MAX_VIDEO_PASSWORDS,
  MEDIA_TYPES,
  maxImageBytes,
  mediaTypeOf,
  normalizeText,
  PEERTUBE_AT_WORK_MS,
  PRIVACIES,
  PROCESSING_TIMEOUT_MS,
  type Privacy,
  privacyId,
  privacyName,
  SIGNED_OUT_CODES,
  truncateText,
  UPLOAD_KEY_PATTERN,
  VIDEO_LIMITS,
  VIDEO_STATE,
} from './contract/index.js';
export {
  AuthError,
  ConfigError,
  HttpError,
  type HttpErrorOptions,
  isFinalUploadError,
  isPiyaError,
  isUnavailable,
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
  HybridUploader,
  type HybridUploaderOptions,
  type KeepPromotingOptions,
} from './failover/hybrid/hybrid-uploader.js';
export type {
  FallbackStore,
  HybridResult,
  PrimaryUploads,
  PromotionReport,
  StoredUpload,
} from './failover/hybrid/types.js';
export { PeerTubePool } from './failover/pool/peertube-pool.js';
export type {
  KeepCheckingOptions,
  PeerTubePoolOptions,
  PlacementStore,
  PoolMember,
  PoolMemberStatus,
} from './failover/pool/pool-options.js';
export type { PoolUploadOptions, PoolUploadResult } from './failover/pool/pool-upload.js';
export { type PiyakastStoreOptions, piyakastStore } from './failover/stores/piyakast-store.js';
export type { UnconfirmedUpload, UnconfirmedUploadStore } from './failover/unconfirmed/unconfirmed-uploads.js';
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
  ErrorMapping,
  ErrorMappings,
  Http,
  HttpAuth,
  HttpGate,
  HttpRequest,
  Problem,
  QueryValue,
  RetryOptions,
} from './http/types.js';
export { getMe, getMyVideos, getQuotaUsed, type MyVideosOptions } from './peertube/account/account.js';
export { getSession, signIn, signOut } from './peertube/account/sign-in.js';
export { listSessions, type PeerTubeTokenSession, revokeSession } from './peertube/account/token-sessions.js';
export {
  createChannel,
  deleteChannel,
  getChannel,
  getChannelVideos,
  getMyChannels,
  type PeerTubeChannelFields,
  setChannelAvatar,
  updateChannel,
} from './peertube/channels/channels.js';
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
} from './peertube/client/areas.js';
export { type AreaFunction, type Bound, bind } from './peertube/client/bind.js';
export { type PeerTubeAuth, PeerTubeClient } from './peertube/client/peertube-client.js';
export {
  addComment,
  deleteComment,
  getCommentThread,
  listComments,
  listReplies,
  type PeerTubeComment,
  type PeerTubeCommentTree,
} from './peertube/comments/comments.js';
export {
  followChannel,
  followInstances,
  listFollowed,
  resolveChannel,
  resolveVideo,
  unfollowChannel,
  unfollowInstance,
} from './peertube/federation/federation.js';
export { getCategories, getConfig, getLanguages, getLicences, getPrivacies, ping } from './peertube/instance/config.js';
export { type JobListOptions, listJobs, type PeerTubeJob } from './peertube/instance/jobs.js';
export { type PeerTubeFeature, supports } from './peertube/instance/supports.js';
export {
  getLiveSeries,
  openLive,
  type PeerTubeLiveSeries,
  type RotatedLive,
  type RotateLiveKeyOptions,
  rotateLiveKey,
} from './peertube/lives/live-series.js';
export type { LiveSocket, LiveSocketConnect, LiveSocketOptions } from './peertube/lives/live-socket.js';
export type { LiveState } from './peertube/lives/live-state.js';
export {
  createLive,
  deleteLive,
  getLive,
  getLiveSessions,
  getSessionOfReplay,
  listMyLives,
  updateLive,
} from './peertube/lives/lives.js';
export type { RotatingLive, RotatingLiveOptions, RotatingLiveRecord } from './peertube/lives/rotating-live.js';
export { type LiveStatus, type WatchLiveOptions, watchLive } from './peertube/lives/watch-live.js';
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
} from './peertube/playlists/playlists.js';
export { type CacheStats, type CreateCacheOptions, createCache, type PeerTubeCache } from './peertube/request/cache.js';
export type { CallOptions, ListOptions, ReadOptions } from './peertube/request/call-options.js';
export { createPeerTube, type PeerTube, type PeerTubeOptions } from './peertube/request/create-peertube.js';
export {
  getRetention,
  getTimeSeries,
  getVideoStats,
  getViewers,
  type PeerTubeRetentionPoint,
  type PeerTubeTimeSeries,
  type PeerTubeVideoStats,
  type StatsRange,
} from './peertube/stats/stats.js';
export {
  type StartViewingOptions,
  sendView,
  startViewing,
  type Viewing,
  type ViewReport,
} from './peertube/stats/views.js';
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
export { checkVideoFields } from './peertube/uploads/check-video-fields.js';
export { createUploads, type PeerTubeUploads, type WithdrawOptions } from './peertube/uploads/create-uploads.js';
export {
  type FindUploadedOptions,
  type PeerTubeUploadResult,
  type UploadedFinder,
  uploadedFinder,
} from './peertube/uploads/find-uploaded.js';
export { peertubeProtocol } from './peertube/uploads/peertube-protocol.js';
export { type ReplaceVideoFileOptions, replaceVideoFile } from './peertube/uploads/replace-video-file.js';
export { type LegacyUploadOptions, uploadLegacy } from './peertube/uploads/upload-legacy.js';
export { type PeerTubeUploadOptions, uploadVideo } from './peertube/uploads/upload-video.js';
export type {
  CaptionFile,
  Chapter,
  CommentsPolicy,
  PeerTubeVideoFields,
  VideoPrivacy,
} from './peertube/uploads/video-fields.js';
export { type EmbedParameters, embedUrl, type PeerTubeUrl, parsePeerTubeUrl, watchUrl } from './peertube/urls/urls.js';
export {
  getEmbedPrivacy,
  getOEmbed,
  isEmbedAllowed,
  type PeerTubeEmbedPrivacy,
  type PeerTubeOEmbed,
  setEmbedPrivacy,
} from './peertube/videos/embedding.js';
export { filesOf, hlsUrlOf } from './peertube/videos/playback.js';
export {
  getChannelPlayerSettings,
  getPlayerSettings,
  type PeerTubePlayerSettings,
  type PlayerSettingsOptions,
  setChannelPlayerSettings,
  setPlayerSettings,
} from './peertube/videos/player-settings.js';
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
} from './peertube/videos/video-parts.js';
export {
  deleteVideo,
  getVideo,
  listVideos,
  rateVideo,
  searchVideos,
  updateVideo,
  type VideoListOptions,
  type VideoReadOptions,
} from './peertube/videos/videos.js';
export {
  type PeerTubeVideoState,
  type WaitUntilPlayableOptions,
  waitUntilPlayable,
} from './peertube/videos/wait-until-playable.js';
export { checkVideoMetadata } from './piyakast/check-video-metadata.js';
export { createPiyakast, type Piyakast, type PiyakastOptions, type PiyakastToken } from './piyakast/create-piyakast.js';
export { type ListenOptions, listenToPiyakast } from './piyakast/events.js';
export { PiyakastClient } from './piyakast/piyakast-client.js';
export {
  getPiyakastStreamPlayback,
  getPiyakastVideoPlayback,
  type PiyakastPlayback,
  type PlaybackSource,
  type StreamPlaybackOptions,
} from './piyakast/playback.js';
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
export type { Credentials } from './session/oauth.js';
export type { OnReauthentication, Session, SessionInfo } from './session/session.js';
export { memoryTokenStore, type SessionTokens, type TokenStore } from './session/stores/token-store.js';
export { startUpload } from './upload/engine/start-upload.js';
export { type ContainerType, detectContainer, HEAD_BYTES } from './upload/inspect/detect-container.js';
export { inspectVideo, type VideoInspection, type VideoTracks } from './upload/inspect/inspect-video.js';
export { type RecognizedFile, type RecognizeFileInput, recognizeFile } from './upload/inspect/recognize-file.js';
export { type TusProtocolOptions, tusProtocol } from './upload/protocols/tus-protocol.js';
export { memoryRecords } from './upload/records/memory-records.js';
export { blobSource } from './upload/sources/blob-source.js';
export { type StreamSourceInput, streamSource } from './upload/sources/stream-source.js';
export { toUploadSource, type UploadInput } from './upload/sources/upload-source.js';
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
