import type { Clock, StreamCredentials } from '@piyakast/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { copyText } from './copy-text.js';
import type { ObsService } from './obs/obs-controller.js';

/** The values that can be copied. */
export type CopyField = 'rtmp' | 'rtmps' | 'key';

/** Long enough to type it over, short enough for a shared screen. */
export const REVEAL_MS = 30_000;
const COPIED_MS = 2_500;

/** What the controller asks of its element. */
interface EncoderValuesHost extends ReactiveControllerHost {
  readonly clock: Clock;
}

/** What the controller reports to its element. */
export type EncoderNews = 'saidKeyShown' | 'saidKeyHidden' | 'copied' | 'copyFailed';

/**
 * Holds what the encoder needs. The key leaves this object only while the person asked to see it, and for a copy.
 */
export class EncoderValues implements ReactiveController {
  readonly #host: EncoderValuesHost;
  readonly #onNews: (news: EncoderNews, field: CopyField) => void;
  #credentials: StreamCredentials | undefined;
  #revealing: AbortController | undefined;
  #copying: AbortController | undefined;
  #copied: CopyField | undefined;
  #failed: CopyField | undefined;

  constructor(host: EncoderValuesHost, onNews: (news: EncoderNews, field: CopyField) => void) {
    this.#host = host;
    this.#onNews = onNews;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#copying?.abort();
    this.hide();
  }

  /** Whether the key may be in the page now. */
  get revealed(): boolean {
    return this.#revealing !== undefined;
  }

  /** The field that was just copied. */
  get copied(): CopyField | undefined {
    return this.#copied;
  }

  /** The field that the browser did not let us copy. */
  get failed(): CopyField | undefined {
    return this.#failed;
  }

  /** What may be shown now: without the key while it is hidden. */
  get shown(): { rtmpUrl: string; rtmpsUrl: string | null; streamKey: string | undefined } | undefined {
    if (!this.#credentials) return undefined;
    const { rtmpUrl, rtmpsUrl, streamKey } = this.#credentials;
    return { rtmpUrl, rtmpsUrl, streamKey: this.revealed ? streamKey : undefined };
  }

  /** What OBS is given: encrypted where the instance has that. */
  get service(): ObsService | undefined {
    if (!this.#credentials) return undefined;
    const { rtmpUrl, rtmpsUrl, streamKey } = this.#credentials;
    return { server: rtmpsUrl ?? rtmpUrl, key: streamKey };
  }

  set(credentials: StreamCredentials | undefined): void {
    this.hide();
    this.#copying?.abort();
    this.#credentials = credentials;
    this.#failed = undefined;
    this.#host.requestUpdate();
  }

  /** Shows the key for {@link REVEAL_MS}. */
  async reveal(): Promise<void> {
    this.#revealing?.abort();
    const revealing = new AbortController();
    this.#revealing = revealing;
    this.#tell('saidKeyShown', 'key');
    if (await this.#wait(REVEAL_MS, revealing.signal)) this.hide();
  }

  hide(): void {
    if (!this.#revealing) return;
    this.#revealing.abort();
    this.#revealing = undefined;
    this.#tell('saidKeyHidden', 'key');
  }

  /** Copies a value, and says so for a moment. */
  async copy(field: CopyField): Promise<void> {
    if (!this.#credentials) return;
    const { rtmpUrl: rtmp, rtmpsUrl: rtmps, streamKey: key } = this.#credentials;
    this.#copying?.abort();
    const copying = new AbortController();
    this.#copying = copying;
    const done = await copyText({ rtmp, rtmps: rtmps ?? '', key }[field]);
    this.#copied = done ? field : undefined;
    this.#failed = done ? undefined : field;
    this.#tell(done ? 'copied' : 'copyFailed', field);
    if (!done || !(await this.#wait(COPIED_MS, copying.signal))) return;
    this.#copied = undefined;
    this.#host.requestUpdate();
  }

  /** @returns Whether the time passed; false when something else ended the wait. */
  async #wait(ms: number, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#host.clock.sleep(ms, signal);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  #tell(news: EncoderNews, field: CopyField): void {
    this.#onNews(news, field);
    this.#host.requestUpdate();
  }
}
