import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import type { AudioTrackChoice, EngineSource, LoadOptions, Quality } from '../engine.js';
import { PlayerError } from '../engine-error.js';
import { clearVideo, VideoEngine } from '../video/video-engine.js';
import { Memory } from './starter/memory.js';
import { type ReadOptions, readStream } from './starter/read-stream.js';
import { createRequest } from './starter/request.js';
import type { RunningMedia } from './starter/running-media.js';
import { Starter } from './starter/starter.js';

type HlsSource = Extract<EngineSource, { kind: 'hls' }>;
/** The code around hls.js, and hls.js with it. */
type HlsCode = typeof import('./hls-js/create-hls.js');

const HLS_TYPE = 'application/vnd.apple.mpegurl';
/** A second media error within this time is not recovered again: the media itself is broken. */
const RECOVERY_PAUSE_MS = 5000;
/** Until the head of an answer is there, for what is requested before hls.js. */
const ANSWER_MS = { withAlternative: 6000, alone: 10_000 };

/** Events of hls.js after which sizes or sounds, or the choice among them, may be others. */
const TRACKS_CHANGE = [
  'hlsManifestParsed',
  'hlsLevelsUpdated',
  'hlsLevelSwitched',
  'hlsAudioTracksUpdated',
  'hlsAudioTrackSwitched',
];

/** What of the browser, and which code, an engine uses. */
export interface HlsParts {
  readonly importHls: () => Promise<HlsCode>;
  readonly hasMse: () => boolean;
}

const PARTS: HlsParts = {
  importHls: () => import('./hls-js/create-hls.js'),
  hasMse: () => 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis,
};

/**
 * Plays HLS: by hls.js where Media Source Extensions exist, else by the browser itself. A {@link Starter} plays the
 * beginning while hls.js is on its way.
 *
 * MSE comes first on purpose: Chromium answers "maybe" for HLS in `canPlayType()` and then cannot play PeerTube's
 * fragmented MP4 by byte ranges.
 */
export class HlsEngine extends VideoEngine {
  readonly kind = 'hls';
  readonly #source: HlsSource;
  readonly #parts: HlsParts;
  readonly #memory = new Memory();
  #starter: Starter | undefined;
  #code: HlsCode | undefined;
  #hls: Hls | undefined;
  #recoveredAtMs = Number.NEGATIVE_INFINITY;

  constructor(video: HTMLVideoElement, source: HlsSource, parts: Partial<HlsParts> = {}) {
    super(video);
    this.#source = source;
    this.#parts = { ...PARTS, ...parts };
  }

  protected async attach(options: LoadOptions): Promise<void> {
    if (!this.#parts.hasMse()) {
      if (this.video.canPlayType(HLS_TYPE) === '') throw unsupported();
      await this.#attachNative(options);
    } else if (this.#source.live || !('MediaSource' in globalThis)) {
      // Nothing waits for this: what it fetches is in memory when hls.js asks for it.
      readStream(this.#source.url, this.#readOptions(options)).catch(() => undefined);
      await this.#loadCode();
      this.#playPlain(options);
    } else {
      await this.#start(options);
    }
  }

  /** Plays at once, and lets hls.js take over when it is there. */
  #start(options: LoadOptions): Promise<void> {
    this.#starter = new Starter({
      video: this.video,
      url: this.#source.url,
      startTime: options.startTime,
      ...this.#readOptions(options),
      loadEngine: () => this.#loadCode(),
      handOver: (media) => this.#takeOver(options, media),
      playPlain: () => this.#playPlain(options),
      fail: (error) => this.fail(asPlayerError(error)),
    });
    return this.#starter.run();
  }

  #readOptions({ hasAlternative }: LoadOptions): ReadOptions {
    const { access, takeAhead, url } = this.#source;
    const timeoutMs = hasAlternative ? ANSWER_MS.withAlternative : ANSWER_MS.alone;
    const request = createRequest({ access, origin: new URL(url).origin, takeAhead, timeoutMs });
    return { memory: this.#memory, request, signal: this.life.signal };
  }

  async #loadCode(): Promise<void> {
    const code = await this.#parts.importHls();
    if (!code.isSupported()) throw unsupported();
    this.#code = code;
  }

  async #takeOver(load: LoadOptions, media: RunningMedia): Promise<void> {
    const { video } = this;
    const code = this.#code;
    if (code === undefined || this.life.signal.aborted) return;
    const { hls, done } = code.takeOverByHls({ video, source: this.#source, load, memory: this.#memory }, media);
    this.#hls = hls;
    // Until it has the media, its failure is the hand-over's, and the beginning is played again without it.
    await done.catch((error: unknown) => {
      hls.destroy();
      this.#hls = undefined;
      throw error;
    });
    this.#listen(hls);
  }

  #playPlain(load: LoadOptions): void {
    const code = this.#code;
    const { video } = this;
    if (code === undefined || this.life.signal.aborted) return;
    // After a start that failed in the middle, the position and the viewer's wish are those of the `<video>`.
    const isRunning = video.readyState > 0;
    const startTime = isRunning ? video.currentTime : load.startTime;
    const isPlaying = !video.paused;
    const options = { ...load, startTime };
    this.#hls = code.playByHls({ video, source: this.#source, load: options, memory: this.#memory });
    this.#listen(this.#hls);
    // hls.js seeks when the first fragment is there; until then the position would read 0.
    if (startTime > 0 && !this.#source.live) video.currentTime = startTime;
    if (isPlaying) video.play().catch(() => undefined);
  }

  #listen(hls: Hls): void {
    // The event's name is a string; the enum that names it is in the code that was loaded.
    hls.on('hlsError' as Parameters<Hls['on']>[0], (_: string, data: unknown) => this.#onError(hls, data as ErrorData));
    const onTracks = () => this.dispatchEvent(new Event('trackschange'));
    for (const name of TRACKS_CHANGE) hls.on(name as Parameters<Hls['on']>[0], onTracks);
    onTracks();
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

  #onError(hls: Hls, data: ErrorData): void {
    if (!data.fatal) return;
    if (data.type === 'mediaError') {
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
    if (this.#starter !== undefined && this.#hls === undefined) {
      this.#starter.abandon(error);
      return;
    }
    if (this.#hls === undefined) this.#source.access?.invalidate();
    this.fail(error);
  }

  protected detach(): void {
    this.#hls?.destroy();
    this.#hls = undefined;
    clearVideo(this.video);
  }

  get audioTracks(): readonly AudioTrackChoice[] {
    const hls = this.#hls;
    if (!hls) return [];
    return hls.audioTracks.map(({ id, lang = '', name }) => ({
      id: String(id),
      label: name,
      language: lang,
      active: id === hls.audioTrack,
    }));
  }
  set audioTrack(id: string) {
    if (this.#hls) this.#hls.audioTrack = Number(id);
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

const unsupported = () => new PlayerError('player/unsupported', 'This browser cannot play HLS.');

function asPlayerError(error: unknown): PlayerError {
  if (error instanceof PlayerError) return error;
  return new PlayerError('player/network', error instanceof Error ? error.message : String(error), error);
}
