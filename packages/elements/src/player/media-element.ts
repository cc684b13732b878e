import type { Playback } from '../playback/playback.js';
import type { TrackList } from '../playback/track-list.js';
import type { PlayerAudioTrack, PlayerRendition, PlayerVideoTrack } from '../playback/tracks.js';
import { reflect } from './reflected.js';
import { UpdatingElement } from './updating-element.js';
import { passOnToVideo } from './video-members.js';

/** What `error` of a media element is: one of MediaError's codes and a sentence. */
export interface PlayerMediaError {
  readonly code: number;
  readonly message: string;
}

const REFLECTED = {
  src: '',
  poster: '',
  autoplay: false,
  loop: false,
  controls: false,
  remember: false,
  exclusive: false,
  defaultMuted: false,
  playsInline: false,
  disablePictureInPicture: false,
  disableRemotePlayback: false,
  width: 0,
  height: 0,
};

/** Members of the inner `<video>` that every browser has; the others are there where the browser has them. */
type VideoMembers = Pick<
  HTMLVideoElement,
  | `HAVE_${'NOTHING' | 'METADATA' | 'CURRENT_DATA' | 'FUTURE_DATA' | 'ENOUGH_DATA'}`
  | `NETWORK_${'EMPTY' | 'IDLE' | 'LOADING' | 'NO_SOURCE'}`
  | 'addTextTrack'
  | 'cancelVideoFrameCallback'
  | 'getVideoPlaybackQuality'
  | 'mediaKeys'
  | 'preservesPitch'
  | 'remote'
  | 'requestVideoFrameCallback'
  | 'setMediaKeys'
  | 'setSinkId'
  | 'sinkId'
  | 'textTracks'
> & { captureStream(): MediaStream };

/** What the engine has, else the inner `<video>`, which is empty then. */
const OF_THE_ENGINE = [
  'buffered',
  'ended',
  'played',
  'readyState',
  'seekable',
  'seeking',
  'videoHeight',
  'videoWidth',
] as const;

export interface MediaElement extends VideoMembers, Pick<HTMLVideoElement, (typeof OF_THE_ENGINE)[number]> {}

/**
 * The HTMLMediaElement interface over a {@link Playback}: names, values and events of the platform, so that media-chrome
 * and other tools drive it as they drive a `<video>`.
 *
 * `paused` is what viewer and page want. While the element goes from one source to the next it does not change, and the
 * page hears `waiting` and then `playing`.
 *
 * @see HTML Living Standard, 4.8.11 "Media elements"
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the members are defined below, from the lists above.
export abstract class MediaElement extends UpdatingElement {
  /** The attributes of the media element, which are its properties. */
  protected static readonly mediaAttributes: readonly string[] = [
    ...reflect(MediaElement.prototype, REFLECTED, { defaultMuted: 'muted' }),
    'preload',
    'crossorigin',
    'controlslist',
  ];

  /**
   * What to play: an address of any kind that the element knows, or an id. Empty for nothing.
   * @attr src
   */
  declare src: string;
  /**
   * Still picture before the first play. @defaultValue the video's own
   * @attr poster
   */
  declare poster: string;
  /**
   * Starts without `play()`, where the browser allows it.
   * @attr autoplay
   */
  declare autoplay: boolean;
  /**
   * Begins again at the end.
   * @attr loop
   */
  declare loop: boolean;
  /**
   * Shows controls after the first play: the player's own, or the browser's with `controls="native"`.
   * @attr controls
   */
  declare controls: boolean;
  /**
   * Stores volume, captions and speed in the browser, and begins with them on the next visit.
   * @attr remember
   */
  declare remember: boolean;
  /**
   * Of all exclusive players of a page one plays at a time: starting it pauses the others.
   * @attr exclusive
   */
  declare exclusive: boolean;
  /**
   * Whether it starts muted.
   * @attr muted
   */
  declare defaultMuted: boolean;
  /**
   * Plays in the page instead of full screen on small devices.
   * @attr playsinline
   */
  declare playsInline: boolean;
  /**
   * Offers no picture in picture.
   * @attr disablepictureinpicture
   */
  declare disablePictureInPicture: boolean;
  /**
   * What the browser's controls leave out: `nodownload`, `nofullscreen`, `noremoteplayback`.
   * @attr controlslist
   */
  declare readonly controlsList: DOMTokenList;
  /**
   * Offers no playing on another device.
   * @attr disableremoteplayback
   */
  declare disableRemotePlayback: boolean;
  /**
   * Width in CSS pixels, 0 for that of its box.
   * @attr width
   */
  declare width: number;
  /**
   * Height in CSS pixels, 0 for the one that its width and shape give.
   * @attr height
   */
  declare height: number;

  /** Where the media come from when it is no address: a stream of a camera, for example. */
  #srcObject: MediaProvider | null = null;
  #defaultPlaybackRate = 1;
  #isMuteChosen = false;

  protected abstract readonly playback: Playback;
  /** The inner `<video>`. */
  abstract get media(): HTMLVideoElement;
  /** Brings a changed source to the playback at once, instead of at the next update. */
  protected abstract syncSource(): void;

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
    const hasMse = 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis;
    if (/mpegurl/i.test(type) && hasMse) return 'probably';
    return this.media.canPlayType(type);
  }

  /** Seeks as exactly as `currentTime` does; the name is part of the interface. */
  fastSeek(seconds: number): void {
    this.currentTime = seconds;
  }

  /** When the media was recorded; an invalid date, as the sources do not say. */
  getStartDate(): Date {
    return new Date(Number.NaN);
  }

  /** Rejects with `NotSupportedError` while PeerTube's own player shows the picture. */
  async requestPictureInPicture(): Promise<PictureInPictureWindow> {
    if (this.playback.source?.kind === 'embed') {
      throw new DOMException('The embedded player offers no picture in picture.', 'NotSupportedError');
    }
    return this.media.requestPictureInPicture();
  }

  get srcObject(): MediaProvider | null {
    return this.#srcObject;
  }
  set srcObject(object: MediaProvider | null) {
    this.#srcObject = object;
    this.load();
  }

  /**
   * CORS mode of the media requests: `anonymous` or `use-credentials`.
   * @attr crossorigin
   */
  get crossOrigin(): string | null {
    const value = this.getAttribute('crossorigin');
    return value === null || value === 'use-credentials' ? value : 'anonymous';
  }
  set crossOrigin(mode: string | null) {
    if (mode === null) this.removeAttribute('crossorigin');
    else this.setAttribute('crossorigin', mode);
  }

  /**
   * How much is fetched before play: `none`, `metadata` or `auto`.
   * @attr preload
   */
  get preload(): 'none' | 'metadata' | 'auto' {
    const value = this.getAttribute('preload')?.toLowerCase();
    return value === 'none' ? value : value === 'auto' || value === '' ? 'auto' : 'metadata';
  }
  set preload(preload: '' | 'none' | 'metadata' | 'auto') {
    this.setAttribute('preload', preload);
  }

  get currentSrc(): string {
    return this.playback.currentSrc;
  }

  get currentTime(): number {
    return this.playback.currentTime;
  }
  set currentTime(seconds: number) {
    this.playback.seek(finite('currentTime', seconds));
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
  get volume(): number {
    return this.playback.intent.volume;
  }
  set volume(value: number) {
    const volume = finite('volume', value);
    if (volume < 0 || volume > 1) throw new DOMException(`${volume} is not between 0 and 1.`, 'IndexSizeError');
    this.playback.set({ volume });
  }

  get muted(): boolean {
    return this.playback.intent.muted;
  }
  set muted(muted: boolean) {
    this.#isMuteChosen = true;
    this.playback.set({ muted: Boolean(muted) });
  }

  /** As in the platform, the attribute is a start value: it counts once, and only when the property was not set. */
  protected applyDefaultMuted(): void {
    if (!this.#isMuteChosen && this.defaultMuted) this.muted = true;
  }

  get playbackRate(): number {
    return this.playback.intent.rate;
  }
  set playbackRate(value: number) {
    this.playback.set({ rate: supportedRate('playbackRate', value) });
  }

  /** Rate that new media begin with. */
  get defaultPlaybackRate(): number {
    return this.#defaultPlaybackRate;
  }
  set defaultPlaybackRate(value: number) {
    const rate = supportedRate('defaultPlaybackRate', value);
    if (rate === this.#defaultPlaybackRate) return;
    this.#defaultPlaybackRate = rate;
    this.announce('ratechange');
  }

  /** 0 empty, 1 idle, 2 loading, 3 no source that can be played. */
  get networkState(): number {
    const { engine, error, hasSource, running } = this.playback;
    if (error !== undefined) return 3;
    if (!hasSource) return 0;
    if (engine === undefined) return running ? 2 : 1;
    return engine.kind === 'embed' ? 1 : this.media.networkState;
  }

  /** Null while it plays or tries again. */
  get error(): PlayerMediaError | null {
    const { error } = this.playback;
    if (error === undefined) return null;
    const { mediaErrorCode: code = 2 } = error as { mediaErrorCode?: number };
    return { code, message: error.message };
  }

  /** Sound tracks; more than one where the stream has several languages. */
  get audioTracks(): TrackList<PlayerAudioTrack> {
    return this.playback.tracks.audio;
  }
  /** The picture: one track, or none. */
  get videoTracks(): TrackList<PlayerVideoTrack> {
    return this.playback.tracks.video;
  }
  /** Picture sizes as media-chrome's menu lists them; `selectedIndex` is -1 while the player chooses. */
  get videoRenditions(): TrackList<PlayerRendition> {
    return this.playback.tracks.renditions;
  }

  /** Fires an event of the media element, after what caused it is done. */
  protected announce(name: string): void {
    queueMicrotask(() => this.dispatchEvent(new Event(name)));
  }
}

for (const name of OF_THE_ENGINE) {
  Object.defineProperty(MediaElement.prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: { readonly playback: Playback; readonly media: HTMLVideoElement }) {
      return (this.playback.engine ?? this.media)[name];
    },
  });
}
passOnToVideo(MediaElement.prototype);

/** As the platform's interfaces take a number: converted, and a TypeError where it is none. */
function finite(name: string, value: unknown): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`${name} must be a finite number, not ${value}.`);
  return number;
}

/** The rates that browsers play. */
function supportedRate(name: string, value: unknown): number {
  const rate = finite(name, value);
  if (rate !== 0 && (rate < 0.0625 || rate > 16)) {
    throw new DOMException(`${name} ${rate} is not supported.`, 'NotSupportedError');
  }
  return rate;
}
