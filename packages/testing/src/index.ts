export type { AccountOptions, FakeAccount } from './core/accounts.js';
export { type Clock, systemClock } from './core/clock.js';
export { type LiveEvent, type LiveEventListener, LiveEvents } from './core/events.js';
export { createFakePeerTube, type FakePeerTube, type FakePeerTubeOptions } from './core/fake-peertube.js';
export { CHAOS_KINDS, type ChaosKind, type FaultSwitches, Faults, NO_FAULTS } from './core/faults.js';
export {
  type FeatureOverrides,
  type Features,
  type LiveTimeline,
  STOCK_CATEGORIES,
  type TranscodingFeatures,
} from './core/features.js';
export { federate } from './core/federation.js';
export type { LiveChangeOptions } from './core/live-machine.js';
export { createTextLiveMedia, type LiveMedia } from './core/live-media.js';
export { createSniffingMedia, createSyntheticMedia, type MediaEngine, type MediaFacts } from './core/media.js';
export { createMemoryVault, type PasswordVault } from './core/passwords.js';
export { type Random, seededRandom, systemRandom } from './core/random.js';
export type { LoggedRequest } from './core/request-log.js';
export type { FakeState, UploadState, VideoState } from './core/state.js';
export { createMemoryStorage, type FileStorage } from './core/storage.js';
export { createFakeClock, type FakeClock } from './kit/fake-clock.js';
export { type ScenarioName, scenarios } from './scenarios.js';
export { tinyVideo } from './tiny-video.js';
