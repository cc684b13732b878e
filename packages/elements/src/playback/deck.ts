import { applyWish } from './attachment.js';
import type { Engine, EngineSource, LoadOptions } from './engines/engine.js';
import { MEDIA_EVENTS, type MediaEventName } from './engines/media-events.js';
import { initialWish } from './intent.js';
import { PendingPlays } from './pending-plays.js';

/** What a change of engine does to a media element, and what a page need not see. */
const HIDDEN_WHILE_SWITCHING = new Set<MediaEventName>([
  'abort',
  'emptied',
  'ended',
  'loadstart',
  'ratechange',
  'seeked',
  'seeking',
  'suspend',
  'volumechange',
]);

/**
 * Holds the one engine that plays now, and the wishes that outlive it. Turns the events of one engine after another into
 * those of a single media element.
 */
export class Deck {
  readonly wish = initialWish();
  readonly plays = new PendingPlays();
  readonly fire: (name: MediaEventName) => void;
  #engine: Engine | undefined;
  #source: EngineSource | undefined;
  #isSwitching = false;

  constructor(fire: (name: MediaEventName) => void) {
    this.fire = fire;
  }

  /** The engine, when it has loaded. */
  get engine(): Engine | undefined {
    return this.#source && this.#engine;
  }
  /** What the loaded engine plays. */
  get source(): EngineSource | undefined {
    return this.#source;
  }
  /** One source failed and the next is not there yet. */
  get isSwitching(): boolean {
    return this.#isSwitching;
  }
  /** The engine that shows what the viewer sees. */
  get current(): Engine | undefined {
    return this.#isSwitching ? undefined : this.engine;
  }

  /** Loads an engine at the wished position and gives it the other wishes. `signal` ends the mirror of its events. */
  async load(
    engine: Engine,
    source: EngineSource,
    { live, signal, ...options }: Omit<LoadOptions, 'startTime'> & { live: boolean },
  ): Promise<void> {
    this.#engine = engine;
    const startTime = live ? 0 : this.wish.position;
    const adopt = () => {
      if (this.#source !== undefined) return;
      if (!live && this.wish.position !== startTime) engine.currentTime = this.wish.position;
      this.applyWishTo(engine);
      if (this.wish.caption !== null) engine.caption = this.wish.caption;
      this.#source = source;
    };
    for (const name of MEDIA_EVENTS) {
      engine.addEventListener(
        name,
        () => {
          // A page that hears of the metadata reads the duration, so the engine has to be there before it hears.
          if (engine.readyState > 0) adopt();
          this.#onMediaEvent(engine, name, live);
        },
        { signal },
      );
    }
    await engine.load({ ...options, startTime, signal });
    signal.throwIfAborted();
    adopt();
  }

  /** A copy is given: the engine's events write what it has by then into the wish. */
  applyWishTo(engine: Engine): void {
    applyWish(engine, { ...this.wish });
  }

  async playEngine(engine: Engine): Promise<void> {
    try {
      await engine.play();
      this.plays.resolve();
    } catch (error) {
      // A pause or a change of source in between says so by itself, and a source that broke is replaced.
      if (this.#engine !== engine || !(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      this.dropPlayWish();
      this.plays.reject('NotAllowedError', error.message);
    }
  }

  dropPlayWish(): void {
    if (!this.wish.playing) return;
    this.wish.playing = false;
    this.fire('pause');
  }

  /** Anything that played, or was to play, goes on elsewhere: the page sees a short wait. */
  beginSwitch(): void {
    this.#isSwitching = true;
    if (this.wish.playing) this.fire('waiting');
  }

  endSwitch(): void {
    this.#isSwitching = false;
  }

  /** Destroys the engine, or only this one when another took its place. */
  release(only = this.#engine): void {
    if (only === undefined || this.#engine !== only) return;
    // Subtitles may have been chosen in the player's own menu, of which no event tells.
    if (this.#source !== undefined && only.captions.length > 0) this.wish.caption = only.caption;
    this.#engine = undefined;
    this.#source = undefined;
    only.destroy();
  }

  #onMediaEvent(engine: Engine, name: MediaEventName, live: boolean): void {
    if (name === 'play' || name === 'pause') {
      this.#onPlayPause(engine, name, live);
      return;
    }
    if (this.#isSwitching && HIDDEN_WHILE_SWITCHING.has(name)) return;
    if (name === 'ended' && live) return;
    // Until the wishes are applied the engine's own values are nobody's wish.
    if (this.#source !== undefined) {
      if (name === 'timeupdate' && !live) this.wish.position = engine.currentTime;
      if (name === 'volumechange') Object.assign(this.wish, { volume: engine.volume, muted: engine.muted });
      if (name === 'ratechange') this.wish.rate = engine.playbackRate;
    } else if (name === 'volumechange' || name === 'ratechange') return;
    this.fire(name);
  }

  /** `paused` follows the wish, and `play` and `pause` are fired when the wish changes: once each, in their order. */
  #onPlayPause(engine: Engine, name: 'play' | 'pause', live: boolean): void {
    if (this.#isSwitching || this.#source === undefined) return;
    if (name === 'play' && !this.wish.playing) {
      this.wish.playing = true;
      this.fire('play');
    }
    // The end of a live pauses the engine, not the viewer, who wants it to go on when it comes back.
    if (name === 'pause' && !(live && engine.ended)) this.dropPlayWish();
  }
}
