export { type ErrorText, errorText } from './i18n/error-text.js';
export type { Language } from './i18n/i18n.js';
export { type EventClient, type Listener, type ListenOptions, listenToEvents } from './internal/event-feed.js';
export { VERSION } from './internal/version.js';
export { PiyaEmbed } from './piya-embed/piya-embed.js';
export type {
  LiveEncoderDetail,
  LiveErrorDetail,
  LiveRemovedDetail,
  LiveStreamDetail,
} from './piya-live-setup/events.js';
export type { LiveClient } from './piya-live-setup/live-client.js';
export { PiyaLiveSetup } from './piya-live-setup/piya-live-setup.js';
export { PiyaPlayer } from './piya-player/piya-player.js';
export type {
  UploadDraftDetail,
  UploadErrorDetail,
  UploadEventDetail,
  UploadProgressDetail,
  UploadStartDetail,
  UploadVideoDetail,
} from './piya-upload/events.js';
export { PiyaUpload } from './piya-upload/piya-upload.js';
export type { UploadClient } from './piya-upload/queue/upload-client.js';
export type { CreateEngine, EngineMount } from './playback/engines/create-engine.js';
export {
  type AudioTrackChoice,
  type Caption,
  type CaptionTrack,
  type Engine,
  EngineFailEvent,
  type EngineKind,
  type EngineSource,
  type LoadOptions,
  type MediaAccess,
  type Quality,
} from './playback/engines/engine.js';
export { PlayerError, type PlayerErrorCode } from './playback/engines/engine-error.js';
export { MEDIA_EVENTS, type MediaEventName } from './playback/engines/media-events.js';
export type { PlaybackState } from './playback/playback-observer.js';
export type { PiyakastAccess } from './playback/resolve/access.js';
export type { PeerTubeSession, PeerTubeToken } from './playback/resolve/peertube-session.js';
export type { TrackList } from './playback/track-list.js';
export type { PlayerAudioTrack, PlayerRendition, PlayerVideoTrack } from './playback/tracks.js';
export type { Chapter, Storyboard } from './playback/video-extras.js';
export type { PlayerMediaError } from './player/media-element.js';
export type { PiyaErrorDetail, PiyaSourceChangeDetail, PiyaStateChangeDetail } from './player/player-events.js';
