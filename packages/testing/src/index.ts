export { createFakeClock, type FakeClock } from './kit/fake-clock.js';
export {
  type FeatureOverrides,
  type Features,
  type LiveTimeline,
  STOCK_CATEGORIES,
  type TranscodingFeatures,
} from './peertube/config/features.js';
export { createFakePeerTube } from './peertube/create-fake-peertube.js';
export type { FakePeerTube, FakePeerTubeOptions } from './peertube/fake-peertube.js';
export { CHAOS_KINDS, type ChaosKind, type FaultSwitches, Faults, NO_FAULTS } from './peertube/faults/faults.js';
export { federate } from './peertube/federation/federate.js';
export type { LoggedRequest } from './peertube/http/request-log.js';
export { type LiveEvent, type LiveEventListener, LiveEvents } from './peertube/lives/events.js';
export { createTextLiveMedia, type LiveMedia } from './peertube/lives/live-media.js';
export type { LiveChangeOptions } from './peertube/lives/state.js';
export {
  createSniffingMedia,
  createSyntheticMedia,
  type MediaEngine,
  type MediaFacts,
} from './peertube/media/media.js';
export { tinyVideo } from './peertube/media/tiny-video.js';
export { createMemoryVault, type PasswordVault } from './peertube/oauth/passwords.js';
export { type ScenarioName, scenarios } from './peertube/scenarios.js';
export type { FakeState } from './peertube/state.js';
export type { UploadState } from './peertube/uploads/state.js';
export type { AccountOptions, FakeAccount } from './peertube/users/state.js';
export { PEERTUBE_VERSIONS, type PeerTubeVersion } from './peertube/version.js';
export type { VideoState } from './peertube/videos/state.js';
export { type Clock, systemClock } from './runtime/clock.js';
export { type Random, seededRandom, systemRandom } from './runtime/random.js';
export { createMemoryStorage, type FileStorage } from './runtime/storage.js';
