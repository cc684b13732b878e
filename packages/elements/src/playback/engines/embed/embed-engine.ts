import { type Clock, systemClock } from '@piyakast/sdk';
import {
  type Caption,
  type Engine,
  EngineFailEvent,
  type EngineSource,
  type LoadOptions,
  type Quality,
} from '../engine.js';
import { PlayerError } from '../engine-error.js';
import type { MediaEventName } from '../media-events.js';
import { timeRanges } from '../time-ranges.js';
import { type ConnectEmbedApi, connectEmbedApi, type EmbedApi } from './embed-api.js';
import { type EmbedConnection, openEmbed } from './embed-connection.js';
import { EmbedMirror } from './embed-mirror.js';
import { EmbedTracks } from './embed-tracks.js';

type EmbedSource = Extract<EngineSource, { kind: 'embed' }>;

/** `ready` never settles for a private, deleted or refused video, so somebody has to stop waiting. */
export const EMBED_READY_TIMEOUT_MS = 12_000;
/** An embed tells that it plays within two status messages, unless the browser wants a gesture first. */
const PLAY_TIMEOUT_MS = 5000;

export interface EmbedEngineOptions {
  /** The accessible name of the iframe. */
  title: string;
  connect?: ConnectEmbedApi;
  clock?: Clock;
  readyTimeoutMs?: number;
}

/**
 * Plays by PeerTube's own player in an iframe.
 *
 * Its API knows neither mute nor buffered ranges nor errors. Mute is volume 0 with the volume remembered; the position
 * is what `playbackStatusUpdate` told last (it works on every version; `isPlaying` and `getCurrentTime` do not).
 */
export class EmbedEngine extends EventTarget implements Engine {
  readonly kind = 'embed';
  readonly #container: HTMLElement;
  readonly #source: EmbedSource;
  readonly #options: Required<EmbedEngineOptions>;
  readonly #life = new AbortController();
  #connection: EmbedConnection | undefined;
  readonly #told = new EmbedMirror(
    (name) => this.#fire(name),
    () => this.#playAgain(),
  );
  readonly #tracks = new EmbedTracks((call) => this.#send(call));
  #isOpenedMuted: boolean;
  #volume = 1;
  #muted = false;
  #rate = 1;
  loop = false;

  constructor(container: HTMLElement, source: EmbedSource, options: EmbedEngineOptions) {
    super();
    this.#container = container;
    this.#source = source;
    this.#isOpenedMuted = new URL(source.url).searchParams.get('muted') === '1';
    this.#muted = this.#isOpenedMuted;
    this.#options = {
      connect: connectEmbedApi,
      clock: systemClock,
      readyTimeoutMs: EMBED_READY_TIMEOUT_MS,
      ...options,
    };
  }

  async load({ startTime, signal }: LoadOptions): Promise<void> {
    this.#told.position = startTime;
    this.#fire('loadstart');
    await this.#open(new URL(this.#source.url), signal);
    // A live has no status with a length; a video's first one comes within 500 ms.
    this.#fire('loadedmetadata');
  }

  async #open(url: URL, loadSignal?: AbortSignal): Promise<void> {
    const { clock, connect, readyTimeoutMs, title } = this.#options;
    const signal = loadSignal ? AbortSignal.any([loadSignal, this.#life.signal]) : this.#life.signal;
    const { position } = this.#told;
    if (position >= 1) url.searchParams.set('start', String(Math.floor(position)));
    const connection = await openEmbed({
      container: this.#container,
      url,
      title,
      password: this.#source.password,
      connect,
      clock,
      readyTimeoutMs,
      onStatus: (message) => this.#onStatus(message),
      onState: (state) => this.#told.takeState(state),
      onResolutions: (list) => this.#tracks.takeResolutions(list),
      signal,
    });
    if (signal.aborted) connection.close();
    signal.throwIfAborted();
    this.#connection = connection;
    this.#tracks.read();
  }

  /** A frame opened with `muted=1`, which autoplay needs, has no way back to sound in its API: it is opened anew. */
  async #openWithSound(): Promise<void> {
    this.#isOpenedMuted = false;
    this.#connection?.close();
    this.#connection = undefined;
    const url = new URL(this.#source.url);
    url.searchParams.set('muted', '0');
    await this.#open(url);
    this.#send((api) => api.setVolume(this.#volume));
    this.#send((api) => api.setPlaybackRate(this.#rate));
    if (!this.paused) this.#send((api) => api.play());
  }

  async play(): Promise<void> {
    const { api } = this.#connected();
    if (!this.paused) return;
    await api.play();
    if (!this.paused) return;
    // The answer says "heard", not "plays": a refused autoplay is only logged inside the frame.
    await new Promise<void>((resolve, reject) => {
      const waiting = new AbortController();
      const signal = AbortSignal.any([waiting.signal, this.#life.signal]);
      this.addEventListener('play', () => waiting.abort(), { once: true, signal });
      this.#options.clock.sleep(PLAY_TIMEOUT_MS, signal).then(
        () => reject(new DOMException('The embedded player did not start.', 'NotAllowedError')),
        () => (waiting.signal.aborted ? resolve() : reject(signal.reason)),
      );
    });
  }

  pause(): void {
    this.#send((api) => api.pause());
  }

  get currentTime(): number {
    return this.#told.seekingTo ?? this.#told.position;
  }
  set currentTime(seconds: number) {
    this.#told.seekingTo = seconds;
    this.#fire('seeking');
    this.#send((api) => api.seek(seconds));
  }

  get volume(): number {
    return this.#volume;
  }
  set volume(volume: number) {
    this.#volume = volume;
    if (!this.#muted) this.#send((api) => api.setVolume(volume));
    this.#fire('volumechange');
  }

  get muted(): boolean {
    return this.#muted;
  }
  set muted(muted: boolean) {
    if (muted === this.#muted) return;
    this.#muted = muted;
    this.#fire('volumechange');
    if (muted || !this.#isOpenedMuted) {
      this.#send((api) => api.setVolume(muted ? 0 : this.#volume));
      return;
    }
    this.#openWithSound().catch((error: unknown) => {
      if (this.#life.signal.aborted) return;
      const reason = new PlayerError('player/embed-timeout', "PeerTube's player did not open again.", error);
      this.dispatchEvent(new EngineFailEvent(reason));
    });
  }

  get playbackRate(): number {
    return this.#rate;
  }
  set playbackRate(rate: number) {
    this.#rate = rate;
    this.#send((api) => api.setPlaybackRate(rate));
    this.#fire('ratechange');
  }

  get duration(): number {
    return this.#told.duration;
  }
  get paused(): boolean {
    return this.#told.state !== 'playing';
  }
  get ended(): boolean {
    return this.#told.state === 'ended';
  }
  get seeking(): boolean {
    return this.#told.seekingTo !== undefined;
  }
  get readyState(): number {
    if (this.#told.state === 'unstarted') return Number.isNaN(this.duration) ? 0 : 1;
    return 4;
  }
  get buffered(): TimeRanges {
    return timeRanges();
  }
  get seekable(): TimeRanges {
    return Number.isFinite(this.duration) ? timeRanges([0, this.duration]) : timeRanges();
  }
  get played(): TimeRanges {
    return timeRanges();
  }
  get videoWidth(): number {
    return 0;
  }
  get videoHeight(): number {
    return 0;
  }

  get qualities(): readonly Quality[] {
    return this.#tracks.qualities;
  }
  get quality(): number | 'auto' {
    return this.#tracks.quality;
  }
  set quality(quality: number | 'auto') {
    this.#tracks.quality = quality;
  }
  get captions(): readonly Caption[] {
    return this.#tracks.captions;
  }
  get caption(): string | null {
    return this.#tracks.caption;
  }
  set caption(id: string | null) {
    this.#tracks.caption = id;
  }

  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#connection?.close();
    this.#connection = undefined;
  }

  #onStatus(message: unknown): void {
    const volume = this.#told.takeStatus(message);
    // While muted the embed's volume is our 0; otherwise the viewer may have moved it inside the frame.
    if (volume === undefined || this.#muted || volume === this.#volume) return;
    this.#volume = volume;
    this.#fire('volumechange');
  }

  #playAgain(): boolean {
    if (!this.loop) return false;
    this.currentTime = 0;
    this.#send((api) => api.play());
    return true;
  }

  #connected(): EmbedConnection {
    if (this.#connection === undefined) throw new DOMException('The embedded player is not open.', 'InvalidStateError');
    return this.#connection;
  }

  /** An older embed answers `method_not_found`, one without a loaded video an error's name; neither stops playing. */
  #send(call: (api: EmbedApi) => Promise<unknown>): void {
    if (this.#connection === undefined) return;
    call(this.#connection.api).catch((reason: unknown) =>
      console.debug('piya: the embedded player refused a call:', reason),
    );
  }

  /** A destroyed engine is silent, whatever its frame still had to say. */
  #fire(name: MediaEventName): void {
    if (!this.#life.signal.aborted) this.dispatchEvent(new Event(name));
  }
}
