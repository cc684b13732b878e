import type { Caption, Quality } from '../engine.js';
import { matchCaption } from '../video/caption-tracks.js';
import type { EmbedApi } from './embed-api.js';

type Send = (call: (api: EmbedApi) => Promise<unknown>) => void;

/** The picture sizes and subtitles that PeerTube's player offers, and the choice among them. */
export class EmbedTracks {
  readonly #send: Send;
  #qualities: readonly Quality[] = [];
  #quality: number | 'auto' = 'auto';
  #captions: readonly Caption[] = [];

  constructor(send: Send) {
    this.#send = send;
  }

  get qualities(): readonly Quality[] {
    return this.#qualities;
  }
  get quality(): number | 'auto' {
    return this.#quality;
  }
  set quality(quality: number | 'auto') {
    this.#quality = quality;
    this.#send((api) => api.setResolution(quality === 'auto' ? -1 : quality));
  }

  get captions(): readonly Caption[] {
    return this.#captions;
  }
  get caption(): string | null {
    return this.#captions.find(({ active }) => active)?.id ?? null;
  }
  set caption(id: string | null) {
    const wanted = id === null ? undefined : (matchCaption(this.#captions, id)?.id ?? id);
    this.#captions = this.#captions.map((caption) => ({ ...caption, active: caption.id === wanted }));
    // An id that does not exist hides them all.
    this.#send((api) => api.setCaption(wanted ?? ''));
  }

  /** Asks the player for both lists. */
  read(): void {
    this.#send(async (api) => this.takeResolutions(await api.getResolutions()));
    this.#send(async (api) => {
      const list = await api.getCaptions();
      this.#captions = list.map(({ id, label, mode }) => ({ id, label, active: mode === 'showing' }));
    });
  }

  takeResolutions(list: unknown): void {
    if (Array.isArray(list)) this.#qualities = list.flatMap(qualityOf);
  }
}

/** Nothing for an entry that is none; -1 is the automatic choice. */
function qualityOf(entry: unknown): Quality[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { id, label, height, active } = entry as Record<string, unknown>;
  if (typeof id !== 'number' || id < 0) return [];
  return [{ id, label: String(label), height: Number(height) || 0, active: Boolean(active) }];
}
