import { type Clock, systemClock } from '@piyakast/sdk/runtime';
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
import { type ConnectEmbedApi, connectEmbedApi } from './embed-api.js';
import { EmbedLink } from './embed-link.js';
import { isEmbedState, readEmbedStatus } from './embed-status.js';
import { EmbedTracks } from './embed-tracks.js';
import { decideRemote, initialRemoteState, type RemoteEvent, type RemoteState } from './remote-state.js';

type EmbedSource = Extract<EngineSource, { kind: 'embed' }>;

/** `ready` never settles for a private, deleted or refused video, so the wait has to end. */
export const EMBED_READY_TIMEOUT_MS = 12_000;
/** An embed reports within two status messages that it plays, unless the browser requires a gesture first. */
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
 * Its API has neither mute nor buffered ranges nor errors. Mute is volume 0 with the volume remembered; the position is
 * the last one that `playbackStatusUpdate` reported, which every version sends.
 */
export class EmbedEngine extends EventTarget implements Engine {
  readonly kind = 'embed';
  readonly #source: EmbedSource;
  readonly #clock: Clock;
  readonly #link: EmbedLink;
  readonly #tracks: EmbedTracks;
  #remote: RemoteState;
  #isOpenedMuted: boolean;
  #rate = 1;
  loop = false;

  constructor(container: HTMLElement, source: EmbedSource, options: EmbedEngineOptions) {
    super();
    const { title, connect = connectEmbedApi, clock = systemClock, readyTimeoutMs = EMBED_READY_TIMEOUT_MS } = options;
    this.#source = source;
    this.#clock = clock;
    this.#isOpenedMuted = new URL(source.url).searchParams.get('muted') === '1';
    this.#remote = initialRemoteState(this.#isOpenedMuted);
    this.#link = new EmbedLink({
      ...{ container, title, connect, clock, readyTimeoutMs, password: source.password },
      onStatus: (message) => {
        const status = readEmbedStatus(message);
        if (status !== undefined) this.#apply({ type: 'status', status });
      },
      onState: (state) => {
        if (isEmbedState(state)) this.#apply({ type: 'playback', playback: state });
      },
      onResolutions: (list) => this.#tracks.takeResolutions(list),
    });
    this.#tracks = new EmbedTracks((call) => this.#link.send(call));
  }

  async load({ startTime, signal }: LoadOptions): Promise<void> {
    this.#remote = { ...this.#remote, position: startTime };
    this.#fire('loadstart');
    await this.#link.open(this.#source.url, startTime, signal);
    this.#tracks.read();
    // A live has no status with a length; a video's first one comes within 500 ms.
    this.#fire('loadedmetadata');
  }

  /** A frame opened with `muted=1`, which autoplay needs, has no way back to sound in its API: it is opened anew. */
  async #openWithSound(): Promise<void> {
    this.#isOpenedMuted = false;
    const url = new URL(this.#source.url);
    url.searchParams.set('muted', '0');
    await this.#link.open(url.href, this.#remote.position);
    this.#tracks.read();
    this.#link.send((api) => api.setVolume(this.volume));
    this.#link.send((api) => api.setPlaybackRate(this.#rate));
    if (!this.paused) this.#link.send((api) => api.play());
  }

  async play(): Promise<void> {
    const { api, signal: life } = this.#link;
    if (!this.paused) return;
    await api.play();
    if (!this.paused) return;
    // The answer confirms the message, not the playing: a refused autoplay is only logged inside the frame.
    await new Promise<void>((resolve, reject) => {
      const waiting = new AbortController();
      const signal = AbortSignal.any([waiting.signal, life]);
      this.addEventListener('play', () => waiting.abort(), { once: true, signal });
      this.#clock.sleep(PLAY_TIMEOUT_MS, signal).then(
        () => reject(new DOMException('The embedded player did not start.', 'NotAllowedError')),
        () => (waiting.signal.aborted ? resolve() : reject(signal.reason)),
      );
    });
  }

  pause(): void {
    this.#link.send((api) => api.pause());
  }

  get currentTime(): number {
    return this.#remote.seekingTo ?? this.#remote.position;
  }
  set currentTime(seconds: number) {
    this.#apply({ type: 'seek', position: seconds });
    this.#link.send((api) => api.seek(seconds));
  }

  get volume(): number {
    return this.#remote.volume;
  }
  set volume(volume: number) {
    this.#remote = { ...this.#remote, volume };
    if (!this.muted) this.#link.send((api) => api.setVolume(volume));
    this.#fire('volumechange');
  }

  get muted(): boolean {
    return this.#remote.muted;
  }
  set muted(muted: boolean) {
    if (muted === this.muted) return;
    this.#remote = { ...this.#remote, muted };
    this.#fire('volumechange');
    if (muted || !this.#isOpenedMuted) {
      this.#link.send((api) => api.setVolume(muted ? 0 : this.volume));
      return;
    }
    this.#openWithSound().catch((error: unknown) => {
      if (this.#link.signal.aborted) return;
      const reason = new PlayerError('player/embed-timeout', "PeerTube's player did not open again.", error);
      this.dispatchEvent(new EngineFailEvent(reason));
    });
  }

  get playbackRate(): number {
    return this.#rate;
  }
  set playbackRate(rate: number) {
    this.#rate = rate;
    this.#link.send((api) => api.setPlaybackRate(rate));
    this.#fire('ratechange');
  }

  get duration(): number {
    return this.#remote.duration;
  }
  get paused(): boolean {
    return this.#remote.playback !== 'playing';
  }
  get ended(): boolean {
    return this.#remote.playback === 'ended';
  }
  get seeking(): boolean {
    return this.#remote.seekingTo !== undefined;
  }
  get readyState(): number {
    if (this.#remote.playback === 'unstarted') return Number.isNaN(this.duration) ? 0 : 1;
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
    this.#link.destroy();
  }

  #apply(event: RemoteEvent): void {
    const { state, events } = decideRemote(this.#remote, event);
    this.#remote = state;
    if (this.loop && events.includes('ended')) {
      this.currentTime = 0;
      this.#link.send((api) => api.play());
      return;
    }
    for (const name of events) this.#fire(name);
  }

  /** A destroyed engine is silent, whatever its frame still sends. */
  #fire(name: MediaEventName): void {
    if (!this.#link.signal.aborted) this.dispatchEvent(new Event(name));
  }
}
