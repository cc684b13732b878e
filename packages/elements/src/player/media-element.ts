import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Caption, EngineKind, Quality } from '../playback/engines/engine.js';
import { PlayerError } from '../playback/engines/engine-error.js';
import { MEDIA_EVENTS } from '../playback/engines/media-events.js';
import { timeRanges } from '../playback/engines/time-ranges.js';
import type { Playback } from '../playback/playback.js';
import type { Chapter, Storyboard } from '../playback/video-extras.js';
import { publicUrl } from './player-events.js';

/** Accessors of this class that Lit does not know. */
const EARLY_PROPERTIES = ['volume', 'muted', 'playbackRate', 'currentTime', 'caption'] as const;

/** What `error` of a media element is: one of MediaError's codes and a sentence. */
export interface PlayerMediaError {
  readonly code: number;
  readonly message: string;
}

/**
 * The HTMLMediaElement interface over a {@link Playback}: names, values and events of the platform, so that media-chrome
 * and other tools drive it as they drive a `<video>`.
 *
 * `paused` is what viewer and page want. While the element goes from one source to the next it does not change, and the
 * page hears `waiting` and then `playing`.
 *
 * @see HTML Living Standard, 4.8.11 "Media elements"
 */
export abstract class MediaElement extends LitElement {
  static readonly HAVE_NOTHING = 0;
  static readonly HAVE_METADATA = 1;
  static readonly HAVE_CURRENT_DATA = 2;
  static readonly HAVE_FUTURE_DATA = 3;
  static readonly HAVE_ENOUGH_DATA = 4;
  static readonly NETWORK_EMPTY = 0;
  static readonly NETWORK_IDLE = 1;
  static readonly NETWORK_LOADING = 2;
  static readonly NETWORK_NO_SOURCE = 3;

  /** What to play: an address of any kind that the element knows, or an id. Empty for nothing. */
  @property({ reflect: true }) src = '';

  /** Still picture before the first play. @defaultValue the video's own */
  @property({ reflect: true }) poster = '';

  /** Starts without `play()`, where the browser allows it. */
  @property({ type: Boolean, reflect: true }) autoplay = false;

  /** Begins again at the end. */
  @property({ type: Boolean, reflect: true }) loop = false;

  /** Shows controls after the first play: the player's own, or the browser's with `controls="native"`. */
  @property({ type: Boolean, reflect: true }) controls = false;

  /** Stores volume, captions and speed in the browser, and begins with them on the next visit. */
  @property({ type: Boolean }) remember = false;

  /** Of all exclusive players of a page one plays at a time: starting it pauses the others. */
  @property({ type: Boolean }) exclusive = false;

  /** Whether it starts muted; the `muted` attribute. */
  @property({ type: Boolean, reflect: true, attribute: 'muted' }) defaultMuted = false;

  /** How much is fetched before play: `none`, `metadata` or `auto`. */
  @property({ reflect: true }) preload: '' | 'none' | 'metadata' | 'auto' = 'metadata';

  /** Plays in the page instead of full screen on small devices. */
  @property({ type: Boolean, reflect: true, attribute: 'playsinline' }) playsInline = false;

  /** CORS mode of the media requests. */
  @property({ reflect: true, attribute: 'crossorigin' }) crossOrigin: string | null = null;

  /** Rate that new media begin with. */
  defaultPlaybackRate = 1;

  protected abstract readonly playback: Playback;
  protected abstract readonly video: HTMLVideoElement | undefined;
  /** Brings a changed `src` to the playback at once, instead of at the next update. */
  protected abstract syncSource(): void;

  #isMuteChosen = false;

  /**
   * Applies what a page set before the element was defined: those values are plain properties of the object then, and
   * hide the accessors of the class. Lit does the same for its own properties.
   */
  protected takeEarlyProperties(): void {
    for (const name of EARLY_PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (this as Partial<typeof this>)[name];
      Object.assign(this, { [name]: value });
    }
  }

  protected mirrorMediaEvents(): void {
    for (const name of [...MEDIA_EVENTS, 'error']) {
      this.playback.addEventListener(name, () => this.dispatchEvent(new Event(name)));
    }
  }

  /** @throws DOMException `NotAllowedError` when the browser wants a gesture, `AbortError` after `pause()`. */
  play(): Promise<void> {
    this.syncSource();
    return this.playback.play();
  }

  pause(): void {
    this.playback.pause();
  }

  /** Drops what plays and loads `src` anew. */
  abstract load(): void;

  /** What this browser's `<video>` says; HLS is "probably" where hls.js runs. */
  canPlayType(type: string): CanPlayTypeResult {
    if (/mpegurl/i.test(type) && 'MediaSource' in globalThis) return 'probably';
    return document.createElement('video').canPlayType(type);
  }

  /** Seeks as exactly as `currentTime` does; the name is part of the interface. */
  fastSeek(seconds: number): void {
    this.currentTime = seconds;
  }

  /** Rejects with `NotSupportedError` while PeerTube's own player shows the picture. */
  async requestPictureInPicture(): Promise<PictureInPictureWindow> {
    if (this.video === undefined || this.playback.source?.kind === 'embed') {
      throw new DOMException('The embedded player offers no picture in picture.', 'NotSupportedError');
    }
    return this.video.requestPictureInPicture();
  }

  get currentSrc(): string {
    const { source } = this.playback;
    return source === undefined ? '' : publicUrl(source.url);
  }

  get currentTime(): number {
    return this.playback.currentTime;
  }
  set currentTime(seconds: number) {
    if (!Number.isFinite(Number(seconds))) throw new TypeError(`currentTime must be a finite number, not ${seconds}.`);
    this.playback.seek(Number(seconds));
  }

  get duration(): number {
    const { engine, resolution } = this.playback;
    const duration = engine?.duration ?? Number.NaN;
    if (!Number.isNaN(duration)) return duration;
    return resolution?.live !== undefined ? Number.POSITIVE_INFINITY : (resolution?.duration ?? Number.NaN);
  }

  get paused(): boolean {
    return !this.playback.intent.playing;
  }

  get ended(): boolean {
    return this.playback.engine?.ended ?? false;
  }

  get seeking(): boolean {
    return this.playback.engine?.seeking ?? false;
  }

  get volume(): number {
    return this.playback.intent.volume;
  }
  set volume(volume: number) {
    if (!(volume >= 0 && volume <= 1))
      throw new DOMException(`The volume ${volume} is not between 0 and 1.`, 'IndexSizeError');
    this.playback.set({ volume });
  }

  get muted(): boolean {
    return this.playback.intent.muted;
  }
  set muted(muted: boolean) {
    this.#isMuteChosen = true;
    this.playback.set({ muted });
  }

  /** As in the platform, the attribute is a start value: it counts once, and only when the property was not set. */
  protected applyDefaultMuted(): void {
    if (this.#isMuteChosen || !this.defaultMuted) return;
    this.muted = true;
  }

  get playbackRate(): number {
    return this.playback.intent.rate;
  }
  set playbackRate(rate: number) {
    this.playback.set({ rate });
  }

  get readyState(): number {
    return this.playback.engine?.readyState ?? MediaElement.HAVE_NOTHING;
  }

  get networkState(): number {
    if (this.playback.error !== undefined) return MediaElement.NETWORK_NO_SOURCE;
    if (!this.playback.running) return MediaElement.NETWORK_EMPTY;
    return this.playback.engine === undefined ? MediaElement.NETWORK_LOADING : (this.video?.networkState ?? 1);
  }

  get buffered(): TimeRanges {
    return this.playback.engine?.buffered ?? timeRanges();
  }
  get seekable(): TimeRanges {
    return this.playback.engine?.seekable ?? timeRanges();
  }
  get played(): TimeRanges {
    return this.playback.engine?.played ?? timeRanges();
  }
  get videoWidth(): number {
    return this.playback.engine?.videoWidth ?? 0;
  }
  get videoHeight(): number {
    return this.playback.engine?.videoHeight ?? 0;
  }
  get textTracks(): TextTrackList | undefined {
    return this.video?.textTracks;
  }

  /** Null while it plays or tries again. */
  get error(): PlayerMediaError | null {
    const { error } = this.playback;
    if (error === undefined) return null;
    return { code: error instanceof PlayerError ? error.mediaErrorCode : 2, message: error.message };
  }

  /** Picture sizes that can be chosen; empty when there is no choice. */
  get qualities(): readonly Quality[] {
    return this.playback.engine?.qualities ?? [];
  }
  /** Id of the chosen quality, or `auto`. */
  get quality(): number | 'auto' {
    return this.playback.engine?.quality ?? 'auto';
  }
  set quality(quality: number | 'auto') {
    if (this.playback.engine) this.playback.engine.quality = quality;
  }

  /** Chapters of the video, in order; `piya-extraschange` says when they are there. Only asked for by controls. */
  abstract get chapters(): readonly Chapter[];
  /** Previews for the seek bar, once they are known. */
  abstract get storyboard(): Storyboard | undefined;
  /** Title of the video: the `title` attribute, or the one that its server gives; empty when there is none. */
  get videoTitle(): string {
    return this.title || (this.playback.resolution?.title ?? '');
  }
  /** Address of the still picture: the `poster`, or the one that the server gives; empty when there is none. */
  get videoPoster(): string {
    return this.poster || (this.playback.resolution?.poster ?? '');
  }
  /** How it plays now: `hls`, `file`, or `embed` for PeerTube's own player. */
  get sourceKind(): EngineKind | undefined {
    return this.playback.source?.kind;
  }

  /** Captions that can be shown. */
  get captions(): readonly Caption[] {
    return this.playback.engine?.captions ?? [];
  }
  /** Id of the shown captions, null for none. A language chooses the captions in it, now or as soon as there are any. */
  get caption(): string | null {
    const { engine, intent } = this.playback;
    return engine === undefined ? intent.caption : engine.caption;
  }
  set caption(id: string | null) {
    this.playback.set({ caption: id });
  }
}
