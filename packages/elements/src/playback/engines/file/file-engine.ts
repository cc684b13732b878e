import type { EngineSource, LoadOptions } from '../engine.js';
import { PlayerError } from '../engine-error.js';
import { clearVideo, VideoEngine } from '../video/video-engine.js';
import { explainLoadFailure } from './load-failure.js';

type FileSource = Extract<EngineSource, { kind: 'file' }>;

/** Plays one file with a plain `<video>`. */
export class FileEngine extends VideoEngine {
  readonly kind = 'file';
  readonly #source: FileSource;

  constructor(video: HTMLVideoElement, source: FileSource) {
    super(video);
    this.#source = source;
  }

  protected async attach({ startTime, preload }: LoadOptions): Promise<void> {
    const { url, type, access, object } = this.#source;
    if (object !== undefined) {
      this.video.srcObject = object;
      return;
    }
    // The empty answer is the only reliable one: "maybe" is the answer for nearly everything.
    if (type && this.video.canPlayType(type) === '') {
      throw new PlayerError('player/unsupported', `This browser cannot play ${type}.`);
    }
    const src = access === undefined ? url : await access.authorize(url);
    if (this.life.signal.aborted) return;
    // `none` would never reach the metadata that `load()` promises.
    this.video.preload = preload === 'auto' ? 'auto' : 'metadata';
    this.video.src = src;
    this.video.load();
    // Before the metadata are there this sets the default start position, which needs no second seek.
    if (startTime > 0) this.video.currentTime = startTime;
  }

  protected override async onVideoError(error: PlayerError): Promise<void> {
    // Whatever the reason, a token that was refused is the likeliest one for a file that needs one.
    this.#source.access?.invalidate();
    const isFirstLoad = this.video.readyState === 0;
    if (!isFirstLoad || !(error.cause instanceof MediaError) || this.#source.access !== undefined) {
      this.fail(error);
      return;
    }
    if (error.cause.code !== MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED) this.fail(error);
    else this.fail((await explainLoadFailure(this.#source.url, this.life.signal)) ?? error);
  }

  protected detach(): void {
    if (this.#source.object !== undefined) this.video.srcObject = null;
    clearVideo(this.video);
  }
}
