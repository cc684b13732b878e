import {
  type Caption,
  type Engine,
  EngineFailEvent,
  type EngineSource,
  type LoadOptions,
  type Quality,
} from '../playback/engines/engine.js';
import { PlayerError, type PlayerErrorCode } from '../playback/engines/engine-error.js';
import type { MediaEventName } from '../playback/engines/media-events.js';
import { timeRanges } from '../playback/engines/time-ranges.js';

/** An engine without media: a test loads it, moves it and breaks it. */
export class FakeEngine extends EventTarget implements Engine {
  readonly kind;
  readonly source: EngineSource;
  readonly loads: LoadOptions[] = [];
  isDestroyed = false;
  duration = 100;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 0;
  loop = false;
  videoWidth = 0;
  videoHeight = 0;
  buffered = timeRanges();
  seekable = timeRanges();
  readonly played = timeRanges();
  qualities: readonly Quality[] = [];
  quality: number | 'auto' = 'auto';
  captions: readonly Caption[] = [];
  caption: string | null = null;
  refusal: Error | undefined;
  /** Set: `load()` waits for it. */
  loading: Promise<void> | undefined;
  playRefusal: DOMException | undefined;
  #time = 0;
  #volume = 1;
  #muted = false;
  #rate = 1;

  constructor(source: EngineSource) {
    super();
    this.source = source;
    this.kind = source.kind;
  }

  async load(options: LoadOptions): Promise<void> {
    this.loads.push(options);
    this.fire('loadstart');
    await this.loading;
    if (this.refusal) throw this.refusal;
    this.#time = options.startTime;
    this.readyState = 4;
    this.fire('loadedmetadata');
  }

  async play(): Promise<void> {
    if (this.playRefusal) throw this.playRefusal;
    this.paused = false;
    this.ended = false;
    this.fire('play');
    this.fire('playing');
  }

  pause(): void {
    this.paused = true;
    this.fire('pause');
  }

  get currentTime(): number {
    return this.#time;
  }
  set currentTime(seconds: number) {
    this.#time = seconds;
    this.fire('seeking');
    this.fire('seeked');
  }
  get volume(): number {
    return this.#volume;
  }
  set volume(volume: number) {
    this.#volume = volume;
    this.fire('volumechange');
  }
  get muted(): boolean {
    return this.#muted;
  }
  set muted(muted: boolean) {
    this.#muted = muted;
    this.fire('volumechange');
  }
  get playbackRate(): number {
    return this.#rate;
  }
  set playbackRate(rate: number) {
    this.#rate = rate;
    this.fire('ratechange');
  }

  /** The position as playing moves it. */
  moveTo(seconds: number): void {
    this.#time = seconds;
    this.fire('timeupdate');
  }
  end(): void {
    this.paused = true;
    this.ended = true;
    this.fire('pause');
    this.fire('ended');
  }
  fail(code: PlayerErrorCode = 'player/network'): void {
    this.dispatchEvent(new EngineFailEvent(new PlayerError(code, 'It broke.')));
  }
  fire(name: MediaEventName): void {
    if (!this.isDestroyed) this.dispatchEvent(new Event(name));
  }
  destroy(): void {
    this.isDestroyed = true;
  }
}
