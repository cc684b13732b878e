import type { Clock, Random } from '@piyakast/sdk/runtime';
import type { CreateEngine, EngineMount } from './engines/create-engine.js';
import type { EngineSource, LoadOptions } from './engines/engine.js';
import type { MediaEventName } from './engines/media-events.js';
import type { PlaybackObserver } from './playback-observer.js';

/** What a playback needs of the element above it. */
export interface PlaybackOptions {
  /** Called with each event that a media element would fire now. */
  fire(name: MediaEventName | 'error'): void;
  /** Called when the first engine is made, and then for each. */
  mount: () => EngineMount;
  observer: PlaybackObserver;
  /** Whether a source is opened before `play()`. */
  opensEarly: (source: EngineSource) => boolean;
  preload: () => LoadOptions['preload'];
  /** Called when something is to be opened, before the code for it is there: what it will need can be loaded beside. */
  loadAhead?: () => void;
  /** Makes an engine; `undefined` for the usual one. */
  createEngine?: (...source: Parameters<CreateEngine>) => ReturnType<CreateEngine> | undefined;
  clock?: Clock;
  random?: Random;
}
