import { timeRanges } from '../playback/engines/time-ranges.js';
import type { FakeEngine } from './fake-engine.js';

/** A box in the page for the player of one test, with an empty storage. Registers the hooks of the suite that calls it. */
export function controlsBox(): ControlsBox {
  let box: HTMLElement | undefined;
  beforeEach(() => {
    box = document.body.appendChild(document.createElement('div'));
    box.lang = 'en';
    box.style.width = '640px';
    localStorage.clear();
  });
  afterEach(() => {
    box?.remove();
    localStorage.clear();
  });
  const current = () => {
    if (box === undefined) throw new Error('A box is there while a test runs.');
    return box;
  };
  return {
    get box() {
      return current();
    },
    define(name, value) {
      const player = current().querySelector('piya-player');
      if (player !== null) Object.defineProperty(player, name, { value, configurable: true });
    },
    focused: () => current().querySelector('piya-player')?.shadowRoot?.activeElement,
  };
}

interface ControlsBox {
  readonly box: HTMLElement;
  /** Gives the player a property that this browser, or an engine without media, does not have. */
  define(name: string, value: unknown): void;
  /** What has the focus in the player. */
  focused(): Element | null | undefined;
}

/** An engine with captions and qualities to choose from. */
export function withChoices(engine: FakeEngine): void {
  engine.captions = [
    { id: 'ko', label: '한국어', active: false },
    { id: 'en', label: 'English', active: false },
  ];
  engine.qualities = [
    { id: 0, label: '360p', height: 360, active: true },
    { id: 1, label: '720p', height: 720, active: false },
  ];
}

/** An engine that plays a live with a window of 100 s. */
export function asLive(engine: FakeEngine): void {
  engine.duration = Number.POSITIVE_INFINITY;
  engine.seekable = timeRanges([0, 100]);
}
