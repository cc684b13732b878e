import type { PiyaError } from '@piyakast/sdk/errors';
import { interruptibleSleep, systemClock, systemRandom } from '@piyakast/sdk/runtime';
import { EngineHost } from './engine-host.js';
import { createEngine } from './engines/create-engine.js';
import type { Engine, EngineSource } from './engines/engine.js';
import type { PlaybackIntent } from './intent.js';
import type { PlaybackState } from './playback-observer.js';
import { PlaybackProgress } from './playback-progress.js';
import type { Resolution, Resolve } from './resolution.js';
import { asPlayerError, type PlaybackOptions, runSession, type SessionContext } from './session.js';

/**
 * One playback: finds sources, plays the first that works, and continues with the next one at the same position when one
 * fails. Fires the events of a media element. Knows no element, so it is tested without one.
 */
export class Playback extends EventTarget {
  readonly #host = new EngineHost((name) => this.dispatchEvent(new Event(name)));
  readonly #progress: PlaybackProgress;
  readonly #sleep;
  readonly #context: SessionContext;
  #resolve: Resolve | undefined;
  #session: AbortController | undefined;

  constructor(options: PlaybackOptions) {
    super();
    this.#progress = new PlaybackProgress(options.observer.statechange);
    const { clock = systemClock, random = systemRandom } = options;
    this.#sleep = interruptibleSleep(clock);
    this.#context = {
      host: this.#host,
      progress: this.#progress,
      sleep: this.#sleep,
      options: { createEngine, ...options, clock, random },
    };
  }

  get intent(): Readonly<PlaybackIntent> {
    return this.#host.intent;
  }
  get state(): PlaybackState {
    return this.#progress.state;
  }
  get resolution(): Resolution | undefined {
    return this.#progress.resolution;
  }
  /** The engine, when it has loaded. */
  get engine(): Engine | undefined {
    return this.#host.engine;
  }
  get source(): EngineSource | undefined {
    return this.#host.source;
  }
  /** Why it failed; undefined while it still tries. */
  get error(): PiyaError | undefined {
    return this.#progress.error;
  }
  get currentTime(): number {
    return this.#host.current?.currentTime ?? this.intent.position;
  }
  get running(): boolean {
    return this.#session !== undefined;
  }

  /** Sets another thing to play, from its start. Nothing is requested before `open()` or `play()`. */
  reset(resolve: Resolve | undefined, startTime = 0): void {
    const wasUsed = this.#session !== undefined;
    this.stop();
    this.#resolve = resolve;
    this.#progress.resolution = undefined;
    this.#progress.error = undefined;
    this.#host.intent.position = startTime;
    this.#host.plays.reject('AbortError', 'A new source was set.');
    if (wasUsed) this.#host.fire('emptied');
    this.#host.clearPlayIntent();
  }

  /** Finds the sources, and opens the first one when `opensEarly` says so. */
  open(): void {
    if (this.#session !== undefined || this.#resolve === undefined) return;
    const session = new AbortController();
    this.#session = session;
    this.#progress.error = undefined;
    runSession(this.#context, this.#resolve, session.signal).catch((error: unknown) => {
      if (!session.signal.aborted) this.#giveUp(asPlayerError(error));
    });
  }

  /** Stops everything and keeps the intent, so that `open()` resumes from here. */
  stop(): void {
    this.#session?.abort(new DOMException('The playback was stopped.', 'AbortError'));
    this.#session = undefined;
    this.#host.release();
    this.#host.endSwitch();
    this.#progress.enter('idle');
  }

  /** Tries again now: at once when it waits for the next round, from the start when it gave up. */
  retry(): void {
    if (this.#session === undefined) this.open();
    else this.#sleep.wake();
  }

  async play(): Promise<void> {
    const { current, plays, intent } = this.#host;
    const wanted = intent.playing;
    intent.playing = true;
    if (!wanted) this.#host.fire('play');
    if (current) {
      const started = plays.add();
      this.#host.playEngine(current);
      return started;
    }
    if (!wanted) this.#host.fire('waiting');
    if (this.#resolve === undefined) {
      this.#host.clearPlayIntent();
      throw new DOMException('There is nothing to play.', 'NotSupportedError');
    }
    this.open();
    if (this.state === 'ready') this.#sleep.wake();
    return plays.add();
  }

  pause(): void {
    this.#host.clearPlayIntent();
    this.engine?.pause();
    this.#host.plays.reject('AbortError', 'The playback was paused.');
  }

  seek(seconds: number): void {
    const { current, intent } = this.#host;
    intent.position = seconds;
    if (current) current.currentTime = seconds;
    else this.#host.fire('timeupdate');
  }

  /** Sets volume, mute, rate, loop or captions, now and for every engine that follows. */
  set(change: Partial<Omit<PlaybackIntent, 'playing' | 'position'>>): void {
    const { engine, intent } = this.#host;
    const before = { ...intent };
    Object.assign(intent, change);
    if (engine) {
      this.#host.applyIntentTo(engine);
      // Only when it is set: what a viewer chose in the player's own menu is known to the engine alone.
      if (change.caption !== undefined) engine.caption = change.caption;
      return;
    }
    if (before.volume !== intent.volume || before.muted !== intent.muted) this.#host.fire('volumechange');
    if (before.rate !== intent.rate) this.#host.fire('ratechange');
  }

  #giveUp(error: PiyaError): void {
    this.#session?.abort(error);
    this.#session = undefined;
    this.#host.endSwitch();
    this.#progress.error = error;
    this.#host.clearPlayIntent();
    this.#host.plays.reject('NotSupportedError', error.message);
    this.#progress.enter('failed');
    this.#context.options.observer.error(error, false);
    this.dispatchEvent(new Event('error'));
  }
}
