import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import type { Caption, EngineSource, LoadOptions, Quality } from '../engine.js';
import { PlayerError } from '../engine-error.js';
import { matchCaption } from '../video/caption-tracks.js';
import { clearVideo, VideoEngine } from '../video/video-engine.js';
import { hlsConfig } from './hls-config.js';

type HlsSource = Extract<EngineSource, { kind: 'hls' }>;
type HlsModule = typeof import('#hls');

const HLS_TYPE = 'application/vnd.apple.mpegurl';
/** A second media error within this time is not recovered again: the media itself is broken. */
const RECOVERY_PAUSE_MS = 5000;

/**
 * Plays HLS: by hls.js where Media Source Extensions exist, else by the browser itself.
 *
 * MSE comes first on purpose: Chromium answers "maybe" for HLS in `canPlayType()` and then cannot play PeerTube's
 * fragmented MP4 by byte ranges.
 */
export class HlsEngine extends VideoEngine {
  readonly kind = 'hls';
  readonly #source: HlsSource;
  readonly #import: () => Promise<HlsModule>;
  #hls: Hls | undefined;
  #recoveredAtMs = Number.NEGATIVE_INFINITY;

  constructor(video: HTMLVideoElement, source: HlsSource, importHls: () => Promise<HlsModule> = () => import('#hls')) {
    super(video);
    this.#source = source;
    this.#import = importHls;
  }

  protected async attach(options: LoadOptions): Promise<void> {
    const module = await this.#import();
    if (this.life.signal.aborted) return;
    if (module.default.isSupported()) this.#attachHls(module, options);
    else if (this.video.canPlayType(HLS_TYPE) !== '') await this.#attachNative(options);
    else throw new PlayerError('player/unsupported', 'This browser cannot play HLS.');
  }

  #attachHls({ default: HlsClass }: HlsModule, options: LoadOptions): void {
    const hls = new HlsClass(hlsConfig(HlsClass, this.#source, options));
    this.#hls = hls;
    hls.on(HlsClass.Events.ERROR, (_, data) => this.#onError(HlsClass, hls, data));
    hls.attachMedia(this.video);
    hls.loadSource(this.#source.url);
    // hls.js seeks when the first fragment is there; until then the position would read 0.
    if (options.startTime > 0 && !this.#source.live) this.video.currentTime = options.startTime;
  }

  /** The browser loads everything itself, so a token cannot be renewed in mid-play: the source is opened anew then. */
  async #attachNative({ startTime, preload }: LoadOptions): Promise<void> {
    const { access, url } = this.#source;
    const src = access === undefined ? url : await access.authorize(url);
    if (this.life.signal.aborted) return;
    this.video.preload = preload === 'auto' ? 'auto' : 'metadata';
    this.video.src = src;
    this.video.load();
    if (startTime > 0 && !this.#source.live) this.video.currentTime = startTime;
  }

  #onError(HlsClass: typeof Hls, hls: Hls, data: ErrorData): void {
    if (isAboutCaptions(data)) {
      // Off again, so that the viewer sees it and can ask once more.
      console.warn(`piya: the captions could not be loaded (${data.details}).`);
      hls.subtitleTrack = -1;
      return;
    }
    if (!data.fatal) return;
    if (data.type === HlsClass.ErrorTypes.MEDIA_ERROR) {
      const now = performance.now();
      if (now - this.#recoveredAtMs > RECOVERY_PAUSE_MS) {
        this.#recoveredAtMs = now;
        hls.recoverMediaError();
        return;
      }
      this.fail(new PlayerError('player/decode', `The video could not be decoded (${data.details}).`, data.error));
      return;
    }
    this.fail(networkError(data));
  }

  protected override onVideoError(error: PlayerError): void {
    if (this.#hls === undefined) this.#source.access?.invalidate();
    this.fail(error);
  }

  protected detach(): void {
    this.#hls?.destroy();
    this.#hls = undefined;
    clearVideo(this.video);
  }

  override get qualities(): readonly Quality[] {
    const hls = this.#hls;
    if (!hls) return [];
    return hls.levels.map(({ height, name }, id) => ({
      id,
      label: name || (height ? `${height}p` : `${id + 1}`),
      height: height ?? 0,
      active: id === hls.currentLevel,
    }));
  }
  override get quality(): number | 'auto' {
    const hls = this.#hls;
    return !hls || hls.autoLevelEnabled ? 'auto' : hls.loadLevel;
  }
  override set quality(quality: number | 'auto') {
    // `nextLevel` changes at the next fragment, without emptying the buffer: no pause.
    if (this.#hls) this.#hls.nextLevel = quality === 'auto' ? -1 : quality;
  }

  override get captions(): readonly Caption[] {
    const hls = this.#hls;
    if (!hls || hls.subtitleTracks.length === 0) return super.captions;
    return hls.subtitleTracks.map(({ name, lang }, id) => ({
      id: lang ?? String(id),
      label: name,
      active: id === hls.subtitleTrack,
    }));
  }
  override get caption(): string | null {
    return this.captions.find((caption) => caption.active)?.id ?? null;
  }
  override set caption(id: string | null) {
    const hls = this.#hls;
    if (hls && hls.subtitleTracks.length > 0) {
      const wanted = id === null ? undefined : matchCaption(this.captions, id);
      hls.subtitleTrack = this.captions.findIndex((caption) => caption.id === wanted?.id);
    } else {
      super.caption = id;
    }
  }
}

/** A playlist that is missing, or is none, stays so; anything else may pass. */
function networkError({ details, error, response }: ErrorData): PlayerError {
  const status = response?.code;
  const isManifest = details === 'manifestLoadError' || details === 'manifestParsingError';
  if (isManifest && (details === 'manifestParsingError' || status === 404 || status === 410)) {
    return new PlayerError('player/no-source', `There is no video stream at the address (${details}).`, error);
  }
  const suffix = status ? `, status ${status}` : '';
  return new PlayerError('player/network', `The video stream broke (${details}${suffix}).`, error);
}

const isAboutCaptions = ({ details, frag }: ErrorData): boolean =>
  details === 'subtitleTrackLoadError' || details === 'subtitleTrackLoadTimeOut' || frag?.type === 'subtitle';
