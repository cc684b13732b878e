import type Hls from 'hls.js';
import type { ErrorData, HlsConfig, LoadPolicy } from 'hls.js';
import type { Caption, EngineSource, LoadOptions, Quality } from '../engine.js';
import { PlayerError } from '../engine-error.js';
import { matchCaption } from '../video/caption-tracks.js';
import { clearVideo, VideoEngine } from '../video/video-engine.js';

type HlsSource = Extract<EngineSource, { kind: 'hls' }>;
type HlsModule = typeof import('hls.js');

const HLS_TYPE = 'application/vnd.apple.mpegurl';
/** A second media error within this time is not recovered again: the media itself is broken. */
const RECOVERY_PAUSE_MS = 5000;
/** With another source at hand two quick repeats are enough. Without one, hls.js's own patience is right. */
const QUICK_RETRIES = { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 1000 };

/**
 * Plays HLS: by hls.js where Media Source Extensions exist, else by the browser itself.
 *
 * MSE comes first on purpose. Chromium answers "maybe" for HLS in `canPlayType()` and then cannot play PeerTube's
 * fragmented MP4 by byte ranges, so its answer is worth nothing.
 */
export class HlsEngine extends VideoEngine {
  readonly kind = 'hls';
  readonly #source: HlsSource;
  readonly #import: () => Promise<HlsModule>;
  #hls: Hls | undefined;
  #recoveredAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    video: HTMLVideoElement,
    source: HlsSource,
    importHls: () => Promise<HlsModule> = () => import('hls.js'),
  ) {
    super(video);
    this.#source = source;
    this.#import = importHls;
  }

  protected async attach(options: LoadOptions): Promise<void> {
    const module = await this.#import();
    if (this.life.signal.aborted) return;
    if (module.default.isSupported()) this.#attachHls(module, options);
    else if (this.video.canPlayType(HLS_TYPE) !== '') this.#attachNative(options);
    else throw new PlayerError('player/unsupported', 'This browser can play no HLS.');
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

  #attachNative({ startTime, preload }: LoadOptions): void {
    this.video.preload = preload === 'auto' ? 'auto' : 'metadata';
    this.video.src = this.#source.url;
    this.video.load();
    if (startTime > 0 && !this.#source.live) this.video.currentTime = startTime;
  }

  #onError(HlsClass: typeof Hls, hls: Hls, data: ErrorData): void {
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
    const status = data.response?.code ? `, status ${data.response.code}` : '';
    this.fail(new PlayerError('player/network', `The video stream broke (${data.details}${status}).`, data.error));
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

function hlsConfig(HlsClass: typeof Hls, source: HlsSource, options: LoadOptions): Partial<HlsConfig> {
  const { DefaultConfig } = HlsClass;
  return {
    // Play begins small and soon; the rest follows.
    capLevelToPlayerSize: true,
    backBufferLength: 60,
    // By default small videos are fetched ten minutes ahead, watched or not.
    maxMaxBufferLength: 60,
    // As at a media element: a live has no end, and a growing number is no length.
    liveDurationInfinity: true,
    startPosition: source.live || options.startTime <= 0 ? -1 : options.startTime,
    ...(options.hasAlternative
      ? {
          manifestLoadPolicy: quick(DefaultConfig.manifestLoadPolicy),
          playlistLoadPolicy: quick(DefaultConfig.playlistLoadPolicy),
          fragLoadPolicy: quick(DefaultConfig.fragLoadPolicy),
        }
      : {}),
  };
}

function quick(policy: LoadPolicy): LoadPolicy {
  const { default: rules } = policy;
  return {
    default: {
      ...rules,
      maxTimeToFirstByteMs: Math.min(rules.maxTimeToFirstByteMs, 6000),
      timeoutRetry: { ...QUICK_RETRIES, maxNumRetry: 1 },
      errorRetry: QUICK_RETRIES,
    },
  };
}
