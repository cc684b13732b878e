import type { Engine, EngineSource, LoadOptions } from './engines/engine.js';
import { MEDIA_EVENTS, type MediaEventName } from './engines/media-events.js';
import type { PlaybackIntent } from './intent.js';
import type { PendingPlays } from './pending-plays.js';

/** About one `src`, not about one engine: the playback fires them when it gets another one. */
const OF_THE_SOURCE = new Set<MediaEventName>(['abort', 'emptied', 'loadstart']);

/** Side effects of replacing an engine, which a page need not see. */
const HIDDEN_WHILE_SWITCHING = new Set<MediaEventName>([
  'ended',
  'ratechange',
  'seeked',
  'seeking',
  'suspend',
  'volumechange',
]);

/**
 * Holds the engine that plays now and the intent that outlives it. Turns the events of one engine after another into
 * those of a single media element.
 */
export class EngineHost {
  readonly intent: PlaybackIntent;
  readonly plays: PendingPlays;
  readonly fire: (name: MediaEventName | 'trackschange') => void;
  #engine: Engine | undefined;
  #source: EngineSource | undefined;
  #isSwitching = false;

  constructor(fire: (name: MediaEventName | 'trackschange') => void, intent: PlaybackIntent, plays: PendingPlays) {
    this.fire = fire;
    this.intent = intent;
    this.plays = plays;
  }

  /** The engine, when it has loaded. */
  get engine(): Engine | undefined {
    return this.#source && this.#engine;
  }
  /** What the loaded engine plays. */
  get source(): EngineSource | undefined {
    return this.#source;
  }
  /** One source failed and the next one is not open yet. */
  get isSwitching(): boolean {
    return this.#isSwitching;
  }
  /** The engine whose picture the viewer sees. */
  get current(): Engine | undefined {
    return this.#isSwitching ? undefined : this.engine;
  }

  /** Loads an engine at the intended position and applies the rest of the intent. `signal` stops mirroring its events. */
  async load(
    engine: Engine,
    source: EngineSource,
    { live, signal, ...options }: Omit<LoadOptions, 'startTime'> & { live: boolean },
  ): Promise<void> {
    this.#engine = engine;
    const startTime = live ? 0 : this.intent.position;
    const adopt = () => {
      if (this.#source !== undefined) return;
      if (!live && this.intent.position !== startTime) engine.currentTime = this.intent.position;
      this.applyIntentTo(engine);
      if (this.intent.caption !== null) engine.caption = this.intent.caption;
      this.#source = source;
    };
    for (const name of MEDIA_EVENTS) {
      engine.addEventListener(
        name,
        () => {
          // A listener of `loadedmetadata` reads the duration, so the engine must be in place before the event.
          if (engine.readyState > 0) adopt();
          this.#onMediaEvent(engine, name, live);
        },
        { signal },
      );
    }
    engine.addEventListener('trackschange', () => this.fire('trackschange'), { signal });
    await engine.load({ ...options, startTime, signal });
    signal.throwIfAborted();
    adopt();
  }

  /** Works on a copy: the engine's events write its current values into the intent meanwhile. */
  applyIntentTo(engine: Engine): void {
    applyIntent(engine, { ...this.intent });
  }

  async playEngine(engine: Engine): Promise<void> {
    try {
      await engine.play();
      this.plays.resolve();
    } catch (error) {
      // A pause or another source rejects the pending plays; a source that broke is replaced.
      if (this.#engine !== engine || !(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      this.clearPlayIntent();
      this.plays.reject('NotAllowedError', error.message);
    }
  }

  clearPlayIntent(): void {
    if (!this.intent.playing) return;
    this.intent.playing = false;
    this.fire('pause');
  }

  /** Playback continues with another source: the page sees a short wait. */
  beginSwitch(): void {
    this.#isSwitching = true;
    if (this.intent.playing) this.fire('waiting');
  }

  endSwitch(): void {
    this.#isSwitching = false;
  }

  /** Destroys the engine; with `only`, nothing unless that is the current one. */
  release(only = this.#engine): void {
    if (only === undefined || this.#engine !== only) return;
    // Captions may have been chosen in the player's own menu, which fires no event.
    if (this.#source !== undefined && only.captions.length > 0) this.intent.caption = only.caption;
    this.#engine = undefined;
    this.#source = undefined;
    only.destroy();
  }

  #onMediaEvent(engine: Engine, name: MediaEventName, live: boolean): void {
    if (name === 'play' || name === 'pause') {
      this.#onPlayPause(engine, name, live);
      return;
    }
    if (OF_THE_SOURCE.has(name) || (this.#isSwitching && HIDDEN_WHILE_SWITCHING.has(name))) return;
    if (name === 'ended' && live) return;
    // Before the intent is applied, the engine's own values say nothing about it.
    if (this.#source !== undefined) {
      if (name === 'timeupdate' && !live) this.intent.position = engine.currentTime;
      if (name === 'volumechange') Object.assign(this.intent, { volume: engine.volume, muted: engine.muted });
      if (name === 'ratechange') this.intent.rate = engine.playbackRate;
    } else if (name === 'volumechange' || name === 'ratechange') return;
    this.fire(name);
  }

  /** `paused` follows the intent, and `play` and `pause` are fired when the intent changes: once each, in order. */
  #onPlayPause(engine: Engine, name: 'play' | 'pause', live: boolean): void {
    if (this.#isSwitching || this.#source === undefined) return;
    if (name === 'play' && !this.intent.playing) {
      this.intent.playing = true;
      this.fire('play');
    }
    // The end of a live pauses the engine, not the viewer, who expects it to resume when the live is back.
    if (name === 'pause' && !(live && engine.ended)) this.clearPlayIntent();
  }
}

function applyIntent(engine: Engine, intent: PlaybackIntent): void {
  if (engine.volume !== intent.volume) engine.volume = intent.volume;
  if (engine.muted !== intent.muted) engine.muted = intent.muted;
  if (engine.playbackRate !== intent.rate) engine.playbackRate = intent.rate;
  engine.loop = intent.loop;
}
