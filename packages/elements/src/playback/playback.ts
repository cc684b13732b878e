import { type PiyaError, systemClock, systemRandom } from '@piyakast/sdk';
import { Deck } from './deck.js';
import { Doorbell } from './doorbell.js';
import { createEngine } from './engines/create-engine.js';
import type { Engine, EngineSource } from './engines/engine.js';
import type { PlaybackWish } from './intent.js';
import type { PlaybackState } from './playback-events.js';
import { PlaybackProgress } from './playback-progress.js';
import { asPlayerError, type PlaybackOptions, type RunContext, runPlayback } from './playback-run.js';
import type { Resolution, Resolve } from './resolution.js';

/**
 * One playback: finds sources, plays the first that works, and goes on with the next one at the same position when one
 * fails. Fires the events of a media element. Knows no element, so it is tested without one.
 */
export class Playback extends EventTarget {
  readonly #deck = new Deck((name) => this.dispatchEvent(new Event(name)));
  readonly #progress: PlaybackProgress;
  readonly #bell = new Doorbell();
  readonly #context: RunContext;
  #resolve: Resolve | undefined;
  #run: AbortController | undefined;

  constructor(options: PlaybackOptions) {
    super();
    this.#progress = new PlaybackProgress(options.notices.statechange);
    this.#context = {
      deck: this.#deck,
      progress: this.#progress,
      bell: this.#bell,
      options: { createEngine, clock: systemClock, random: systemRandom, ...options },
    };
  }

  get wish(): Readonly<PlaybackWish> {
    return this.#deck.wish;
  }
  get state(): PlaybackState {
    return this.#progress.state;
  }
  get resolution(): Resolution | undefined {
    return this.#progress.resolution;
  }
  /** The engine, when it has loaded. */
  get engine(): Engine | undefined {
    return this.#deck.engine;
  }
  get source(): EngineSource | undefined {
    return this.#deck.source;
  }
  /** Why it failed; undefined while it still tries. */
  get error(): PiyaError | undefined {
    return this.#progress.error;
  }
  get currentTime(): number {
    return this.#deck.current?.currentTime ?? this.wish.position;
  }
  get running(): boolean {
    return this.#run !== undefined;
  }

  /** Takes another thing to play, from its beginning. Nothing is asked for before `open()` or `play()`. */
  reset(resolve: Resolve | undefined, startTime = 0): void {
    const wasUsed = this.#run !== undefined;
    this.stop();
    this.#resolve = resolve;
    this.#progress.resolution = undefined;
    this.#progress.error = undefined;
    this.#deck.wish.position = startTime;
    this.#deck.plays.reject('AbortError', 'A new source was set.');
    if (wasUsed) this.#deck.fire('emptied');
    this.#deck.dropPlayWish();
  }

  /** Finds the sources, and opens the first one when `opensEarly` says so. */
  open(): void {
    if (this.#run !== undefined || this.#resolve === undefined) return;
    const run = new AbortController();
    this.#run = run;
    this.#progress.error = undefined;
    runPlayback(this.#context, this.#resolve, run.signal).catch((error: unknown) => {
      if (!run.signal.aborted) this.#giveUp(asPlayerError(error));
    });
  }

  /** Ends everything that runs and keeps position and wishes, so that `open()` goes on from here. */
  stop(): void {
    this.#run?.abort(new DOMException('The playback was stopped.', 'AbortError'));
    this.#run = undefined;
    this.#deck.release();
    this.#deck.endSwitch();
    this.#progress.enter('idle');
  }

  /** Tries again now: at once when it waits for the next round, from the start when it gave up. */
  retry(): void {
    if (this.#run === undefined) this.open();
    else this.#bell.ring();
  }

  async play(): Promise<void> {
    const { current, plays, wish } = this.#deck;
    const wanted = wish.playing;
    wish.playing = true;
    if (!wanted) this.#deck.fire('play');
    if (current) {
      const started = plays.add();
      this.#deck.playEngine(current);
      return started;
    }
    if (!wanted) this.#deck.fire('waiting');
    if (this.#resolve === undefined) {
      this.#deck.dropPlayWish();
      throw new DOMException('There is nothing to play.', 'NotSupportedError');
    }
    this.open();
    if (this.state === 'ready') this.#bell.ring();
    return plays.add();
  }

  pause(): void {
    this.#deck.dropPlayWish();
    this.engine?.pause();
    this.#deck.plays.reject('AbortError', 'The playback was paused.');
  }

  seek(seconds: number): void {
    const { current, wish } = this.#deck;
    wish.position = seconds;
    if (current) current.currentTime = seconds;
    else this.#deck.fire('timeupdate');
  }

  /** Sets volume, mute, rate, loop or subtitles, now and for every engine that follows. */
  set(change: Partial<Omit<PlaybackWish, 'playing' | 'position'>>): void {
    const { engine, wish } = this.#deck;
    const before = { ...wish };
    Object.assign(wish, change);
    if (engine) {
      this.#deck.applyWishTo(engine);
      // Only when it is asked for: what a viewer chose in the player's own menu is known to the engine alone.
      if (change.caption !== undefined) engine.caption = change.caption;
      return;
    }
    if (before.volume !== wish.volume || before.muted !== wish.muted) this.#deck.fire('volumechange');
    if (before.rate !== wish.rate) this.#deck.fire('ratechange');
  }

  #giveUp(error: PiyaError): void {
    this.#run?.abort(error);
    this.#run = undefined;
    this.#deck.endSwitch();
    this.#progress.error = error;
    this.#deck.dropPlayWish();
    this.#deck.plays.reject('NotSupportedError', error.message);
    this.#progress.enter('failed');
    this.#context.options.notices.error(error, false);
    this.dispatchEvent(new Event('error'));
  }
}
