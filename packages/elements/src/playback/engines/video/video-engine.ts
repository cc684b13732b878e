import type { Caption, Engine, EngineKind, LoadOptions, Quality } from '../engine.js';
import { EngineFailEvent } from '../engine.js';
import { PlayerError } from '../engine-error.js';
import { MEDIA_EVENTS } from '../media-events.js';
import { addCaptionTracks, captionsOf, showCaption } from './caption-tracks.js';

/**
 * What the engines around a `<video>` share: everything except how the media gets into it.
 *
 * The element is lent, not owned: one `<video>` serves all engines of a player, so volume, full screen and the
 * permission that a click gave survive a change of engine.
 */
export abstract class VideoEngine extends EventTarget implements Engine {
  abstract readonly kind: EngineKind;
  protected readonly video: HTMLVideoElement;
  /** Aborted by `destroy()`; listeners and requests of the engine take its signal. */
  protected readonly life = new AbortController();
  #failed = false;
  #caption: string | null = null;

  constructor(video: HTMLVideoElement) {
    super();
    this.video = video;
  }

  async load(options: LoadOptions): Promise<void> {
    options.signal.throwIfAborted();
    const { signal } = this.life;
    for (const name of MEDIA_EVENTS) {
      this.video.addEventListener(name, () => this.dispatchEvent(new Event(name)), { signal });
    }
    this.video.addEventListener('error', () => void this.onVideoError(videoError(this.video)), { signal });
    await this.untilMetadata(options, () => this.attach(options));
    if (options.captions !== undefined && this.captions.length === 0) this.#addCaptions(options.captions);
  }

  async #addCaptions(find: NonNullable<LoadOptions['captions']>): Promise<void> {
    const { signal } = this.life;
    try {
      const captions = await find(signal);
      if (!signal.aborted) await addCaptionTracks(this.video, captions, signal);
      if (!signal.aborted && this.#caption !== null) showCaption(this.video, this.#caption);
    } catch (error) {
      // A video without its captions is better than none.
      if (!signal.aborted) console.warn('piya: the captions could not be found:', error);
    }
  }

  /** Gives the video its media. May return before anything arrived. */
  protected abstract attach(options: LoadOptions): Promise<void> | void;

  /** Takes the media away again. */
  protected abstract detach(): void;

  /** The `<video>` reported an error. */
  protected onVideoError(error: PlayerError): Promise<void> | void {
    this.fail(error);
  }

  protected fail(error: PlayerError): void {
    if (this.#failed || this.life.signal.aborted) return;
    this.#failed = true;
    this.dispatchEvent(new EngineFailEvent(error));
  }

  /** Waits for `loadedmetadata`, the engine's failure, or either signal, whichever comes first. */
  private untilMetadata(options: LoadOptions, attach: () => Promise<void> | void): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = new AbortController();
      const settle = (end: () => void) => {
        done.abort();
        end();
      };
      const listen = { signal: done.signal };
      this.video.addEventListener('loadedmetadata', () => settle(resolve), listen);
      this.addEventListener(
        EngineFailEvent.type,
        (event) => settle(() => reject((event as EngineFailEvent).error)),
        listen,
      );
      for (const signal of [options.signal, this.life.signal]) {
        signal.addEventListener('abort', () => settle(() => reject(signal.reason)), listen);
      }
      Promise.resolve(attach()).catch((error: unknown) => settle(() => reject(error)));
    });
  }

  destroy(): void {
    if (this.life.signal.aborted) return;
    this.life.abort();
    this.detach();
  }

  play(): Promise<void> {
    return this.video.play();
  }

  pause(): void {
    this.video.pause();
  }

  get currentTime(): number {
    return this.video.currentTime;
  }
  set currentTime(seconds: number) {
    this.video.currentTime = seconds;
  }

  get volume(): number {
    return this.video.volume;
  }
  set volume(volume: number) {
    this.video.volume = volume;
  }

  get muted(): boolean {
    return this.video.muted;
  }
  set muted(muted: boolean) {
    this.video.muted = muted;
  }

  get playbackRate(): number {
    return this.video.playbackRate;
  }
  set playbackRate(rate: number) {
    // Loading new media sets the rate back to the default one, so both carry the wish.
    this.video.defaultPlaybackRate = rate;
    this.video.playbackRate = rate;
  }

  get loop(): boolean {
    return this.video.loop;
  }
  set loop(loop: boolean) {
    this.video.loop = loop;
  }

  get duration(): number {
    return this.video.duration;
  }
  get paused(): boolean {
    return this.video.paused;
  }
  get ended(): boolean {
    return this.video.ended;
  }
  get seeking(): boolean {
    return this.video.seeking;
  }
  get readyState(): number {
    return this.video.readyState;
  }
  get buffered(): TimeRanges {
    return this.video.buffered;
  }
  get seekable(): TimeRanges {
    return this.video.seekable;
  }
  get played(): TimeRanges {
    return this.video.played;
  }
  get videoWidth(): number {
    return this.video.videoWidth;
  }
  get videoHeight(): number {
    return this.video.videoHeight;
  }

  get qualities(): readonly Quality[] {
    return [];
  }
  get quality(): number | 'auto' {
    return 'auto';
  }
  set quality(_quality: number | 'auto') {
    // One file has one quality; asking for another is not an error.
  }

  get captions(): readonly Caption[] {
    return captionsOf(this.video);
  }
  get caption(): string | null {
    return this.captions.find((caption) => caption.active)?.id ?? null;
  }
  set caption(id: string | null) {
    this.#caption = id;
    showCaption(this.video, id);
  }
}

/** Drops the media of a `<video>` and its connection; an empty `src` alone would be an error event. */
export function clearVideo(video: HTMLVideoElement): void {
  video.removeAttribute('src');
  video.load();
}

function videoError(video: HTMLVideoElement): PlayerError {
  const { error } = video;
  const detail = error?.message ? ` (${error.message})` : '';
  switch (error?.code) {
    case MediaError.MEDIA_ERR_DECODE:
      return new PlayerError('player/decode', `The video could not be decoded${detail}.`, error);
    case MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED:
      // Browsers report a 404, a refused connection and an unknown format alike.
      return new PlayerError('player/network', `The video could not be loaded${detail}.`, error);
    default:
      return new PlayerError('player/network', `The connection to the video broke${detail}.`, error);
  }
}
