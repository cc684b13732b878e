import type { PiyaError } from '@piyakast/sdk/errors';
import type { VideoPreview } from '@piyakast/sdk/preview';
import type { Engine, EngineSource } from './engines/engine.js';
import { initialIntent, type PlaybackIntent } from './intent.js';
import type { Machine } from './machine.js';
import { PendingPlays } from './pending-plays.js';
import type { PlaybackState } from './playback-observer.js';
import type { PlaybackOptions } from './playback-options.js';
import { PlaybackProgress } from './playback-progress.js';
import type { Resolution, Resolve } from './resolution.js';
import { TrackList } from './track-list.js';
import type { PlayerTracks } from './tracks.js';

/**
 * One playback: finds sources, plays the first that works, and continues with the next one at the same position when one
 * fails. Knows no element, so it is tested without one.
 *
 * This is the front, which a page loads with the element: it keeps what page and viewer want. The {@link Machine} that
 * carries it out is loaded at the first `open()` or `play()`.
 */
export class Playback {
  readonly #options: PlaybackOptions;
  readonly #intent = initialIntent();
  readonly #plays = new PendingPlays();
  readonly #progress: PlaybackProgress;
  /** Sound, picture and sizes to choose from; empty until something is open. */
  readonly tracks: PlayerTracks = {
    audio: new TrackList((index) => this.#machine?.choose('audio', index)),
    video: new TrackList(() => undefined),
    renditions: new TrackList((index) => this.#machine?.choose('renditions', index)),
  };
  #machine: Machine | undefined;
  #resolve: Resolve | undefined;
  #session: AbortController | undefined;

  constructor(options: PlaybackOptions) {
    this.#options = options;
    this.#progress = new PlaybackProgress(options.observer.statechange);
  }

  get intent(): Readonly<PlaybackIntent> {
    return this.#intent;
  }
  get state(): PlaybackState {
    return this.#progress.state;
  }
  get resolution(): Resolution | undefined {
    return this.#progress.resolution;
  }
  /** The engine, when it has loaded. */
  get engine(): Engine | undefined {
    return this.#machine?.host.engine;
  }
  get source(): EngineSource | undefined {
    return this.#machine?.host.source;
  }
  /** Address of what plays, without tokens. */
  get currentSrc(): string {
    return this.source === undefined ? '' : this.#progress.currentSrc;
  }
  /** Why it failed; undefined while it still tries. */
  get error(): PiyaError | undefined {
    return this.#progress.error;
  }
  get currentTime(): number {
    return this.#current?.currentTime ?? this.#intent.position;
  }
  get running(): boolean {
    return this.#session !== undefined;
  }
  get hasSource(): boolean {
    return this.#resolve !== undefined;
  }
  get #current(): Engine | undefined {
    return this.#machine?.host.current;
  }

  /** Sets another thing to play, from its start. Nothing is requested before `open()` or `play()`. */
  reset(resolve: Resolve | undefined, startTime = 0): void {
    const { fire } = this.#options;
    const wasLoaded = this.#resolve !== undefined;
    this.stop();
    this.#resolve = resolve;
    this.#progress.resolution = undefined;
    this.#progress.error = undefined;
    this.#intent.position = startTime;
    this.#plays.reject('AbortError', 'A new source was set.');
    if (wasLoaded) {
      fire('abort');
      fire('emptied');
    }
    this.#clearPlayIntent();
    if (resolve !== undefined) fire('loadstart');
  }

  /** What is known of the video before its sources are looked for: the page shows it, and nothing more is loaded. */
  preview({ title, thumbnailUrl: poster, duration }: Partial<VideoPreview>): void {
    this.#progress.resolution = { playables: [], title, poster, duration };
    this.#progress.enter('ready');
    this.#options.observer.resolved();
    if (duration !== undefined) this.#options.fire('durationchange');
  }

  /** Finds the sources, and opens the first one when `opensEarly` says so. */
  open(): void {
    if (this.#session !== undefined || this.#resolve === undefined) return;
    const session = new AbortController();
    this.#session = session;
    this.#progress.error = undefined;
    this.#run(this.#resolve, session.signal).catch((error: unknown) => {
      if (!session.signal.aborted) this.#giveUp(error as PiyaError);
    });
  }

  async #run(resolve: Resolve, signal: AbortSignal): Promise<void> {
    this.#progress.enter('loading');
    if (this.#machine === undefined) {
      this.#options.loadAhead?.();
      const { createMachine } = await import('./machine.js').catch(notLoaded);
      signal.throwIfAborted();
      this.#machine = createMachine(this.#options, {
        intent: this.#intent,
        plays: this.#plays,
        progress: this.#progress,
        tracks: this.tracks,
      });
    }
    await this.#machine.run(resolve, signal);
  }

  /** Stops everything and keeps the intent, so that `open()` resumes from here. */
  stop(): void {
    this.#session?.abort(new DOMException('The playback was stopped.', 'AbortError'));
    this.#session = undefined;
    this.#machine?.stop();
    this.#progress.enter('idle');
  }

  /** Tries again now: at once when it waits for the next round, from the start when it gave up. */
  retry(): void {
    if (this.#session === undefined) this.open();
    else this.#machine?.wake();
  }

  async play(): Promise<void> {
    const intent = this.#intent;
    const current = this.#current;
    const wanted = intent.playing;
    intent.playing = true;
    if (!wanted) this.#options.fire('play');
    if (current !== undefined) {
      const started = this.#plays.add();
      this.#machine?.host.playEngine(current);
      return started;
    }
    if (!wanted) this.#options.fire('waiting');
    if (this.#resolve === undefined) {
      this.#clearPlayIntent();
      throw new DOMException('There is nothing to play.', 'NotSupportedError');
    }
    this.open();
    if (this.state === 'ready') this.#machine?.wake();
    return this.#plays.add();
  }

  pause(): void {
    this.#clearPlayIntent();
    this.engine?.pause();
    this.#plays.reject('AbortError', 'The playback was paused.');
  }

  seek(seconds: number): void {
    this.#intent.position = seconds;
    if (this.#current !== undefined) this.#current.currentTime = seconds;
    else this.#options.fire('timeupdate');
  }

  /** Sets volume, mute, rate, loop or captions, now and for every engine that follows. */
  set(change: Partial<Omit<PlaybackIntent, 'playing' | 'position'>>): void {
    const { fire } = this.#options;
    const before = { ...this.#intent };
    const after = Object.assign(this.#intent, change);
    const { engine } = this;
    if (engine !== undefined) {
      this.#machine?.host.applyIntentTo(engine);
      // Only when it is set: what a viewer chose in the player's own menu is known to the engine alone.
      if (change.caption !== undefined) engine.caption = change.caption;
      return;
    }
    if (before.volume !== after.volume || before.muted !== after.muted) fire('volumechange');
    if (before.rate !== after.rate) fire('ratechange');
  }

  #clearPlayIntent(): void {
    if (!this.#intent.playing) return;
    this.#intent.playing = false;
    this.#options.fire('pause');
  }

  #giveUp(error: PiyaError): void {
    this.#session?.abort(error);
    this.#session = undefined;
    this.#machine?.host.endSwitch();
    this.#progress.error = error;
    this.#clearPlayIntent();
    this.#plays.reject('NotSupportedError', error.message);
    this.#progress.enter('failed');
    this.#options.observer.error(error, false);
    this.#options.fire('error');
  }
}

/**
 * A part of the player did not arrive, as in a page that was open over a new release or went offline. The error has the
 * facts of a PiyaError: its class is in the part that is missing.
 */
function notLoaded(cause: unknown): never {
  const facts = { brand: 'PiyaError', code: 'player/network', retryable: true };
  throw Object.assign(new Error('A part of the player did not load.', { cause }), facts);
}
