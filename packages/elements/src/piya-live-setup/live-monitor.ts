import type { Clock, PiyakastStream } from '@piyakast/sdk';
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { MessageValues } from '../i18n/i18n.js';
import { type FrameSample, frameRateOf } from './frame-rate.js';
import type { LiveMessage } from './messages.js';

/** Often enough to see a change, seldom enough to cost nothing. */
const MEASURE_MS = 2_000;
/** A second or two of a live. */
const KEPT_FRAMES = 60;

/** What arrives at viewers. */
export interface ArrivingPicture {
  width: number;
  height: number;
  /** `undefined` until enough frames were seen. */
  framesPerSecond: number | undefined;
}

/** The part of `<piya-player>` that is read. */
type Screen = Pick<HTMLVideoElement, 'videoWidth' | 'videoHeight'> &
  Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback'>>;

interface MonitorHost extends ReactiveControllerHost {
  readonly clock: Clock;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** The preview of a live: brings the player when it is opened, and reads what arrives. */
export class LiveMonitor implements ReactiveController {
  readonly #host: MonitorHost;
  #watching: AbortController | undefined;
  #picture: ArrivingPicture | undefined;

  constructor(host: MonitorHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get isOpen(): boolean {
    return this.#watching !== undefined;
  }

  get picture(): ArrivingPicture | undefined {
    return this.#picture;
  }

  open(): void {
    if (this.isOpen) return;
    this.#watching = new AbortController();
    this.#host.requestUpdate();
    void this.#watch(this.#watching.signal);
  }

  close(): void {
    this.#watching?.abort();
    this.#watching = undefined;
    this.#picture = undefined;
    this.#host.requestUpdate();
  }

  async #watch(signal: AbortSignal): Promise<void> {
    // Loaded separately: a page that never opens the preview never loads the player.
    await import('../piya-player/define.js');
    let samples: FrameSample[] = [];
    let sampled: Screen | undefined;
    while (!signal.aborted) {
      const screen = this.#host.renderRoot.querySelector<HTMLElement & Screen>('piya-player') ?? undefined;
      if (screen && screen.videoWidth > 0) {
        if (screen !== sampled) {
          samples = [];
          sampled = screen;
          sampleFrames(screen, samples, signal);
        }
        const framesPerSecond = frameRateOf(samples) ?? this.#picture?.framesPerSecond;
        this.#picture = { width: screen.videoWidth, height: screen.videoHeight, framesPerSecond };
        this.#host.requestUpdate();
      }
      try {
        await this.#host.clock.sleep(MEASURE_MS, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }
}

/** Keeps the newest frames; nothing where the browser has no frame callbacks. */
function sampleFrames(screen: Screen, samples: FrameSample[], signal: AbortSignal): void {
  const onFrame: VideoFrameRequestCallback = (_, { mediaTime, presentedFrames }) => {
    samples.push({ mediaTime, presentedFrames });
    if (samples.length > KEPT_FRAMES) samples.shift();
    if (!signal.aborted) screen.requestVideoFrameCallback?.(onFrame);
  };
  screen.requestVideoFrameCallback?.(onFrame);
}

/** What the preview's template needs from its element. */
export interface LivePreviewContext {
  text: (key: LiveMessage, values?: MessageValues) => string;
  stream: PiyakastStream;
  monitor: LiveMonitor;
  /** Attributes and properties of the player. */
  player: { client: unknown; token: unknown; server: string; lang: string };
}

/** What viewers see, in a player that is loaded when it is opened. */
export function livePreview({ text, stream, monitor, player }: LivePreviewContext): TemplateResult {
  const onToggle = (event: Event) => ((event.target as HTMLDetailsElement).open ? monitor.open() : monitor.close());
  const { picture } = monitor;
  const facts = picture && [
    `${picture.width} × ${picture.height}`,
    ...(picture.framesPerSecond ? [text('frameRate', { rate: picture.framesPerSecond })] : []),
  ];
  return html`<details class="preview" part="preview" ?open=${monitor.isOpen} @toggle=${onToggle}>
    <summary>${text('preview')}</summary>
    ${
      monitor.isOpen
        ? html`<piya-player
            src="${player.server}/api/v1/streams/${stream.id}"
            lang=${player.lang}
            controls
            autoplay
            muted
            .client=${player.client}
            .token=${player.token}
          ></piya-player>`
        : nothing
    }
    ${facts ? html`<p class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</p>` : nothing}
  </details>`;
}
