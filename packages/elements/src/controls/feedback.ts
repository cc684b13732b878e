import type { ControlledMedia } from './controlled-media.js';
import type { Action } from './input/keys.js';
import type { ControlsMessage } from './messages.js';
import { speedText } from './speeds.js';

type Text = (key: ControlsMessage, values?: Record<string, string | number>) => string;

/** What to show for a moment after an action, where the picture alone does not show it. Empty for nothing. */
export function feedbackOf(action: Action, media: ControlledMedia, text: Text, language: string): string {
  switch (action.do) {
    case 'toggle-mute':
    case 'volume-by': {
      const heard = media.muted ? 0 : Math.round(media.volume * 100);
      return `${text('volume')} ${heard}%`;
    }
    case 'speed':
      return speedText(media.playbackRate, language);
    case 'seek-by':
      return `${action.seconds > 0 ? '+' : '−'}${text('seconds', { value: Math.abs(action.seconds) })}`;
    case 'toggle-captions': {
      const shown = media.captions.find(({ id }) => id === media.caption);
      return shown === undefined ? text('captionsOff') : text('captionsOn', { label: shown.label });
    }
    default:
      return '';
  }
}

const FEEDBACK_MS = 900;

/** The word that is shown now; it goes after a moment. */
export class Feedback {
  readonly #changed: () => void;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get text(): string {
    return this.#text;
  }

  /** `stays`: until the next call. */
  show(text: string, { stays = false } = {}): void {
    clearTimeout(this.#timer);
    this.#text = text;
    if (text !== '' && !stays) this.#timer = setTimeout(() => this.show(''), FEEDBACK_MS);
    this.#changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
