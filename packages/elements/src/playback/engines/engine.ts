import type { PlayerError } from './engine-error.js';

/** `file` is a plain `<video>`, `hls` is hls.js or the browser's own HLS, `embed` is PeerTube's player in an iframe. */
export type EngineKind = 'file' | 'hls' | 'embed';

/** Adds to the address of a protected file what opens it, renewed before it expires. */
export interface MediaAccess {
  /** The address with a token that is valid now. Rejects when no token is given any more. */
  authorize(url: string): Promise<string>;
  /** The server refused the last token: the next call of `authorize` asks for another one. */
  invalidate(): void;
}

/** Something an engine can play. `access` is needed where the media are not public. */
export type EngineSource =
  | {
      readonly kind: 'file';
      readonly url: string;
      readonly type?: string | undefined;
      readonly access?: MediaAccess | undefined;
      /** Media that has no address, such as a camera's; `url` is empty then. */
      readonly object?: MediaProvider | undefined;
    }
  | {
      readonly kind: 'hls';
      readonly url: string;
      readonly live: boolean;
      /** Takes the playlist, once, where it was requested before the engine was loaded. */
      readonly takeAhead?: (() => Promise<Response> | undefined) | undefined;
      readonly access?: MediaAccess | undefined;
    }
  | { readonly kind: 'embed'; readonly url: string; readonly password?: string | undefined };

/** A picture size that can be chosen. `id` is the engine's own number for it. */
export interface Quality {
  readonly id: number;
  readonly label: string;
  /** Lines of the picture, 0 when unknown. */
  readonly height: number;
  readonly active: boolean;
}

/** A caption track that can be chosen. `id` is the engine's own name for it. */
export interface Caption {
  readonly id: string;
  readonly label: string;
  readonly active: boolean;
}

/** A sound track that can be chosen. `id` is the engine's own name for it. */
export interface AudioTrackChoice {
  readonly id: string;
  readonly label: string;
  /** As in BCP 47; empty when unknown. */
  readonly language: string;
  readonly active: boolean;
}

/** Captions of a video that are not in its media. */
export interface CaptionTrack {
  /** Language code, as in BCP 47. */
  readonly language: string;
  readonly label: string;
  /** WebVTT, readable by pages of any origin. */
  readonly url: string;
}

/** How a source is to be opened. */
export interface LoadOptions {
  /** Seconds to begin at. A live begins at its edge and ignores it. */
  startTime: number;
  /** What `<video preload>` means: how much to fetch before `play()`. */
  preload: 'none' | 'metadata' | 'auto';
  /** Give up soon, because there is another source; otherwise be patient with a slow network. */
  hasAlternative: boolean;
  /** Finds the captions that are not in the media. Called when the media is there, so that it delays no picture. */
  captions?: ((signal: AbortSignal) => Promise<readonly CaptionTrack[]>) | undefined;
  signal: AbortSignal;
}

/** An engine stopped for good. Fired once; afterwards the engine can only be destroyed. */
export class EngineFailEvent extends Event {
  static readonly type = 'enginefail';
  readonly error: PlayerError;

  constructor(error: PlayerError) {
    super(EngineFailEvent.type);
    this.error = error;
  }
}

/**
 * One way to play one source, without any knowledge of the element above it.
 *
 * The properties mean what they mean at an HTMLMediaElement, and the engine fires the same events
 * ({@link MEDIA_EVENTS}), state first and event second. `error` is replaced by {@link EngineFailEvent}.
 */
export interface Engine extends EventTarget {
  readonly kind: EngineKind;
  /** Resolves when position and duration are known. Rejects with a {@link PlayerError} or the signal's reason. */
  load(options: LoadOptions): Promise<void>;
  /** Rejects with a `NotAllowedError` DOMException when the browser wants a gesture first. */
  play(): Promise<void>;
  pause(): void;
  currentTime: number;
  volume: number;
  muted: boolean;
  playbackRate: number;
  /** Begin again at the end, without `ended`. */
  loop: boolean;
  /** Seconds; NaN until known, Infinity for a live. */
  readonly duration: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly buffered: TimeRanges;
  readonly seekable: TimeRanges;
  readonly played: TimeRanges;
  readonly videoWidth: number;
  readonly videoHeight: number;
  readonly qualities: readonly Quality[];
  /** The chosen quality, `auto` when the engine chooses. */
  quality: number | 'auto';
  /** Sound tracks; absent where the engine does not know them. `trackschange` is fired when they or their choice change. */
  readonly audioTracks?: readonly AudioTrackChoice[];
  /** Chooses a sound track by its id. */
  audioTrack?: string;
  readonly captions: readonly Caption[];
  /**
   * The shown caption's id, null when none is shown. Set to a language it chooses the captions in it, now or as soon as
   * they are there.
   */
  caption: string | null;
  /** Releases everything, also in the middle of `load()`. */
  destroy(): void;
}
