import type { MediaElement } from './media-element.js';

/** Holds the memory of a player with `remember`: loaded where a page asks for it. */
export class MemorySlot {
  readonly #player: MediaElement;
  #signal: AbortSignal | undefined;

  constructor(player: MediaElement) {
    this.#player = player;
  }

  /** Asked at every change; begins once for each stay in a page, which the signal ends. */
  want(signal: AbortSignal): void {
    if (this.#signal === signal) return;
    this.#signal = signal;
    load(async () => {
      const { rememberChoices } = await import('../controls/remember.js');
      if (!signal.aborted) rememberChoices(this.#player, signal);
    });
  }
}

/** One exclusive player of a page plays at a time. What it takes is loaded when the first one starts. */
export function followExclusive(player: MediaElement, signal: AbortSignal): void {
  let isLoaded = false;
  player.addEventListener(
    'play',
    () => {
      if (!player.exclusive || isLoaded) return;
      isLoaded = true;
      load(async () => {
        const { playAlone } = await import('../controls/exclusive.js');
        if (!signal.aborted) playAlone(player, signal);
      });
    },
    { signal },
  );
}

/** The video plays without them. */
function load(run: () => Promise<void>): void {
  run().catch((error: unknown) => console.warn('piya: a part of the player did not load:', error));
}
