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
  MAX_DVR_WINDOW_SECONDS,
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
export type { HybridUploaderOptions, KeepPromotingOptions } from './failover/hybrid/hybrid-options.js';
export { HybridUploader } from './failover/hybrid/hybrid-uploader.js';
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
export {
  type OtherCopy,
  settleUnconfirmed,
  type UnconfirmedEffects,
  type UnconfirmedOutcome,
} from './failover/unconfirmed/settle-unconfirmed.js';
export type { UnconfirmedUpload, UnconfirmedUploadStore } from './failover/unconfirmed/unconfirmed-uploads.js';
export {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
  createCircuitBreaker,
} from './http/circuit-breaker.js';
export { createHttp } from './http/create-http.js';
export {
  createRequestBudget,
  type RequestBudget,
  type RequestBudgetOptions,
  type SignInLimit,
} from './http/request-budget.js';
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
export { getMe } from './peertube/account/get-me.js';
export { getMyVideos, type MyVideosOptions } from './peertube/account/get-my-videos.js';
export { getQuotaUsed } from './peertube/account/get-quota-used.js';
export * as accountActions from './peertube/account/index.js';
export { listSessions, type PeerTubeTokenSession } from './peertube/account/sessions/list-sessions.js';
export { revokeSession } from './peertube/account/sessions/revoke-session.js';
export { getSession } from './peertube/account/sign-in/get-session.js';
export { signIn } from './peertube/account/sign-in/sign-in.js';
export { signOut } from './peertube/account/sign-in/sign-out.js';
export { createChannel, type PeerTubeChannelFields } from './peertube/channels/create-channel.js';
export { deleteChannel } from './peertube/channels/delete-channel.js';
export { getChannel } from './peertube/channels/get-channel.js';
export { getChannelVideos } from './peertube/channels/get-channel-videos.js';
export { getMyChannels } from './peertube/channels/get-my-channels.js';
export * as channelActions from './peertube/channels/index.js';
export { getChannelPlayerSettings } from './peertube/channels/player-settings/get-channel-player-settings.js';
export { setChannelPlayerSettings } from './peertube/channels/player-settings/set-channel-player-settings.js';
export { setChannelAvatar } from './peertube/channels/set-channel-avatar.js';
export { updateChannel } from './peertube/channels/update-channel.js';
export { type Action, type Bound, bind } from './peertube/client/bind.js';
export { type PeerTubeAuth, PeerTubeClient } from './peertube/client/peertube-client.js';
export { addComment } from './peertube/comments/add-comment.js';
export type { PeerTubeComment, PeerTubeCommentTree } from './peertube/comments/comment.js';
export { deleteComment } from './peertube/comments/delete-comment.js';
export { getCommentThread } from './peertube/comments/get-comment-thread.js';
export * as commentActions from './peertube/comments/index.js';
export { listComments } from './peertube/comments/list-comments.js';
export { listReplies } from './peertube/comments/list-replies.js';
export { followChannel } from './peertube/federation/follow-channel.js';
export { followInstances } from './peertube/federation/follow-instances.js';
export * as federationActions from './peertube/federation/index.js';
export { listFollowed } from './peertube/federation/list-followed.js';
export { resolveChannel } from './peertube/federation/resolve-channel.js';
export { resolveVideo } from './peertube/federation/resolve-video.js';
export { unfollowChannel } from './peertube/federation/unfollow-channel.js';
export { unfollowInstance } from './peertube/federation/unfollow-instance.js';
export { getCategories, getLanguages, getLicences, getPrivacies } from './peertube/instance/constants.js';
export { getConfig } from './peertube/instance/get-config.js';
export * as configActions from './peertube/instance/index.js';
export * as jobActions from './peertube/instance/jobs/index.js';
export { type JobListOptions, listJobs, type PeerTubeJob } from './peertube/instance/jobs/list-jobs.js';
export { ping } from './peertube/instance/ping.js';
export { type PeerTubeFeature, supports } from './peertube/instance/supports.js';
export { createLive } from './peertube/lives/create-live.js';
export { deleteLive } from './peertube/lives/delete-live.js';
export { getLive } from './peertube/lives/get-live.js';
export { getLiveSeries, type PeerTubeLiveSeries } from './peertube/lives/get-live-series.js';
export { getLiveSessions } from './peertube/lives/get-live-sessions.js';
export { getSessionOfReplay } from './peertube/lives/get-session-of-replay.js';
export * as liveActions from './peertube/lives/index.js';
export { listMyLives } from './peertube/lives/list-my-lives.js';
export { openLive } from './peertube/lives/rotation/open-live.js';
export { rotateLiveKey } from './peertube/lives/rotation/rotate-live-key.js';
export type { RotatingLive, RotatingLiveOptions, RotatingLiveRecord } from './peertube/lives/rotation/rotating-live.js';
export type { RotatedLive, RotateLiveKeyOptions } from './peertube/lives/rotation/rotation-options.js';
export { updateLive } from './peertube/lives/update-live.js';
export type { LiveSocket, LiveSocketConnect, LiveSocketOptions } from './peertube/lives/watch/live-socket.js';
export type { LiveState } from './peertube/lives/watch/live-state.js';
export type { LiveStatus, WatchLiveOptions } from './peertube/lives/watch/live-status.js';
export { watchLive } from './peertube/lives/watch/watch-live.js';
export { addToPlaylist } from './peertube/playlists/add-to-playlist.js';
export { createPlaylist } from './peertube/playlists/create-playlist.js';
export { deletePlaylist } from './peertube/playlists/delete-playlist.js';
export { getPlaylist } from './peertube/playlists/get-playlist.js';
export { getPlaylistVideos, type PeerTubePlaylistElement } from './peertube/playlists/get-playlist-videos.js';
export * as playlistActions from './peertube/playlists/index.js';
export { listPlaylists } from './peertube/playlists/list-playlists.js';
export type {
  PeerTubePlaylist,
  PeerTubePlaylistFields,
  PeerTubePlaylistPrivacy,
} from './peertube/playlists/playlist.js';
export { removeFromPlaylist } from './peertube/playlists/remove-from-playlist.js';
export { reorderPlaylist } from './peertube/playlists/reorder-playlist.js';
export { updatePlaylist } from './peertube/playlists/update-playlist.js';
export { updatePlaylistElement } from './peertube/playlists/update-playlist-element.js';
export { type CacheStats, type CreateCacheOptions, createCache, type PeerTubeCache } from './peertube/request/cache.js';
export type { CallOptions, ListOptions, ReadOptions } from './peertube/request/call-options.js';
export { createPeerTube, type PeerTube, type PeerTubeOptions } from './peertube/request/create-peertube.js';
export { getRetention, type PeerTubeRetentionPoint } from './peertube/stats/get-retention.js';
export { getTimeSeries, type PeerTubeTimeSeries } from './peertube/stats/get-time-series.js';
export { getVideoStats, type PeerTubeVideoStats } from './peertube/stats/get-video-stats.js';
export { getViewers } from './peertube/stats/get-viewers.js';
export * as statsActions from './peertube/stats/index.js';
export type { StatsRange } from './peertube/stats/read-stats.js';
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
export { deleteCaption } from './peertube/videos/captions/delete-caption.js';
export { getCaptions, type PeerTubeCaption } from './peertube/videos/captions/get-captions.js';
export * as captionActions from './peertube/videos/captions/index.js';
export { setCaption } from './peertube/videos/captions/set-caption.js';
export { getChapters, type PeerTubeChapter } from './peertube/videos/chapters/get-chapters.js';
export { setChapters } from './peertube/videos/chapters/set-chapters.js';
export { deleteVideo } from './peertube/videos/delete-video.js';
export { getEmbedPrivacy, type PeerTubeEmbedPrivacy } from './peertube/videos/embedding/get-embed-privacy.js';
export { getOEmbed, type PeerTubeOEmbed } from './peertube/videos/embedding/get-oembed.js';
export { isEmbedAllowed } from './peertube/videos/embedding/is-embed-allowed.js';
export { setEmbedPrivacy } from './peertube/videos/embedding/set-embed-privacy.js';
export { getFileToken, type PeerTubeFileToken } from './peertube/videos/get-file-token.js';
export { getStoryboards, type PeerTubeStoryboard } from './peertube/videos/get-storyboards.js';
export { getVideo } from './peertube/videos/get-video.js';
export { getVideoSource, type PeerTubeVideoSource } from './peertube/videos/get-video-source.js';
export * as videoActions from './peertube/videos/index.js';
export { listVideos, type VideoListOptions } from './peertube/videos/list-videos.js';
export { getVideoPasswords, type PeerTubeVideoPassword } from './peertube/videos/passwords/get-video-passwords.js';
export { setVideoPasswords } from './peertube/videos/passwords/set-video-passwords.js';
export { audioFilesOf, filesOf } from './peertube/videos/playback/files-of.js';
export { hlsUrlOf } from './peertube/videos/playback/hls-url-of.js';
export { type ThumbnailOptions, thumbnailOf } from './peertube/videos/playback/thumbnail-of.js';
export {
  getPlayerSettings,
  type PeerTubePlayerSettings,
  type PlayerSettingsOptions,
} from './peertube/videos/player-settings/get-player-settings.js';
export { setPlayerSettings } from './peertube/videos/player-settings/set-player-settings.js';
export { rateVideo } from './peertube/videos/rate-video.js';
export { searchVideos } from './peertube/videos/search-videos.js';
export { updateVideo } from './peertube/videos/update-video.js';
export type { VideoReadOptions } from './peertube/videos/video-request.js';
export {
  type PeerTubeVideoState,
  type WaitUntilPlayableOptions,
  waitUntilPlayable,
} from './peertube/videos/wait-until-playable.js';
export * as viewActions from './peertube/views/index.js';
export { sendView, type ViewReport } from './peertube/views/send-view.js';
export { type StartViewingOptions, startViewing, type Viewing } from './peertube/views/start-viewing.js';
export { getPiyakastUploadLimits, listPiyakastChannels } from './piyakast/account.js';
export { checkVideoMetadata } from './piyakast/check-video-metadata.js';
export { createPiyakast, type Piyakast, type PiyakastOptions, type PiyakastToken } from './piyakast/create-piyakast.js';
export { type ListenOptions, listenToPiyakast } from './piyakast/events.js';
export { PiyakastClient } from './piyakast/piyakast-client.js';
export {
  getPiyakastStreamPlayback,
  getPiyakastVideoPlayback,
  type StreamPlaybackOptions,
} from './piyakast/playback.js';
export {
  type CreateStreamOptions,
  createPiyakastStream,
  deletePiyakastStream,
  getPiyakastStream,
  getPiyakastStreamCredentials,
  listPiyakastStreams,
  rotatePiyakastStreamKey,
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
export type { PiyakastPlaybackOptions, PiyakastViewerOptions } from './piyakast/viewer-options.js';
export { type BackoffOptions, backoffMs } from './runtime/backoff.js';
export { type Clock, systemClock } from './runtime/clock.js';
export { type FetchLike, globalFetch } from './runtime/fetch.js';
export { type InterruptibleSleep, interruptibleSleep } from './runtime/interruptible-sleep.js';
export { type Random, systemRandom } from './runtime/random.js';
export { type Credentials, signInLimit } from './session/oauth.js';
export type { Session } from './session/session.js';
export type { SessionInfo } from './session/session-machine.js';
export type { OnReauthentication } from './session/sign-in-request.js';
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
