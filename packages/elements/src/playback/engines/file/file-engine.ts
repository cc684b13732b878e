import type { EngineSource, LoadOptions } from '../engine.js';
import { PlayerError } from '../engine-error.js';
import { clearVideo, VideoEngine } from '../video/video-engine.js';

type FileSource = Extract<EngineSource, { kind: 'file' }>;

/** Plays one file with a plain `<video>`. */
export class FileEngine extends VideoEngine {
  readonly kind = 'file';
  readonly #source: FileSource;

  constructor(video: HTMLVideoElement, source: FileSource) {
    super(video);
    this.#source = source;
  }

  protected attach({ startTime, preload }: LoadOptions): void {
    const { url, type } = this.#source;
    // The empty answer is the only sure one: "maybe" is said of nearly everything.
    if (type && this.video.canPlayType(type) === '') {
      throw new PlayerError('player/unsupported', `This browser cannot play ${type}.`);
    }
    // `none` would never reach the metadata that `load()` promises.
    this.video.preload = preload === 'auto' ? 'auto' : 'metadata';
    this.video.src = url;
    this.video.load();
    // Before the metadata are there this sets the default start position, which needs no second seek.
    if (startTime > 0) this.video.currentTime = startTime;
  }

  protected detach(): void {
    clearVideo(this.video);
  }
}
