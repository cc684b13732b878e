export type { CreateEngine, EngineStage } from './engines/create-engine.js';
export {
  type Caption,
  type CaptionTrack,
  type Engine,
  EngineFailEvent,
  type EngineKind,
  type EngineSource,
  type LoadOptions,
  type Quality,
} from './engines/engine.js';
export { PlayerError, type PlayerErrorCode } from './engines/engine-error.js';
export { MEDIA_EVENTS, type MediaEventName } from './engines/media-events.js';
export type { PlaybackState } from './engines/playback-events.js';
export type { PiyakastAccess } from './engines/resolve/access.js';
export { type EventClient, type Listener, type ListenOptions, listenToEvents } from './internal/event-feed.js';
export type { PlayerMediaError } from './internal/media-element.js';
export type { PiyaErrorDetail, PiyaSourceChangeDetail, PiyaStateChangeDetail } from './internal/player-events.js';
export { VERSION } from './internal/version.js';
export { PiyaEmbed } from './piya-embed/piya-embed.js';
export type { LiveErrorDetail, LiveRemovedDetail, LiveStreamDetail } from './piya-live-setup/events.js';
export type { LiveClient } from './piya-live-setup/live-client.js';
export { PiyaLiveSetup } from './piya-live-setup/piya-live-setup.js';
export { PiyaPlayer } from './piya-player/piya-player.js';
export type {
  UploadErrorDetail,
  UploadEventDetail,
  UploadProgressDetail,
  UploadStartDetail,
  UploadVideoDetail,
} from './piya-upload/events.js';
export { PiyaUpload } from './piya-upload/piya-upload.js';
export type { UploadClient } from './piya-upload/upload-item.js';
